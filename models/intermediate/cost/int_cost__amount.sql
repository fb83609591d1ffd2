-- Every krona of a subject in exactly one category per definition set.
{{ split_by_key(ref('int_cost__rule')) }}
