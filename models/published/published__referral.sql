{{ protected('referral', {'referral_count': ['referral_count']}) }}
