-- Every provenance that a fact carries = a row of the provenances: an unknown one would be graded as if delivered.
{#- Facts by the model that holds them, and who delivered them. -#}
{%- set facts = {
    'applications': ['int_waiting__delivered_application', 'association_code'],
    'association_changes': ['int_register__change', 'delivered_by'],
    'association_register': ['int_register__municipality', 'delivered_by'],
    'budget': ['int_budget__line', 'association_code'],
    'exits': ['int_exit__delivered', 'association_code'],
    'followup': ['int_follow_up__delivered_status', 'association_code'],
    'forecast': ['int_money__forecast', 'association_code'],
    'funding': ['int_money__funding', 'association_code'],
    'goals': ['int_goal__goal', 'association_code'],
    'instruments': ['int_survey__delivered_measurement', 'association_code'],
    'ledger': ['int_ledger__key', 'association_code'],
    'nns_answers': ['int_survey__delivered_answer', 'association_code'],
    'nns_rounds': ['int_survey__delivered_round', 'association_code'],
    'open_statistic': ['int_reach__observation', 'provider'],
    'participants': ['int_participation__delivered', 'association_code'],
    'programmes': ['int_programme__programme', 'association_code'],
    'referrals': ['int_referral__mapped', 'association_code'],
    'staffing': ['int_money__staffing', 'association_code'],
    'sus': ['int_person__row', 'association_code'],
    'target_groups': ['int_reach__stated', 'delivered_by'],
    'time_reports': ['int_time__entry', 'association_code'],
    'uppfoljning': ['int_uppfoljning__programme', 'association_code'],
    'uppfoljning_national': ['int_national__line', 'delivered_by'],
} %}
with

facts as (
    {%- for fact, (model, deliverer) in facts.items() %}
    select '{{ fact }}' as fact, {{ deliverer }} as delivered_by, provenance
    from {{ ref(model) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    'provenance' as seed,
    facts.fact,
    facts.delivered_by,
    facts.provenance,
    count(*) as row_count
from facts
left join {{ ref('provenance') }} as provenances
    on facts.provenance = provenances.provenance
where provenances.provenance is null
group by facts.fact, facts.delivered_by, facts.provenance
