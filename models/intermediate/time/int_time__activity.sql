-- Hours of a role on an activity. Where the whole year is stated it holds, and the months are not added to it.
with

sums as (
    select
        entries.association_code,
        entries.fiscal_year,
        entries.role,
        entries.activity,
        sum(case when entries.month_no is null then entries.hours end) as year_hours,
        sum(case when entries.month_no is not null then entries.hours end) as month_hours,
        max(provenances.rank) as provenance_rank
    from {{ ref('int_time__entry') }} as entries
    left join {{ ref('provenance') }} as provenances
        on entries.provenance = provenances.provenance
    where entries.delivery_rank = 1
    group by entries.association_code, entries.fiscal_year, entries.role, entries.activity
)

select
    sums.association_code,
    sums.fiscal_year,
    sums.role,
    sums.activity,
    cast(sums.year_hours as decimal(18, 2)) as year_hours,
    cast(sums.month_hours as decimal(18, 2)) as month_hours,
    cast(coalesce(sums.year_hours, sums.month_hours) as decimal(18, 2)) as hours,
    provenances.provenance
from sums
left join {{ ref('provenance') }} as provenances
    on sums.provenance_rank = provenances.rank
