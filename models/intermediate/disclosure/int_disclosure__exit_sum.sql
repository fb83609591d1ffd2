-- Exits and referrals may add up to the participants, and a reason to its municipalities; where they do, a reader can subtract.
with

exits as (
    select
        {{ cell_id('exit_outcome', 'count_key', "'exit_count'") }} as cell_id,
        association_code,
        programme_code,
        period_from,
        period_to,
        source_system,
        slice,
        municipality_code,
        sex,
        count_kind,
        concat_ws(
            '/', association_code, programme_code, period_from, period_to, source_system, count_kind, outcome_class,
            public_support, exit_reason
        ) as reason_key
    from {{ ref('int_disclosure__exit') }}
),

flows as (
    select
        association_code,
        programme_code,
        period_start,
        period_end,
        slice,
        municipality_code,
        sex,
        fact_key
    from {{ ref('fct_participant_flow') }}
    where
        count_basis = 'registered'
        and registration_kind = 'named'
),

all_reasons as (
    select
        concat('exit_completed/', flows.fact_key, '/', exits.source_system) as sum_id,
        {{ cell_id('participant_flow', 'flows.fact_key', "'completed'") }} as whole_cell,
        exits.cell_id
    from exits
    inner join flows
        on
            exits.association_code = flows.association_code
            and exits.programme_code = flows.programme_code
            and exits.period_from = flows.period_start
            and exits.period_to = flows.period_end
            and exits.slice = flows.slice
            and exits.municipality_code = flows.municipality_code
            and exits.sex = flows.sex
    where exits.count_kind = 'reasons'
),

all_referrers as (
    {%- for column in ['total', 'new'] %}
    select
        concat('referral_{{ column }}/', flows.fact_key, '/', referrals.source_system) as sum_id,
        {{ cell_id('participant_flow', 'flows.fact_key', "'" ~ column ~ "'") }} as whole_cell,
        {{ cell_id('referral', 'referrals.fact_key', "'referral_count'") }} as cell_id
    from {{ ref('fct_referral') }} as referrals
    inner join flows
        on
            referrals.association_code = flows.association_code
            and referrals.programme_code = flows.programme_code
            and referrals.fiscal_year = year(flows.period_end)
            and flows.slice = 'total'
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

wholes as (
    select sum_id, whole_cell from all_reasons
    union
    select sum_id, whole_cell from all_referrers
)

select sum_id, whole_cell as cell_id, 1 as coefficient from wholes
union all
select sum_id, cell_id, -1 as coefficient from all_reasons
union all
select sum_id, cell_id, -1 as coefficient from all_referrers
{%- for part in ['municipality', 'sex'] %}
union all
select
    concat('exit_{{ part }}/', reason_key) as sum_id,
    cell_id,
    case slice when 'total' then 1 else -1 end as coefficient
from exits
where slice in ('total', '{{ part }}')
{%- endfor %}
