-- Every published count of the flow of participants. Structural programmes count participations of staff and are left out.
with

flows as (
    select flows.*
    from {{ ref('fct_participant_flow') }} as flows
    left join {{ ref('dim_programme') }} as programmes
        on
            flows.association_code = programmes.association_code
            and flows.programme_code = programmes.programme_code
    where coalesce(programmes.programme_type, '') <> 'structural'
),

counts as (
    {%- for column in ['opening', 'new', 'completed', 'closing', 'total'] %}
    select
        fact_key,
        '{{ column }}' as measure,
        {{ column }} as value,
        slice as level
    from flows
    where {{ column }} is not null
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    'participant_flow' as relation,
    fact_key,
    measure,
    {{ cell_id('participant_flow', 'fact_key', 'measure') }} as cell_id,
    value,
    level
from counts
