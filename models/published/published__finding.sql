{#- A finding about persons shows its numbers only where the figure it is about is published. -#}
{%- set shown = {
    'is_suppressed': 'hides_numbers as is_suppressed',
    'expected': 'case when not hides_numbers then expected end as expected',
    'actual': 'case when not hides_numbers then actual end as actual',
    'difference': 'case when not hides_numbers then difference end as difference',
    'message_sv': 'case when hides_numbers then short_sv else message_sv end as message_sv',
    'message_en': 'case when hides_numbers then short_en else message_en end as message_en',
} %}
with

hidden as (
    select fact_key
    from {{ ref('controller__suppressed_cell') }}
    group by fact_key
),

findings as (
    select
        facts.*,
        facts.about_persons and (facts.fact_key is null or hidden.fact_key is not null) as hides_numbers
    from {{ ref('controller__finding') }} as facts
    left join hidden
        on facts.fact_key = hidden.fact_key
)

select
{%- for column in model.columns %}
    {{ shown.get(column, column) }}{{ "," if not loop.last }}
{%- endfor %}
from findings
