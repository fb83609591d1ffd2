{{ outward(ref('controller__income_statement')) }}
