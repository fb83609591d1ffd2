-- Cost of chosen programmes: those matched with participants, those of a pool, those whose positions the association pays.
with

paid as (
    select association_code, fiscal_year, programme_code
    from {{ ref('fct_staffing') }}
    where
        is_paid_by_association
        and programme_code <> ''
    group by association_code, fiscal_year, programme_code
),

costs_of_paid as (
    select costs.*
    from {{ ref('int_source__cost') }} as costs
    inner join paid
        on
            costs.association_code = paid.association_code
            and costs.fiscal_year = paid.fiscal_year
            and costs.programme_code = paid.programme_code
    where
        costs.subject_kind = 'ledger'
        and costs.kind <> 'income'
)

select
    costs.association_code,
    scopes.unit_code,
    costs.fiscal_year,
    costs.definition_set,
    scopes.breakdown,
    scopes.breakdown_value,
    'matched_cost' as measure_code,
    costs.source_key
from {{ ref('int_source__cost_part') }} as costs
inner join {{ ref('int_indicator__matched_unit') }} as units
    on
        costs.association_code = units.association_code
        and costs.unit_code = units.matched_code
        and costs.fiscal_year = units.fiscal_year
inner join {{ ref('int_programme__scope') }} as scopes
    on
        units.association_code = scopes.association_code
        and units.matched_code = scopes.programme_code
where
    costs.measure_code = 'individual_cost'
    and costs.breakdown = ''
union all
select
    costs.association_code,
    '' as unit_code,
    costs.fiscal_year,
    costs.definition_set,
    'pool' as breakdown,
    members.pool_code as breakdown_value,
    'pool_cost' as measure_code,
    costs.source_key
from {{ ref('int_source__cost') }} as costs
inner join {{ ref('participant_pool') }} as members
    on
        costs.association_code = members.association_code
        and costs.programme_code = members.programme_code
        and members.part = 'cost'
        and make_date(costs.fiscal_year, 12, 31) between members.valid_from and members.valid_to
where
    costs.subject_kind = 'ledger'
    and costs.cost_category = 'individual'
union all
select
    association_code,
    '' as unit_code,
    fiscal_year,
    definition_set,
    '' as breakdown,
    '' as breakdown_value,
    'cost_of_paid_positions' as measure_code,
    source_key
from costs_of_paid
union all
select
    costs_of_paid.association_code,
    units.unit_code,
    costs_of_paid.fiscal_year,
    costs_of_paid.definition_set,
    '' as breakdown,
    '' as breakdown_value,
    'cost_of_paid_positions' as measure_code,
    costs_of_paid.source_key
from costs_of_paid
inner join {{ ref('int_programme__rollup') }} as units
    on
        costs_of_paid.association_code = units.association_code
        and costs_of_paid.programme_code = units.programme_code
