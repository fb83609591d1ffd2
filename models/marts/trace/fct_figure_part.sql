-- From a figure to the smallest sums it is made of, with sign. Small whatever the number of ledger lines.
with

parts as (
    select 'indicator_value' as relation, fact_key, part, measure_code, source_key, coefficient
    from {{ ref('int_source__indicator_part') }}
    union all
    select relation, fact_key, part, '' as measure_code, source_key, 1 as coefficient
    from {{ ref('int_source__cost_figure') }}
    {%- for family in ['count', 'statement'] %}
    union all
    select relation, fact_key, part, '' as measure_code, source_key, coefficient
    from {{ ref('int_source__' ~ family ~ '_figure') }}
    {%- endfor %}
)

select
    relation,
    fact_key,
    part,
    measure_code,
    source_key,
    cast(coefficient as decimal(18, 4)) as coefficient,
    false as is_suppressed
from parts
