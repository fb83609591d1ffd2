-- Two files, or two tables of the same rank, that state different things of the same: the first counts, so the order of
-- names would decide. Corrected statistics are delivered in place of the old file.
with

statements as (
    select
        provider as source,
        concat_ws(' ', provider, dataset, measure_code, region_key, sex, nullif(breakdown, ''), period) as subject,
        year(period_end) as fiscal_year,
        coalesce(cast(observed_value as varchar), '-') as statement
    from {{ ref('int_reach__observation') }}
    union all
    select
        'statistic' as source,
        concat_ws(' ', statistic_code, area_code, sex, period, priority) as subject,
        fiscal_year,
        cast(observed_value as varchar) as statement
    from {{ ref('int_reach__statistic') }}
    where
        statistic_code is not null
        and area_code is not null
    union all
    select
        'target_groups' as source,
        concat_ws(' ', 'target_groups', association_code, nullif(unit_code, ''), method, component) as subject,
        fiscal_year,
        cast(person_count as varchar) as statement
    from {{ ref('int_reach__stated') }}
),

conflicts as (
    select
        source,
        subject,
        fiscal_year,
        min(statement) as one_statement,
        max(statement) as other_statement
    from statements
    group by source, subject, fiscal_year
    having min(statement) <> max(statement)
)

select
    {{ finding('statistic_conflict', 'null', 'fiscal_year', 'subject', 'null', 'null',
               "concat_ws(' / ', one_statement, other_statement)",
               "concat_ws(' / ', one_statement, other_statement)") }}
from conflicts
