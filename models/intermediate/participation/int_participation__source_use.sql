-- Which source is official for a programme, year and figure: the first rule by written priority; the others stay beside it.
with

delivered as (
    select
        'participants' as figure,
        association_code,
        programme_code,
        registration_kind,
        fiscal_year,
        source_system
    from {{ ref('int_participation__year') }}
    group by association_code, programme_code, registration_kind, fiscal_year, source_system
    union all
    select
        'exits' as figure,
        association_code,
        programme_code,
        '' as registration_kind,
        year(period_to) as fiscal_year,
        source_system
    from {{ ref('int_exit__delivered') }}
    group by association_code, programme_code, year(period_to), source_system
),

ruled as (
    select
        delivered.figure,
        delivered.association_code,
        delivered.programme_code,
        delivered.registration_kind,
        delivered.fiscal_year,
        delivered.source_system,
        rules.rule_id,
        rules.use,
        rules.priority
    from delivered
    left join {{ ref('official_source') }} as rules
        on
            delivered.figure = rules.figure
            and rules.association_code in (delivered.association_code, '*')
            and rules.programme_code in (delivered.programme_code, '*')
            and rules.registration_kind in (delivered.registration_kind, '*')
            and delivered.source_system = rules.source_system
            and make_date(delivered.fiscal_year, 12, 31) between rules.valid_from and rules.valid_to
    qualify
        row_number() over (
            partition by
                delivered.figure, delivered.association_code, delivered.programme_code,
                delivered.registration_kind, delivered.fiscal_year, delivered.source_system
            order by rules.priority, rules.rule_id
        ) = 1
)

select
    figure,
    association_code,
    programme_code,
    registration_kind,
    fiscal_year,
    source_system,
    rule_id,
    coalesce(use, 'beside') = 'official'
    and row_number() over (
        partition by figure, association_code, programme_code, registration_kind, fiscal_year
        order by case when use = 'official' then 0 else 1 end, priority, rule_id
    ) = 1 as is_official
from ruled
