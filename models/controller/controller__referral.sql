{{ outward(ref('fct_referral')) }}
