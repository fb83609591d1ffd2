-- Each programme of the associations in every group of the overview that it belongs to: its type, its orientation, its target groups.
-- Made-up examples are no part of the nation.
with

programmes as (
    select reported.*
    from {{ ref('int_uppfoljning__programme') }} as reported
    inner join {{ ref('association') }} as associations
        on
            reported.association_code = associations.association_code
            and associations.kind = 'association'
)

select programmes.*, '' as orientation_group, '' as target_group
from programmes
union all
select programmes.*, orientation as orientation_group, '' as target_group
from programmes
union all
select programmes.*, '' as orientation_group, target_groups.target_group
from programmes
inner join {{ ref('int_uppfoljning__target_group') }} as target_groups
    on
        programmes.association_code = target_groups.association_code
        and programmes.programme_code = target_groups.programme_code
        and programmes.fiscal_year = target_groups.fiscal_year
