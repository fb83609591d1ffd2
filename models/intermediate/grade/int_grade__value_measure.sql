-- What is known of one indicator value itself: its parts, its cost without a rule, where it is printed, and how it has changed.
with

values_ as (
    select values_.*, dependence.rests_on_category
    from {{ ref('int_indicator__value') }} as values_
    left join {{ ref('int_indicator__dependence') }} as dependence
        on values_.indicator_code = dependence.indicator_code
)

select
    fact_key,
    'partial_coverage' as reason_code,
    cast({{ fraction('whole_count - part_count', 'whole_count') }} as decimal(28, 10)) as measure
from values_
where part_count < whole_count
union all
select fact_key, 'provenance_unknown' as reason_code, cast(1 as decimal(28, 10)) as measure
from values_
where provenance_rank is null
union all
select values_.fact_key, 'unclassified_cost' as reason_code, unclassified.unclassified_share as measure
from values_
inner join {{ ref('int_indicator__unclassified') }} as unclassified
    on
        values_.association_code = unclassified.association_code
        and values_.fiscal_year = unclassified.fiscal_year
        and values_.definition_set = unclassified.definition_set
        and values_.breakdown_value = unclassified.breakdown_value
        and values_.rests_on_category
union all
select
    fact_key,
    'printed_differs' as reason_code,
    max({{ fraction('abs(computed_value - printed_as_indicator)', 'abs(printed_as_indicator)') }}) as measure
from {{ ref('int_indicator__printed') }}
where abs(printed_as_indicator - computed_value) > tolerance
group by fact_key
union all
-- a sudden change is of the figure, whatever the definition set
select values_.fact_key, 'sudden_change' as reason_code, cast(changes.change as decimal(28, 10)) as measure
from values_
inner join {{ ref('int_indicator__change') }} as changes
    on
        values_.indicator_code = changes.indicator_code
        and values_.association_code = changes.association_code
        and values_.fiscal_year = changes.fiscal_year
        and values_.unit_code = ''
        and values_.breakdown = ''
where changes.status = 'sudden'
union all
select figure_key as fact_key, 'restated_after_closing' as reason_code, cast(count(*) as decimal(28, 10)) as measure
from {{ ref('restated_figure') }}
where relation = 'indicator_value'
group by figure_key
