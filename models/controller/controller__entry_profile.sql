{{ outward(ref('fct_entry_profile')) }}
