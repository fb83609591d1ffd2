{{ outward(ref('controller__balance_sheet')) }}
