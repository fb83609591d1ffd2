-- What each loaded file covers, year by year, and the day the file itself says it was made. A file's date on disk says nothing.
{#- Source: staged rows, first and last day that a row covers, the day it was made. -#}
{%- set of_year = ['make_date(fiscal_year, 1, 1)', 'make_date(fiscal_year, 12, 31)'] %}
{%- set contents = {
    'applications': ['stg_applications__application', 'applied_on', 'applied_on', 'cast(null as date)'],
    'budget': ['stg_budget__line'] + of_year + ['cast(null as date)'],
    'exits': ['stg_exits__count', 'period_from', 'period_to', 'extraction_date'],
    'followup': ['stg_followup__status', 'exit_from', 'exit_to', 'cast(null as date)'],
    'funding': ['stg_funding__contribution'] + of_year + ['cast(null as date)'],
    'participants': ['stg_participants__count', 'period_from', 'period_to', 'extraction_date'],
    'staffing': ['stg_staffing__position'] + of_year + ['cast(null as date)'],
    'sus': ['stg_sus__spell', 'entry_date', 'entry_date', 'cast(null as date)'],
    'target_groups': ['stg_target_groups__size'] + of_year + ['cast(null as date)'],
    'uppfoljning': ['stg_uppfoljning__programme'] + of_year + ['extraction_date'],
} %}
with

covered as (
    {%- for source, (staged, first_day, last_day, made_on) in contents.items() %}
    select
        '{{ source }}' as delivery_source,
        file_sha256,
        {{ first_day }} as covers_from,
        {{ last_day }} as covers_until,
        {{ made_on }} as made_on
    from {{ ref(staged) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    deliveries.association_code,
    covered.delivery_source,
    covered.file_sha256,
    year(covered.covers_until) as fiscal_year,
    min(covered.covers_from) as covers_from,
    max(covered.covers_until) as covers_until,
    max(covered.made_on) as made_on
from covered
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        covered.file_sha256 = deliveries.file_sha256
        and covered.delivery_source = deliveries.source
where covered.covers_until is not null
group by
    deliveries.association_code,
    covered.delivery_source,
    covered.file_sha256,
    year(covered.covers_until)
union all
select
    association_code,
    'sie' as delivery_source,
    file_sha256,
    fiscal_year,
    year_start as covers_from,
    covers_until,
    generated_on as made_on
from {{ ref('int_ledger__file_year') }}
where fiscal_year is not null
