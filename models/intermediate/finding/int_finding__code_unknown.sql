-- Codes that no definition has: no rule can do anything with such a row.
with

group_lists as (
    select association_code, {{ split_rows('target_groups', '|') }} as code
    from {{ ref('int_programme__programme') }}
),

used as (
    select 'orientation' as kind, 'programmes' as source, association_code, null as fiscal_year, orientation as code
    from {{ ref('int_programme__programme') }}
    union all
    select 'target_group' as kind, 'programmes' as source, association_code, null as fiscal_year, trim(code) as code
    from group_lists
    union all
    select
        concat('programme ', association_code) as kind,
        'programmes' as source,
        association_code,
        null as fiscal_year,
        parent_programme_code as code
    from {{ ref('int_programme__programme') }}
    union all
    select 'funder' as kind, 'funding' as source, association_code, fiscal_year, funder as code
    from {{ ref('int_money__funding') }}
    where
        funder_type in (
            select members.funder_type from {{ ref('funder') }} as members
            where members.is_member
        )
    union all
    select 'area' as kind, 'target_groups' as source, delivered_by, fiscal_year, association_code as code
    from {{ ref('int_reach__stated') }}
    union all
    select 'component' as kind, 'target_groups' as source, delivered_by, fiscal_year, component as code
    from {{ ref('int_reach__stated') }}
    where component <> 'total'
    union all
    -- the first two figures of a municipality's code are those of its county
    select
        concat('county ', left(municipality_code, 2)) as kind,
        'association_register' as source,
        delivered_by,
        year(register_date) as fiscal_year,
        county_code as code
    from {{ ref('int_register__municipality') }}
),

known as (
    select 'orientation' as kind, orientation as code
    from {{ ref('orientation') }}
    union all
    select 'target_group' as kind, target_group as code
    from {{ ref('target_group') }}
    union all
    select concat('programme ', association_code) as kind, programme_code as code
    from {{ ref('int_programme__programme') }}
    union all
    select 'funder' as kind, funder as code
    from {{ ref('funder') }}
    union all
    select 'area' as kind, association_code as code
    from {{ ref('association') }}
    union all
    select 'area' as kind, association_code as code
    from {{ ref('printed_area') }}
    union all
    select 'component' as kind, component as code
    from {{ ref('target_group_component') }}
    union all
    select concat('county ', left(municipality_code, 2)) as kind, left(municipality_code, 2) as code
    from {{ ref('int_register__municipality') }}
),

unknown as (
    select used.source, used.association_code, used.fiscal_year, used.code, count(*) as use_count
    from used
    where
        used.code <> ''
        and not exists (
            select 1
            from known
            where
                known.kind = used.kind
                and known.code = used.code
        )
    group by used.source, used.association_code, used.fiscal_year, used.code
)

select
    {{ finding('code_unknown', 'association_code', 'fiscal_year', "concat(source, ' ', code)", actual='use_count') }}
from unknown
