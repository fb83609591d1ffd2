-- Per association, programme and period: exits as delivered, one way of telling the sexes, are the exits in each definition set.
with

delivered as (
    select
        files.association_code,
        exits.programme_code,
        exits.period_from,
        exits.period_to,
        coalesce(exits.sex, 'all') as sex,
        exits.exit_count,
        dense_rank() over (
            partition by
                files.association_code, exits.programme_code, exits.municipality_code, exits.period_from,
                exits.period_to, exits.sex, exits.exit_reason, exits.public_support, exits.extent_pct
            order by exits.extraction_date desc, exits.file_sha256
        ) as latest
    from {{ ref('stg_exits__count') }} as exits
    inner join {{ ref('stg_delivery__file') }} as files
        on
            exits.file_sha256 = files.file_sha256
            and files.source = 'exits'
),

ways as (
    select
        association_code,
        programme_code,
        period_from,
        period_to,
        sum(case when sex = 'all' then exit_count end) as all_together,
        sum(case when sex <> 'all' then exit_count end) as by_sex
    from delivered
    where latest = 1
    group by association_code, programme_code, period_from, period_to
),

outcomes as (
    select
        association_code,
        programme_code,
        period_from,
        period_to,
        definition_set,
        sum(exit_count) as exit_count
    from {{ ref('controller__exit_outcome') }}
    where
        slice = 'total'
        and extraction_date is not null
    group by association_code, programme_code, period_from, period_to, source_system, definition_set
)

select ways.*
from ways
inner join {{ ref('definition_set') }} as sets
    on
        sets.covers_outcome
        and sets.association_code in (ways.association_code, '*')
left join outcomes
    on
        ways.association_code = outcomes.association_code
        and ways.programme_code = outcomes.programme_code
        and ways.period_from = outcomes.period_from
        and ways.period_to = outcomes.period_to
        and sets.definition_set = outcomes.definition_set
where
    outcomes.exit_count is null
    or outcomes.exit_count not in (ways.all_together, ways.by_sex, ways.all_together + ways.by_sex)
