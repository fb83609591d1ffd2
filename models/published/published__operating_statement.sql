{{ outward(ref('controller__operating_statement')) }}
