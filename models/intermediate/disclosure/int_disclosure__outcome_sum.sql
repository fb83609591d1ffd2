-- How outcome counts follow from the published exits, set by set.
with

counted as (
    select
        counts.association_code,
        counts.programme_code,
        counts.fiscal_year,
        counts.definition_set,
        counts.measure_code,
        {{ cell_id('exit_outcome', 'exits.count_key', "'exit_count'") }} as cell_id
    from {{ ref('int_indicator__outcome_count') }} as counts
    inner join {{ ref('outcome_measure') }} as measures
        on counts.measure_code = measures.measure_code
    inner join {{ ref('fct_exit_outcome') }} as exits
        on
            counts.association_code = exits.association_code
            and counts.programme_code = exits.programme_code
            and counts.fiscal_year = exits.fiscal_year
            and counts.definition_set = exits.definition_set
            and counts.count_kind = exits.count_kind
            and exits.slice = 'total'
            and exits.is_official
    where
        (
            counts.count_kind = 'persons'
            or (measures.outcome_flag = 'step_forward' and exits.is_step_forward)
            or (measures.outcome_flag = 'work' and exits.is_work)
            or (measures.outcome_flag = 'work_or_study' and exits.is_work_or_study)
        )
        and (
            measures.public_support is null
            or measures.public_support = exits.public_support
            or (measures.public_support = 'known' and exits.public_support in ('yes', 'no'))
        )
)

select
    concat('measure_exit/', cells.cell_id) as sum_id,
    cells.cell_id as whole_cell,
    counted.cell_id
from {{ ref('int_disclosure__measure_cell') }} as cells
inner join {{ ref('int_programme__scope') }} as scopes
    on
        cells.association_code = scopes.association_code
        and cells.unit_code = scopes.unit_code
        and cells.breakdown = scopes.breakdown
        and cells.breakdown_value = scopes.breakdown_value
inner join counted
    on
        cells.association_code = counted.association_code
        and scopes.programme_code = counted.programme_code
        and cells.fiscal_year = counted.fiscal_year
        and cells.definition_set = counted.definition_set
        and cells.measure_code = counted.measure_code
