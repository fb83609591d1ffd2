-- The costs that an open choice touches, as each answer would divide them.
{{ split_by_key(ref('int_cost__choice_rule')) }}
