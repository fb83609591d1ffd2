-- No published number of persons lies between 1 and the limit, in any relation about people.
with

published as (
    {%- for relation, columns in {
        'participant_flow': ['opening', 'new', 'completed', 'closing', 'total'],
        'exit_outcome': ['exit_count'],
        'referral': ['referral_count'],
        'survey_result': [
            'asked_count', 'declined_count', 'answered_count', 'scored_count', 'out_of_scale_count', 'participant_count'
        ],
        'survey_answer': ['answer_count'],
        'waiting_time': ['application_count', 'offered_count', 'assessable_count', 'within_14_days_count'],
        'follow_up': ['consented_count', 'answered_count', 'status_count', 'completed_count'],
        'entry_profile': ['new_count', 'new_participants'],
        'reach': ['numerator']
    }.items() %}
    {%- for column in columns %}
    select '{{ relation }}.{{ column }}' as place, fact_key, {{ column }} as person_count
    from {{ ref('published__' ~ relation) }}
    union all
    {%- endfor %}
    {%- endfor %}
    select
        concat('indicator_value.', parts.part) as place,
        outcomes.fact_key,
        case parts.part when 'numerator' then outcomes.numerator else outcomes.denominator end as person_count
    from {{ ref('published__indicator_value') }} as outcomes
    inner join {{ ref('indicator_term') }} as parts
        on outcomes.indicator_code = parts.indicator_code
    inner join {{ ref('person_measure') }} as measures
        on
            parts.measure_code = measures.measure_code
            and measures.counts_persons
)

select published.*
from published
cross join {{ ref('suppression_limit') }} as limits
left join {{ ref('dim_programme') }} as programmes
    -- participations of staff in structural programmes are not about persons in need
    on
        published.fact_key like concat(programmes.association_code, '/', programmes.programme_code, '/%')
        and programmes.programme_type = 'structural'
where
    limits.limit_code = 'person_count'
    and published.person_count > 0
    and published.person_count < limits.limit_value
    and programmes.programme_code is null
