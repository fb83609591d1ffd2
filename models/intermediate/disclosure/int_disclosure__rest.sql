-- Counts that nobody prints but anyone can subtract: those of a whole that are not in the part shown beside it.
with

pairs as (
    select wholes.cell_id as whole_cell, parts.cell_id as part_cell
    from {{ ref('int_disclosure__indicator_cell') }} as wholes
    inner join {{ ref('int_disclosure__indicator_cell') }} as parts
        on
            wholes.fact_key = parts.fact_key
            and wholes.measure = 'denominator'
            and parts.measure = 'numerator'
    {%- for relation, whole, part in [
        ('waiting_time', 'application_count', 'assessable_count'), ('waiting_time', 'application_count', 'offered_count'),
        ('waiting_time', 'assessable_count', 'offered_count'), ('waiting_time', 'assessable_count', 'within_14_days_count'),
        ('waiting_time', 'offered_count', 'within_14_days_count'),
        ('follow_up', 'consented_count', 'answered_count'), ('follow_up', 'completed_count', 'consented_count'),
        ('survey_result', 'asked_count', 'answered_count')
    ] %}
    union
    select
        {{ cell_id(relation, 'fact_key', "'" ~ whole ~ "'") }} as whole_cell,
        {{ cell_id(relation, 'fact_key', "'" ~ part ~ "'") }} as part_cell
    from {{ ref('fct_' ~ relation) }}
    {%- endfor %}
    {%- for whole, part in [
        ('applications', 'waiting_assessable'), ('applications', 'waiting_offered'),
        ('waiting_assessable', 'waiting_offered'), ('waiting_offered', 'waiting_within_14_days')
    ] %}
    union
    select wholes.cell_id as whole_cell, parts.cell_id as part_cell
    from {{ ref('int_disclosure__measure_cell') }} as wholes
    inner join {{ ref('int_disclosure__measure_cell') }} as parts
        on
            wholes.association_code = parts.association_code
            and wholes.unit_code = parts.unit_code
            and wholes.fiscal_year = parts.fiscal_year
            and wholes.breakdown_value = parts.breakdown_value
            and wholes.measure_code = '{{ whole }}'
            and parts.measure_code = '{{ part }}'
    {%- endfor %}
),

values_of_cells as (
    select cell_id, max(value) as value
    from {{ ref('int_disclosure__shown_cell') }}
    group by cell_id
)

select
    concat('rest/', pairs.whole_cell, '-', pairs.part_cell) as cell_id,
    pairs.whole_cell,
    pairs.part_cell,
    wholes.value - parts.value as value
from pairs
inner join values_of_cells as wholes
    on pairs.whole_cell = wholes.cell_id
inner join values_of_cells as parts
    on
        pairs.part_cell = parts.cell_id
        and wholes.value >= parts.value
where pairs.whole_cell <> pairs.part_cell
