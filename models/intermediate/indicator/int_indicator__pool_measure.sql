-- Cost and participants of the pools that associations report by; volume counts as the pool says, and only here.
with

members as (
    select * from {{ ref('participant_pool') }}
),

costs as (
    select
        members.association_code,
        members.pool_code,
        amounts.fiscal_year,
        amounts.definition_set,
        sum(amounts.amount_sek) as amount,
        max(amounts.provenance_rank) as provenance_rank
    from {{ ref('fct_cost_line') }} as amounts
    inner join members
        on
            amounts.association_code = members.association_code
            and amounts.programme_code = members.programme_code
            and members.part = 'cost'
            and make_date(amounts.fiscal_year, 12, 31) between members.valid_from and members.valid_to
    where amounts.cost_category = 'individual'
    group by members.association_code, members.pool_code, amounts.fiscal_year, amounts.definition_set
),

participants as (
    select
        members.association_code,
        members.pool_code,
        counts.fiscal_year,
        sum(counts.amount) as amount,
        max(counts.provenance_rank) as provenance_rank,
        min(counts.source_system) as first_source,
        max(counts.source_system) as last_source
    from {{ ref('int_indicator__participation_count') }} as counts
    inner join members
        on
            counts.association_code = members.association_code
            and counts.programme_code = members.programme_code
            and members.part = 'participants'
            and make_date(counts.fiscal_year, 12, 31) between members.valid_from and members.valid_to
    where counts.measure_code in ('participants_registered', 'volume_cases')
    group by members.association_code, members.pool_code, counts.fiscal_year
)

select
    costs.association_code,
    costs.fiscal_year,
    costs.definition_set,
    'pool' as breakdown,
    costs.pool_code as breakdown_value,
    'pool_cost' as measure_code,
    costs.amount,
    costs.provenance_rank,
    cast(null as varchar) as first_source,
    cast(null as varchar) as last_source
from costs
union all
select
    participants.association_code,
    participants.fiscal_year,
    sets.definition_set,
    'pool' as breakdown,
    participants.pool_code as breakdown_value,
    'pool_participants' as measure_code,
    participants.amount,
    participants.provenance_rank,
    participants.first_source,
    participants.last_source
from participants
inner join {{ ref('definition_set') }} as sets
    on sets.covers_cost
