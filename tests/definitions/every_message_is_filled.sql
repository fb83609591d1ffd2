-- Every message of the catalogue has words in both languages, and names only places that a finding fills.
{%- set places = ['subject', 'expected', 'expected_percent', 'actual', 'actual_percent', 'detail_sv', 'detail_en'] %}
{%- for column in ['message_sv', 'message_en'] %}
{%- set rest = namespace(text='coalesce(' ~ column ~ ", '')") %}
{%- for place in places %}{% set rest.text = 'replace(' ~ rest.text ~ ", '{" ~ place ~ "}', '')" %}{% endfor %}
select
    'check_catalogue' as seed,
    {{ row_key('check_catalogue', 'catalogue') }} as row_key,
    '{{ column }}' as column_name,
    {{ column }} as value,
    '{{ "{" ~ places | join("}, {") ~ "}" }}' as places
from {{ ref('check_catalogue') }} as catalogue
where
    coalesce({{ column }}, '') = ''
    or position('{' in {{ rest.text }}) > 0
{{ "union all" if not loop.last }}
{%- endfor %}
