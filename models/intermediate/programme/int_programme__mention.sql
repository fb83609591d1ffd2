{#- Where programmes are named: by source the model and the year of its rows, or the delivered table. -#}
{%- set models = {
    'applications': ['int_waiting__case', 'fiscal_year'],
    'budget': ['int_budget__line', 'fiscal_year'],
    'followup': ['int_follow_up__period', 'fiscal_year'],
    'goals': ['int_goal__goal', 'year(valid_from)'],
    'instruments': ['int_survey__delivered_measurement', 'year(measured_on)'],
    'nns_rounds, nns_answers': ['int_survey__round', 'fiscal_year'],
    'programme_link': ['programme_link', 'cast(null as bigint)'],
    'staffing': ['int_money__staffing', 'fiscal_year'],
    'sus': ['int_person__flow', 'year(period_to)'],
    'uppfoljning': ['int_uppfoljning__programme', 'fiscal_year'],
} %}
{%- set tables = {
    'exits': 'stg_exits__count', 'participants': 'stg_participants__count', 'referrals': 'stg_referrals__count',
} %}
with

mentions as (
    {%- for source, (model, fiscal_year) in models.items() %}
    select association_code, {{ fiscal_year }} as fiscal_year, programme_code, '{{ source }}' as source
    from {{ ref(model) }}
    union
    {%- endfor %}
    {%- for source, table in tables.items() %}
    select
        deliveries.association_code,
        year(counts.period_to) as fiscal_year,
        counts.programme_code,
        deliveries.source
    from {{ ref(table) }} as counts
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            counts.file_sha256 = deliveries.file_sha256
            and deliveries.source = '{{ source }}'
    {{ "union" if not loop.last }}
    {%- endfor %}
)

select association_code, cast(fiscal_year as bigint) as fiscal_year, programme_code, source
from mentions
where programme_code <> ''
