-- How the building blocks follow from the flows and exits that are published beside them.
with

measures as (
    select * from {{ ref('int_disclosure__measure_cell') }}
),

flows_of_years as (
    select
        parts.association_code,
        parts.programme_code,
        parts.fiscal_year,
        parts.registration_kind,
        parts.slice,
        parts.municipality_code,
        parts.sex,
        parts.place_from_start,
        parts.period_count,
        parts.total_count,
        {{ flow_key('parts') }} as fact_key
    from {{ ref('int_participation__year_part') }} as parts
    inner join {{ ref('int_participation__source_use') }} as uses
        on
            parts.association_code = uses.association_code
            and parts.programme_code = uses.programme_code
            and parts.registration_kind = uses.registration_kind
            and parts.fiscal_year = uses.fiscal_year
            and parts.source_system = uses.source_system
            and uses.figure = 'participants'
            and uses.is_official
    where parts.count_basis = 'registered'
),

columns_of_measures as (
    {%- for measure, kind, slice, column, only in [
        ('participants_registered', 'named', 'total', 'total', 'period_count = 1'),
        ('participants_registered', 'named', 'total', 'opening', 'period_count > 1 and place_from_start = 1'),
        ('participants_registered', 'named', 'total', 'new', 'period_count > 1'),
        ('new_participants', 'named', 'total', 'new', 'true'),
        ('completed_participants', 'named', 'total', 'completed', 'true'),
        ('participants_anonymous', 'anonymous', 'total', 'total', 'total_count is not null'),
        ('participants_anonymous', 'anonymous', 'total', 'new', 'total_count is null'),
        ('volume_cases', 'volume', 'total', 'total', 'true'),
        ('participants_of_known_sex', 'named', 'sex', 'total', "sex in ('woman', 'man')"),
        ('women', 'named', 'sex', 'total', "sex = 'woman'")
    ] %}
    select
        '{{ measure }}' as measure_code,
        association_code,
        programme_code,
        fiscal_year,
        {{ cell_id('participant_flow', 'fact_key', "'" ~ column ~ "'") }} as cell_id
    from flows_of_years
    where
        registration_kind = '{{ kind }}'
        and slice = '{{ slice }}'
        and {{ only }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

from_flows as (
    select measures.cell_id as whole_cell, columns_of_measures.cell_id
    from measures
    inner join columns_of_measures
        on
            measures.measure_code = columns_of_measures.measure_code
            and measures.association_code = columns_of_measures.association_code
            and measures.fiscal_year = columns_of_measures.fiscal_year
    inner join {{ ref('int_programme__scope') }} as scopes
        on
            measures.association_code = scopes.association_code
            and columns_of_measures.programme_code = scopes.programme_code
            and measures.unit_code = scopes.unit_code
            and measures.breakdown = scopes.breakdown
            and measures.breakdown_value = scopes.breakdown_value
),

from_residence as (
    select measures.cell_id as whole_cell, {{ cell_id('participant_flow', 'flows.fact_key', "'total'") }} as cell_id
    from measures
    inner join flows_of_years as flows
        on
            measures.association_code = flows.association_code
            and measures.fiscal_year = flows.fiscal_year
            and measures.unit_code = flows.municipality_code
            and flows.slice = 'municipality'
            and flows.registration_kind = 'named'
    where measures.measure_code = 'participants_registered'
)

select concat('measure_flow/', whole_cell) as sum_id, whole_cell, cell_id from from_flows
union all
select concat('measure_residence/', whole_cell) as sum_id, whole_cell, cell_id from from_residence
