-- Sums that hold in the data. One that does not hold tells a reader nothing certain; one with a part left out is no sum.
with

candidates as (
    select sum_id, cell_id, coefficient from {{ ref('int_disclosure__flow_sum') }}
    union all
    select sum_id, cell_id, coefficient from {{ ref('int_disclosure__exit_sum') }}
    {%- for family in ['measure', 'outcome', 'block', 'round', 'county', 'other', 'national'] %}
    union all
    select sum_id, cell_id, -1 as coefficient from {{ ref('int_disclosure__' ~ family ~ '_sum') }}
    union all
    select sum_id, whole_cell as cell_id, 1 as coefficient from {{ ref('int_disclosure__' ~ family ~ '_sum') }}
    group by sum_id, whole_cell
    {%- endfor %}
    union all
    select concat(one_cell, '=', other_cell) as sum_id, one_cell as cell_id, 1 as coefficient
    from {{ ref('int_disclosure__twin') }}
    union all
    select concat(one_cell, '=', other_cell) as sum_id, other_cell as cell_id, -1 as coefficient
    from {{ ref('int_disclosure__twin') }}
    {%- for cell, coefficient in [('whole_cell', 1), ('part_cell', -1), ('cell_id', -1)] %}
    union all
    select concat('sum_of_', cell_id) as sum_id, {{ cell }} as cell_id, {{ coefficient }} as coefficient
    from {{ ref('int_disclosure__rest') }}
    {%- endfor %}
),

terms as (
    -- a part that is reached in two ways counts once
    select
        sum_id,
        cell_id,
        max(coefficient) as coefficient
    from candidates
    group by sum_id, cell_id
),

balanced as (
    select terms.sum_id
    from terms
    left join {{ ref('int_disclosure__cell') }} as cells
        on terms.cell_id = cells.cell_id
    group by terms.sum_id
    having
        count(*) = count(cells.cell_id)
        and count(*) > 1
        and sum(terms.coefficient * cells.value) = 0
)

select
    terms.sum_id,
    terms.cell_id,
    cast(terms.coefficient as bigint) as coefficient
from terms
inner join balanced
    on terms.sum_id = balanced.sum_id
