-- How many programmes there are, each one a delivered line.
with

programmes as (
    select
        counted.*,
        concat('programme/', {{ fact_key(['association_code', 'fiscal_year', 'counted.programme_code']) }}) as place,
        counted.delivery_source = 'uppfoljning' and types.count_unit = 'participations' as may_count
    from {{ ref('int_indicator__programme_count') }} as counted
    left join {{ ref('programme_type') }} as types
        on counted.programme_type = types.programme_type
)

select
    association_code, fiscal_year, '' as breakdown, '' as breakdown_value, 'programmes_total' as measure_code,
    concat(place, '#listed') as source_key
from programmes
{%- for breakdown in ['programme_type', 'orientation'] %}
union all
select
    association_code, fiscal_year, '{{ breakdown }}' as breakdown, {{ breakdown }} as breakdown_value,
    'programmes_total' as measure_code, concat(place, '#listed') as source_key
from programmes
{%- endfor %}
{%- for measure, column in [('structural_programmes', 'listed'), ('structural_programmes_counted', 'counted')] %}
union all
select
    association_code, fiscal_year, '' as breakdown, '' as breakdown_value, '{{ measure }}' as measure_code,
    concat(place, '#{{ column }}') as source_key
from programmes
where may_count
{%- endfor %}
