-- Every programme type and way of registering in the list of programmes = one rule that says whether the line is a programme: without a rule it would not be counted.
select
    programmes.association_code,
    programmes.programme_code,
    programmes.programme_type,
    programmes.registration_type
from {{ ref('int_programme__programme') }} as programmes
left join {{ ref('programme_count_rule') }} as rules
    on
        programmes.programme_type = rules.programme_type
        and programmes.registration_type = rules.registration_type
        and rules.valid_to = make_date(9999, 12, 31)
where rules.programme_type is null
