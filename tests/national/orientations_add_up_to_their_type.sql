-- Per year, type and basis with every orientation there: programmes and participants of the orientations = those of the type, or there is a finding.
with

sums as (
    select
        fiscal_year,
        programme_type,
        basis,
        sum(case when orientation = '' then programme_count end) as programmes_of_type,
        sum(case when orientation <> '' then programme_count end) as programmes_of_orientations,
        sum(case when orientation = '' then participant_count end) as participants_of_type,
        sum(case when orientation <> '' then participant_count end) as participants_of_orientations,
        count(case when orientation <> '' then 1 end) as part_count
    from {{ ref('controller__national_overview') }}
    where
        sex = 'all'
        and target_group = ''
    group by fiscal_year, programme_type, basis
),

orientations as (
    select sums.fiscal_year, orientations.programme_type, count(distinct orientations.orientation) as whole_count
    from {{ ref('orientation') }} as orientations
    inner join sums
        on
            orientations.programme_type = sums.programme_type
            and make_date(sums.fiscal_year, 12, 31) between orientations.valid_from and orientations.valid_to
    group by sums.fiscal_year, orientations.programme_type
)

select sums.*
from sums
inner join orientations
    on
        sums.fiscal_year = orientations.fiscal_year
        and sums.programme_type = orientations.programme_type
left join {{ ref('int_finding__national_orientation_sum') }} as findings
    on
        sums.fiscal_year = findings.fiscal_year
        and position(sums.programme_type in findings.subject) = 1
        and sums.basis = 'reported_nationally'
where
    (sums.part_count = orientations.whole_count or sums.basis = 'computed_from_deliveries')
    and (
        sums.programmes_of_type <> sums.programmes_of_orientations
        or sums.participants_of_type <> sums.participants_of_orientations
    )
    and findings.check_code is null
