-- All building blocks in one shape. What does not depend on a definition set is the same in every set it may be shown in.
with

by_set as (
    select
        association_code,
        unit_code,
        fiscal_year,
        definition_set,
        breakdown,
        breakdown_value,
        measure_code,
        amount,
        provenance_rank
    from {{ ref('int_indicator__cost_measure') }}
    union all
    -- the budget as the counterpart of the outcome: the same cost, under another name and without breakdown
    select
        association_code,
        unit_code,
        fiscal_year,
        definition_set,
        '' as breakdown,
        '' as breakdown_value,
        'budget_cost' as measure_code,
        amount,
        provenance_rank
    from {{ ref('int_indicator__cost_measure') }}
    where
        breakdown_value = 'budget'
        and measure_code = 'total_cost'
    union all
    select
        association_code,
        unit_code,
        fiscal_year,
        definition_set,
        '' as breakdown,
        '' as breakdown_value,
        measure_code,
        amount,
        provenance_rank
    from {{ ref('int_indicator__position_cost_measure') }}
),

without_set as (
    select association_code, '' as unit_code, fiscal_year, measure_code, amount, provenance_rank
    from {{ ref('int_indicator__funding_measure') }}
    union all
    select association_code, '' as unit_code, fiscal_year, measure_code, amount, provenance_rank
    from {{ ref('int_indicator__equity_measure') }}
    union all
    select association_code, unit_code, fiscal_year, measure_code, amount, provenance_rank
    from {{ ref('int_indicator__staffing_measure') }}
),

all_measures as (
    select * from by_set
    union all
    select
        without_set.association_code,
        without_set.unit_code,
        without_set.fiscal_year,
        sets.definition_set,
        '' as breakdown,
        '' as breakdown_value,
        without_set.measure_code,
        without_set.amount,
        without_set.provenance_rank
    from without_set
    inner join {{ ref('definition_set') }} as sets
        on sets.covers_cost
)

select
    association_code,
    unit_code,
    fiscal_year,
    definition_set,
    breakdown,
    breakdown_value,
    measure_code,
    cast(amount as decimal(18, 4)) as amount,
    provenance_rank,
    cast(null as varchar) as first_source,
    cast(null as varchar) as last_source
from all_measures
union all
select
    association_code,
    unit_code,
    fiscal_year,
    definition_set,
    breakdown,
    breakdown_value,
    measure_code,
    cast(amount as decimal(18, 4)) as amount,
    provenance_rank,
    first_source,
    last_source
from {{ ref('int_indicator__outcome_block') }}
