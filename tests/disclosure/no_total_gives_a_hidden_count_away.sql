-- Where an association's count is that of its programmes together, never exactly one of them all is hidden: whoever subtracts
-- the others would have it. It looks at the counts alone and trusts none of the sums that the suppression works with. What is
-- known already is a finding, count_already_public.
with

hidden as (
    select cell_id, max(case when reason = 'unprotectable' then 1 else 0 end) as is_known
    from {{ ref('int_disclosure__hidden_cell') }}
    group by cell_id
),

counts as (
    select
        cells.*,
        case when hidden.cell_id is null then 0 else 1 end as is_hidden,
        coalesce(hidden.is_known, 0) as is_known
    from {{ ref('int_disclosure__measure_cell') }} as cells
    left join hidden
        on cells.cell_id = hidden.cell_id
),

-- programmes that are not themselves made of others
programmes as (
    select programmes.association_code, programmes.programme_code
    from {{ ref('int_programme__programme') }} as programmes
    left join {{ ref('int_programme__programme') }} as children
        on
            programmes.association_code = children.association_code
            and programmes.programme_code = children.parent_programme_code
    where children.programme_code is null
),

totals as (
    select
        wholes.cell_id,
        max(wholes.value) as whole_value,
        sum(parts.value) as parts_value,
        max(wholes.is_hidden) + sum(parts.is_hidden) as hidden_count,
        max(wholes.is_known) + sum(parts.is_known) as known_count
    from counts as wholes
    inner join counts as parts
        on
            wholes.association_code = parts.association_code
            and wholes.fiscal_year = parts.fiscal_year
            and wholes.definition_set = parts.definition_set
            and wholes.breakdown = parts.breakdown
            and wholes.breakdown_value = parts.breakdown_value
            and wholes.measure_code = parts.measure_code
            and wholes.unit_code = ''
    inner join programmes
        on
            parts.association_code = programmes.association_code
            and parts.unit_code = programmes.programme_code
    group by wholes.cell_id
)

select cell_id, whole_value, hidden_count
from totals
where
    whole_value = parts_value
    and hidden_count = 1
    and known_count = 0
