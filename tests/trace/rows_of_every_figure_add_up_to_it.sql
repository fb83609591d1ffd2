-- Published figure before suppression = the sum of its rows in figure_source; a figure that no row can be added up to has a row that says why.
with

figures as (
    select 'indicator_value' as relation, fact_key, 'numerator' as part, numerator as amount
    from {{ ref('controller__indicator_value') }}
    union all
    select 'indicator_value' as relation, fact_key, 'denominator' as part, denominator as amount
    from {{ ref('controller__indicator_value') }}
    where denominator is not null
    union all
    select
        'cost_split' as relation,
        {{ fact_key(['association_code', 'fiscal_year', 'definition_set', 'cost_category']) }} as fact_key,
        'amount_sek' as part,
        amount_sek as amount
    from {{ ref('controller__cost_split') }}
    union all
    select
        'budget_split' as relation,
        {{ fact_key(['association_code', 'fiscal_year', 'budget_version', 'definition_set', 'cost_category']) }}
            as fact_key,
        'budget_sek' as part,
        budget_sek as amount
    from {{ ref('controller__budget_split') }}
    {%- for column in ['budget_sek', 'outcome_sek'] %}
    union all
    select
        'budget_outcome' as relation,
        {{ fact_key([
            'association_code', 'fiscal_year', 'budget_version', 'definition_set', 'cost_category', 'programme_code'
        ]) }} as fact_key,
        '{{ column }}' as part,
        {{ column }} as amount
    from {{ ref('controller__budget_outcome') }}
    where {{ column }} is not null
    {%- endfor %}
    {%- for statement in ['income_statement', 'balance_sheet', 'cash_flow'] %}
    union all
    select
        '{{ statement }}' as relation,
        {{ fact_key(['association_code', 'fiscal_year', 'line']) }} as fact_key,
        'amount_sek' as part,
        amount_sek as amount
    from {{ ref('controller__' ~ statement) }}
    where amount_sek is not null
    {%- endfor %}
    {%- for relation, columns in {
        'participant_flow': ['opening', 'new', 'completed', 'closing', 'total'],
        'exit_outcome': ['exit_count'],
        'survey_result': ['asked_count', 'answered_count', 'scored_count', 'score_sum'],
        'waiting_time': ['application_count', 'offered_count', 'assessable_count', 'within_14_days_count', 'median_days']
    }.items() %}
    {%- for column in columns %}
    union all
    select '{{ relation }}' as relation, fact_key, '{{ column }}' as part, {{ column }} as amount
    from {{ ref('controller__' ~ relation) }}
    where {{ column }} is not null
    {%- endfor %}
    {%- endfor %}
),

traced as (
    select
        relation,
        fact_key,
        part,
        sum(amount) as amount,
        count(case when amount is null then 1 end) as without_amount_count,
        count(case when amount is null and no_amount_reason is null then 1 end) as unexplained_count
    from {{ ref('controller__figure_source') }}
    group by relation, fact_key, part
)

select
    figures.relation,
    figures.fact_key,
    figures.part,
    figures.amount,
    traced.amount as traced_amount
from figures
left join traced
    on
        figures.relation = traced.relation
        and figures.fact_key = traced.fact_key
        and figures.part = traced.part
where
    (traced.fact_key is null and figures.amount <> 0)
    or traced.unexplained_count > 0
    or (traced.without_amount_count = 0 and traced.amount <> figures.amount)
