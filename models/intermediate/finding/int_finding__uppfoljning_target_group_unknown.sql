-- Groups written in the list that are none of the target groups of the year, or are written twice.
with

matched as (
    select association_code, fiscal_year, programme_code, count(*) as matched_count
    from {{ ref('int_uppfoljning__target_group') }}
    group by association_code, fiscal_year, programme_code
),

written as (
    select
        association_code,
        fiscal_year,
        programme_code,
        target_groups,
        length(target_groups) - length(replace(target_groups, '|', '')) + 1 as written_count
    from {{ ref('int_uppfoljning__programme') }}
    where target_groups is not null
)

select
    {{ finding('uppfoljning_target_group_unknown', 'written.association_code', 'written.fiscal_year',
               'written.programme_code', 'written.written_count', 'coalesce(matched.matched_count, 0)',
               'written.target_groups', 'written.target_groups') }}
from written
left join matched
    on
        written.association_code = matched.association_code
        and written.fiscal_year = matched.fiscal_year
        and written.programme_code = matched.programme_code
where written.written_count <> coalesce(matched.matched_count, 0)
