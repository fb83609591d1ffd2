-- Every place where a programme is counted: the whole association, itself and its parents, and its programme group.
-- A programme that is missing in the list of programmes still counts in the whole.
with

programmes as (
    select association_code, programme_code
    from {{ ref('int_programme__programme') }}
    union
    select association_code, programme_code
    from {{ ref('int_participation__official') }}
)

select association_code, programme_code, '' as unit_code, '' as breakdown, '' as breakdown_value
from programmes
union all
select association_code, programme_code, unit_code, '' as breakdown, '' as breakdown_value
from {{ ref('int_programme__rollup') }}
union all
select
    programmes.association_code,
    programmes.programme_code,
    '' as unit_code,
    'programme_group' as breakdown,
    programme_groups.programme_group as breakdown_value
from {{ ref('int_programme__programme') }} as programmes
inner join {{ ref('programme_group') }} as programme_groups
    on programmes.team_type = programme_groups.team_type
