-- No count escapes: every number of persons in the flow, the exits, the referrals and the indicators is known to the suppression.
with

numbers as (
    {%- for column in ['opening', 'new', 'completed', 'closing', 'total'] %}
    select 'participant_flow' as relation, flows.fact_key, '{{ column }}' as measure
    from {{ ref('controller__participant_flow') }} as flows
    left join {{ ref('dim_programme') }} as programmes
        on
            flows.association_code = programmes.association_code
            and flows.programme_code = programmes.programme_code
    where
        flows.{{ column }} is not null
        and coalesce(programmes.programme_type, '') <> 'structural'
    union all
    {%- endfor %}
    select 'exit_outcome' as relation, fact_key, 'exit_count' as measure
    from {{ ref('controller__exit_outcome') }}
    union all
    select 'referral' as relation, fact_key, 'referral_count' as measure
    from {{ ref('controller__referral') }}
    union all
    select 'indicator_value' as relation, outcomes.fact_key, terms.part as measure
    from {{ ref('controller__indicator_value') }} as outcomes
    inner join {{ ref('indicator_term') }} as terms
        on outcomes.indicator_code = terms.indicator_code
    inner join {{ ref('person_measure') }} as measures
        on
            terms.measure_code = measures.measure_code
            and measures.counts_persons
)

select numbers.*
from numbers
left join {{ ref('int_disclosure__place') }} as places
    on
        numbers.relation = places.relation
        and numbers.fact_key = places.fact_key
        and numbers.measure = places.measure
where places.cell_id is null
