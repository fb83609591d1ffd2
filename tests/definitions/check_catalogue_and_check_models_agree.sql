-- Codes in the check catalogue = models int_finding__<code>, or the check_codes that a model of many checks says it gives: no check
-- without words, no words without a check.
{%- set models = [] %}
{%- if execute %}
    {%- for node in graph.nodes.values() %}
        {%- if node.resource_type == 'model' and node.name.startswith('int_finding__') and node.name not in ('int_finding__all', 'int_finding__graded') %}
            {%- do models.extend(node.config.meta.get('check_codes', [node.name.replace('int_finding__', '')])) %}
        {%- endif %}
    {%- endfor %}
{%- endif %}
with

models as (
    {%- for code in models | sort %}
    select '{{ code }}' as check_code
    union all
    {%- endfor %}
    select cast(null as varchar) as check_code
    where 1 = 0
)

select
    'check_catalogue' as seed,
    coalesce(catalogue.check_code, models.check_code) as row_key,
    case when models.check_code is null then 'har ord, ingen modell' else 'har modell, inga ord' end as problem_sv,
    case when models.check_code is null then 'has words, no model' else 'has a model, no words' end as problem_en
from {{ ref('check_catalogue') }} as catalogue
full outer join models
    on catalogue.check_code = models.check_code
where
    catalogue.check_code is null
    or models.check_code is null
