{{ outward(ref('controller__time_report')) }}
