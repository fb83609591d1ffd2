{#- The branches come from a list, so their lines are not laid out by hand. -#}
-- noqa: disable=LT02,AL05
-- What each check had to look at: also a check that found nothing has run.
with

cases as (
    {%- for check, parts in checks().items() %}
    {%- set is_last = loop.last %}
    {%- for cases in parts['tests'] %}
    select
        '{{ check }}' as check_code,
        {{ cases.get('association', 'tested.association_code') }} as association_code,
        {{ cases.get('year', 'tested.fiscal_year') }} as fiscal_year,
        {{ cases.get('count', 'count(*)') }} as case_count
    from {{ ref(cases['of']) }} as tested
    {%- if cases.get('join') %}
    inner join {{ ref(cases['join']['with']) }} as {{ cases['join']['as'] }}
        on {{ cases['join']['on'] }}
    {%- endif %}
    {%- if cases.get('where') %}
    where {{ cases['where'] }}
    {%- endif %}
    group by all
    {{ "union all" if not (is_last and loop.last) }}
    {%- endfor %}
    {%- endfor %}
)

select
    check_code,
    coalesce(cast(association_code as varchar), '') as association_code,
    cast(fiscal_year as bigint) as fiscal_year,
    cast(sum(case_count) as bigint) as tested_count
from cases
group by check_code, coalesce(cast(association_code as varchar), ''), cast(fiscal_year as bigint)
