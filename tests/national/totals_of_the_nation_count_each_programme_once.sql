-- Per year and type, computed from deliveries: programmes and participants of the whole type = those of programme_year of all associations, each programme once; a sum over target groups would count some of them several times.
with

totals as (
    select fiscal_year, programme_type, programme_count, coalesce(participant_count, 0) as participant_count
    from {{ ref('controller__national_overview') }}
    where
        basis = 'computed_from_deliveries'
        and orientation = ''
        and target_group = ''
        and sex = 'all'
),

programmes as (
    select
        programme_years.fiscal_year,
        programme_years.programme_type,
        count(*) as programme_count,
        coalesce(sum(programme_years.total_count), 0) as participant_count
    from {{ ref('controller__programme_year') }} as programme_years
    inner join {{ ref('association') }} as associations
        on
            programme_years.association_code = associations.association_code
            and associations.kind = 'association'
    group by programme_years.fiscal_year, programme_years.programme_type
)

select
    coalesce(totals.fiscal_year, programmes.fiscal_year) as fiscal_year,
    coalesce(totals.programme_type, programmes.programme_type) as programme_type,
    totals.programme_count as count_in_overview,
    programmes.programme_count,
    totals.participant_count as participants_in_overview,
    programmes.participant_count
from totals
full outer join programmes
    on
        totals.fiscal_year = programmes.fiscal_year
        and totals.programme_type = programmes.programme_type
where
    coalesce(totals.programme_count, 0) <> coalesce(programmes.programme_count, 0)
    or coalesce(totals.participant_count, 0) <> coalesce(programmes.participant_count, 0)
