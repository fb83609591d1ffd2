-- Each published count of the flow in the counts it is made of: itself as delivered, or the total less its counterpart.
with

counterparts as (
    {%- for figure, counterpart in [
        ('opening', 'new'), ('new', 'opening'), ('completed', 'closing'), ('closing', 'completed'), ('total', '')
    ] %}
    select '{{ figure }}' as figure, '{{ counterpart }}' as counterpart
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

terms as (
    select
        flows.fact_key,
        counterparts.figure,
        counterparts.counterpart,
        position(concat('|', counterparts.figure, '|') in concat('|', flows.derived_counts, '|')) > 0 as is_derived
    from {{ ref('fct_participant_flow') }} as flows
    cross join counterparts
    where
        case counterparts.figure
            when 'opening' then flows.opening
            when 'new' then flows.new
            when 'completed' then flows.completed
            when 'closing' then flows.closing
            else flows.total
        end is not null
)

select
    fact_key,
    figure,
    {{ cell_id('participant_flow', 'fact_key', "case when is_derived then 'total' else figure end") }} as source_key,
    1 as coefficient
from terms
union all
select
    fact_key,
    figure,
    {{ cell_id('participant_flow', 'fact_key', 'counterpart') }} as source_key,
    -1 as coefficient
from terms
where is_derived
