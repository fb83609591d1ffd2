{#- By source: the staged rows with their year and money, the model that takes them up (its association, which of its rows hold, and
    which of those count) and what a row is called that holds and does not count. -#}
{%- set reported = "delivery_rank = 1 and origin_rank = 1 and origin = 'delivered'" %}
{%- set latest = 'extraction_rank = 1 and delivery_rank = 1' %}
{%- set sums = ["row_level = 'line'", 'heading_or_sum'] %}
{%- set all = ['true', ''] %}
{%- set first = 'delivery_rank = 1' %}
{%- set sources = {
    'applications': ['stg_applications__application', 'year(applied_on)', 'null', 'int_waiting__delivered_application', 'association_code', first] + all,
    'association_changes': ['stg_association_changes__change', 'fiscal_year', 'null', 'int_register__change', 'delivered_by', 'true'] + all,
    'association_register':
        ['stg_association_register__municipality', 'year(register_date)', 'null', 'int_register__municipality', 'delivered_by', 'true'] + all,
    'budget': ['stg_budget__line', 'fiscal_year', 'amount_sek', 'int_budget__delivered_line', 'association_code', first] + sums,
    'exits': ['stg_exits__count', 'year(period_to)', 'null', 'int_exit__delivered', 'association_code', reported] + all,
    'followup': ['stg_followup__status', 'year(exit_to)', 'null', 'int_follow_up__delivered_status', 'association_code', first] + all,
    'forecast': ['stg_forecast__line', 'fiscal_year', 'amount_sek', 'int_money__forecast', 'association_code', first] + sums,
    'funding': ['stg_funding__contribution', 'fiscal_year', 'received_sek', 'int_money__funding', 'association_code', first] + all,
    'goals': ['stg_goals__goal', 'year(valid_to)', 'null', 'int_goal__goal', 'association_code', 'true'] + all,
    'instruments':
        ['stg_instruments__measurement', 'year(measured_on)', 'null', 'int_survey__delivered_measurement', 'association_code', first] + all,
    'nns_answers': ['stg_nns_answers__answer', 'null', 'null', 'int_survey__delivered_answer', 'association_code', first] + all,
    'nns_rounds': ['stg_nns_rounds__round', survey_round_year('survey_round'), 'null', 'int_survey__delivered_round', 'association_code', first] + all,
    'open_statistic': ['stg_open_statistic__observation', 'year(period_end)', 'null', 'int_reach__observation', 'null', first] + all,
    'participants': ['stg_participants__count', 'year(period_to)', 'null', 'int_participation__delivered', 'association_code', reported] + all,
    'programmes': ['stg_programmes__programme', 'null', 'null', 'int_programme__programme', 'association_code', 'true'] + all,
    'published': ['stg_published__figure', 'fiscal_year', 'null', 'int_published__figure', 'delivered_by', 'true'] + all,
    'referrals': ['stg_referrals__count', 'year(period_to)', 'null', 'int_referral__mapped', 'association_code', 'line_no is not null'] + all,
    'staffing': ['stg_staffing__position', 'fiscal_year', 'null', 'int_money__staffing', 'association_code', first] + all,
    'sus': ['stg_sus__spell', 'year(entry_date)', 'null', 'int_person__row', 'association_code', "row_status <> 'duplicate'",
            "row_status = 'included'", 'no_participation'],
    'target_groups': ['stg_target_groups__size', 'fiscal_year', 'null', 'int_reach__stated', 'delivered_by', first] + all,
    'time_reports': ['stg_time_reports__entry', 'fiscal_year', 'null', 'int_time__entry', 'association_code', first] + all,
    'uppfoljning': ['stg_uppfoljning__programme', 'fiscal_year', 'budget_sek', 'int_uppfoljning__extraction', 'association_code', latest] + all,
    'uppfoljning_national':
        ['stg_uppfoljning_national__line', 'fiscal_year', 'null', 'int_national__delivered_line', 'delivered_by', latest] + all,
} -%}
with

staged as (
    {%- for source, (table, year, money, _, _, _, _, _) in sources.items() %}
    select
        {{ 'provider' if source == 'open_statistic' else "'" ~ source ~ "'" }} as source,
        file_sha256,
        line_no,
        cast({{ year }} as bigint) as fiscal_year,
        cast({{ money }} as decimal(18, 2)) as amount_sek
    from {{ ref(table) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

taken_up as (
    {%- for source, (_, _, _, model, association, holds, counts, left_out) in sources.items() %}
    select
        {{ 'provider' if source == 'open_statistic' else "'" ~ source ~ "'" }} as source,
        cast({{ association }} as varchar) as association_code,
        file_sha256,
        line_no,
        case when {{ counts }} then 'counted' else '{{ left_out }}' end as fate
    from {{ ref(model) }}
    where {{ holds }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    deliveries.association_code,
    deliveries.source,
    deliveries.file_name,
    deliveries.file_sha256,
    staged.fiscal_year,
    coalesce(taken_up.fate, 'replaced_or_repeated') as fate,
    count(*) as row_count,
    sum(staged.amount_sek) as amount_sek
from staged
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        staged.file_sha256 = deliveries.file_sha256
        and staged.source = deliveries.source
left join taken_up
    on
        staged.source = taken_up.source
        and staged.file_sha256 = taken_up.file_sha256
        and staged.line_no = taken_up.line_no
        -- a file of statistics that several associations deliver is one file
        and coalesce(taken_up.association_code, deliveries.association_code) = deliveries.association_code
group by
    deliveries.association_code,
    deliveries.source,
    deliveries.file_name,
    deliveries.file_sha256,
    staged.fiscal_year,
    coalesce(taken_up.fate, 'replaced_or_repeated')
