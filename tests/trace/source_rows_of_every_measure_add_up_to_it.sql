-- Measure = the signed sum of its delivered rows, for every building block of every association, unit, year, set and breakdown; one whose
-- rows cannot be added names why in each of them, and one without rows is zero.
with

rows_ as (
    select
        source_key,
        sum(amount) as amount,
        count(case when amount is null and no_amount_reason is null then 1 end) as unexplained_count,
        count(case when amount is null then 1 end) as without_amount_count
    from {{ ref('fct_source_row') }}
    group by source_key
),

traced as (
    select
        measures.association_code,
        measures.unit_code,
        measures.fiscal_year,
        measures.definition_set,
        measures.breakdown,
        measures.breakdown_value,
        measures.measure_code,
        measures.amount,
        coalesce(sum(parts.coefficient * rows_.amount), 0) as traced_amount,
        coalesce(sum(rows_.unexplained_count), 0) as unexplained_count,
        coalesce(sum(rows_.without_amount_count), 0) as without_amount_count
    from {{ ref('int_indicator__measure') }} as measures
    left join {{ ref('int_source__measure_part') }} as parts
        on
            measures.association_code = parts.association_code
            and measures.unit_code = parts.unit_code
            and measures.fiscal_year = parts.fiscal_year
            and parts.definition_set in (measures.definition_set, '')
            and measures.breakdown = parts.breakdown
            and measures.breakdown_value = parts.breakdown_value
            and measures.measure_code = parts.measure_code
    left join rows_
        on parts.source_key = rows_.source_key
    group by
        measures.association_code,
        measures.unit_code,
        measures.fiscal_year,
        measures.definition_set,
        measures.breakdown,
        measures.breakdown_value,
        measures.measure_code,
        measures.amount
)

select *
from traced
where
    unexplained_count > 0
    or (without_amount_count = 0 and amount <> traced_amount)
