{{ outward(ref('controller__restatement')) }}
