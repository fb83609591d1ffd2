{{ outward(ref('controller__check_result')) }}
