-- The building blocks that indicators are made of, as they are before any indicator is: metric queries (MetricFlow) sum these.
-- Slices of the same persons or kronor are never added: slice_no tells them apart, cell_no the associations in them too.
select
    measures.association_code,
    measures.unit_code,
    measures.fiscal_year,
    make_date(measures.fiscal_year, 1, 1) as period_start,
    measures.definition_set,
    sets.covers_cost,
    measures.breakdown,
    measures.breakdown_value,
    measures.measure_code,
    measures.amount,
    measures.first_source,
    measures.last_source,
    dense_rank() over (
        order by
            measures.unit_code, measures.fiscal_year, measures.definition_set, measures.breakdown,
            measures.breakdown_value
    ) as slice_no,
    dense_rank() over (
        order by
            measures.association_code, measures.unit_code, measures.fiscal_year, measures.definition_set,
            measures.breakdown, measures.breakdown_value
    ) as cell_no
from {{ ref('int_indicator__measure') }} as measures
inner join {{ ref('definition_set') }} as sets
    on measures.definition_set = sets.definition_set
