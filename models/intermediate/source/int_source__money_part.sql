-- Contributions, positions and equity in delivered lines and ledger accounts; no definition set changes them.
with

positions as (
    select
        *,
        concat(
            'staffing/',
            {{ fact_key(['association_code', 'fiscal_year', 'programme_code', 'role', 'funder']) }},
            '#fte'
        ) as source_key
    from {{ ref('fct_staffing') }}
),

booked as (
    select association_code, fiscal_year, programme_code
    from {{ ref('fct_cost_line') }}
    group by association_code, fiscal_year, programme_code
),

positions_by_measure as (
    select *, 'full_time_positions' as measure_code
    from positions
    union all
    select positions.*, 'paid_positions' as measure_code
    from positions
    inner join booked
        on
            positions.association_code = booked.association_code
            and positions.fiscal_year = booked.fiscal_year
            and positions.programme_code = booked.programme_code
    where
        positions.is_paid_by_association
        and positions.programme_code <> ''
),

funding as (
    select
        *,
        concat('funding/', {{ fact_key(['association_code', 'fiscal_year', 'funder']) }}) as place
    from {{ ref('fct_funding') }}
)

select
    association_code,
    '' as unit_code,
    fiscal_year,
    'allocation' as measure_code,
    concat(place, '#received_sek') as source_key,
    1 as coefficient
from funding
where is_allocation
union all
select
    association_code,
    '' as unit_code,
    fiscal_year,
    concat('contribution_', case when funder_type = 'municipality' then 'municipalities' else funder_type end)
        as measure_code,
    concat(place, '#received_sek') as source_key,
    1 as coefficient
from funding
where is_allocation
union all
select
    association_code,
    '' as unit_code,
    fiscal_year,
    'external_funds_used' as measure_code,
    concat(place, '#used_sek') as source_key,
    1 as coefficient
from funding
where not is_allocation
union all
select association_code, '' as unit_code, fiscal_year, measure_code, source_key, 1 as coefficient
from positions_by_measure
union all
select
    positions.association_code,
    units.unit_code,
    positions.fiscal_year,
    positions.measure_code,
    positions.source_key,
    1 as coefficient
from positions_by_measure as positions
inner join {{ ref('int_programme__rollup') }} as units
    on
        positions.association_code = units.association_code
        and positions.programme_code = units.programme_code
union all
select
    association_code,
    '' as unit_code,
    fiscal_year,
    case line_key when 'result' then 'result' else 'equity' end as measure_code,
    source_key,
    coefficient
from {{ ref('int_source__statement_part') }}
where
    statement = 'equity'
    and line_key in ('result', 'closing_equity')
