-- Many to many: a programme stands once for each of its groups, so what is summed over groups is no total.
select
    programmes.association_code,
    programmes.programme_code,
    programmes.fiscal_year,
    target_groups.target_group,
    target_groups.is_exclusive,
    target_groups.restricts_sex
from {{ ref('int_uppfoljning__programme') }} as programmes
inner join {{ ref('target_group') }} as target_groups
    on
        programmes.valid_on between target_groups.valid_from and target_groups.valid_to
        and position(
            concat('|', target_groups.target_group, '|') in concat('|', replace(programmes.target_groups, ' ', ''), '|')
        ) > 0
