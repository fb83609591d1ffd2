-- Others than the sex that a programme is meant for may take part, but it should be said. How many is not told: they are few.
with

others as (
    select
        programmes.association_code,
        programmes.fiscal_year,
        programmes.programme_code,
        target_groups.target_group,
        case target_groups.restricts_sex
            when 'woman' then programmes.men_count
            when 'man' then programmes.women_count
        end as other_count
    from {{ ref('int_uppfoljning__programme') }} as programmes
    inner join {{ ref('int_uppfoljning__target_group') }} as target_groups
        on
            programmes.association_code = target_groups.association_code
            and programmes.fiscal_year = target_groups.fiscal_year
            and programmes.programme_code = target_groups.programme_code
)

select
    {{ finding('uppfoljning_target_group_sex', 'association_code', 'fiscal_year', 'programme_code',
               'null', 'null', 'target_group', 'target_group') }}
from others
where other_count > {{ threshold("'uppfoljning_target_group_sex'", 'association_code', 'fiscal_year') }}
