-- Every row of every table of definitions and decisions in one shape: what tells it apart, what it says, when and why.
{%- set keys = definition_keys() %}
{%- set tables = dict(keys['definitions'], **dict(keys['decisions'], **keys['calendars'])) %}
{#- Tables whose days have other names; an empty one has always held, or still does. -#}
{%- set days = {
    'closed_period': ['closed_on', 'null'],
    'decision': ['effective_from', 'null'],
    'reporting_period': ['null', 'null'],
} %}
{#- What is said beside the content, and what is of a build and not of anyone's choice. -#}
{%- set about = [
    'valid_from', 'valid_to', 'decision_id', 'source', 'reason', 'closed_on', 'effective_from', 'build_id',
    'figures_sha256',
] %}
{%- for table, key in tables.items() %}
{%- set first_day, last_day = days.get(table, ['valid_from', 'valid_to']) %}
{%- set types = graph.nodes['seed.finsam.' ~ table].config.column_types if execute else {} %}
select
    '{{ table }}' as definition_table,
    concat_ws(
        ' / '
        {%- for column in key %},
        cast({{ column }} as varchar)
        {%- endfor %}
    ) as row_key,
    concat_ws(
        '; ',
        cast(null as varchar)
        {%- for column, type in types.items() if column not in key and column not in about %}
        {%- set text = 'cast(' ~ column ~ ' as varchar)' %}
        {%- if type.startswith('decimal') %}{% set text = "rtrim(rtrim(" ~ text ~ ", '0'), '.')" %}{% endif %},
        case when {{ column }} is not null then concat('{{ column }}=', {{ text }}) end
        {%- endfor %}
    ) as content,
    cast({{ first_day }} as date) as valid_from,
    cast({{ last_day }} as date) as valid_to,
    {{ 'decision_id' if table not in keys['calendars'] else 'cast(null as varchar)' }} as decision_id,
    {{ 'source' if table != 'closed_period' else 'cast(null as varchar)' }} as source,
    {{ 'reason' if table not in keys['decisions'] else 'cast(null as varchar)' }} as reason
from {{ ref(table) }}
{{ "union all" if not loop.last }}
{%- endfor %}
