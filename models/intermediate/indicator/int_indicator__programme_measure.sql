-- How many programmes, of each type and orientation. How many structural programmes count their participants is known only where
-- Uppföljning Finsam says so; the participations themselves come with all other participations.
with

programmes as (
    select
        counted.*,
        counted.delivery_source = 'uppfoljning' and types.count_unit = 'participations' as may_count,
        provenances.rank as provenance_rank
    from {{ ref('int_indicator__programme_count') }} as counted
    left join {{ ref('programme_type') }} as types
        on counted.programme_type = types.programme_type
    left join {{ ref('provenance') }} as provenances
        on counted.provenance = provenances.provenance
),

measures as (
    select programmes.*, '' as breakdown, '' as breakdown_value, 'programmes_total' as measure_code, 1 as amount
    from programmes
    {%- for breakdown in ['programme_type', 'orientation'] %}
    union all
    select
        programmes.*,
        '{{ breakdown }}' as breakdown,
        {{ breakdown }} as breakdown_value,
        'programmes_total' as measure_code,
        1 as amount
    from programmes
    {%- endfor %}
    union all
    select programmes.*, '' as breakdown, '' as breakdown_value, 'structural_programmes' as measure_code, 1 as amount
    from programmes
    where may_count
    union all
    select
        programmes.*,
        '' as breakdown,
        '' as breakdown_value,
        'structural_programmes_counted' as measure_code,
        case when counts_participants then 1 else 0 end as amount
    from programmes
    where may_count
)

select
    association_code,
    '' as unit_code,
    fiscal_year,
    breakdown,
    breakdown_value,
    measure_code,
    cast(sum(amount) as decimal(18, 4)) as amount,
    max(provenance_rank) as provenance_rank,
    max(source_system) as source_system
from measures
group by association_code, fiscal_year, breakdown, breakdown_value, measure_code
