-- Every programme group, measure, statistic, method and part that a target-group definition names exists.
with

named as (
    select 'programme_group' as kind, reach_programme_group as code from {{ ref('target_group_method') }}
    union all
    select 'indicator_term' as kind, reach_measure_code as code from {{ ref('target_group_method') }}
    union all
    select 'statistic_measure' as kind, statistic_code as code from {{ ref('target_group_method') }}
    union all
    select 'statistic_measure' as kind, statistic_code as code from {{ ref('target_group_component') }}
    union all
    select 'target_group_method' as kind, method as code from {{ ref('target_group_component') }}
    union all
    select 'target_group_method' as kind, method as code from {{ ref('target_group_source') }}
    union all
    select 'target_group_method' as kind, method as code from {{ ref('stg_target_groups__size') }}
    union all
    select 'municipality' as kind, municipality_code as code from {{ ref('unit_municipality') }}
    union all
    select 'basis' as kind, basis as code from {{ ref('target_group_source') }}
),

existing as (
    select 'programme_group' as kind, programme_group as code from {{ ref('programme_group') }}
    union all
    select 'indicator_term' as kind, measure_code as code from {{ ref('indicator_term') }}
    union all
    select 'statistic_measure' as kind, statistic_code as code from {{ ref('statistic_measure') }}
    union all
    select 'target_group_method' as kind, method as code from {{ ref('target_group_method') }}
    union all
    select 'municipality' as kind, municipality_code as code from {{ ref('municipality') }}
    union all
    select 'basis' as kind, 'stated' as code
    union all
    select 'basis' as kind, 'computed' as code
)

select
    named.kind,
    named.code
from named
where
    named.code is not null
    and not exists (
        select 1 from existing
        where
            existing.kind = named.kind
            and existing.code = named.code
    )
