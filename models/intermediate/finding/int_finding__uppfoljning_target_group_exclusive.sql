with

programmes as (
    select
        association_code,
        fiscal_year,
        programme_code,
        count(*) as group_count,
        sum(case when is_exclusive then 1 else 0 end) as exclusive_count,
        {{ joined_text('target_group', ', ', 'target_group') }} as target_groups
    from {{ ref('int_uppfoljning__target_group') }}
    group by association_code, fiscal_year, programme_code
)

select
    {{ finding('uppfoljning_target_group_exclusive', 'association_code', 'fiscal_year', 'programme_code',
               '1', 'group_count', 'target_groups', 'target_groups') }}
from programmes
where
    exclusive_count > 0
    and group_count > 1
