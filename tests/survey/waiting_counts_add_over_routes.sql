-- Per programme and year: applications, offers, judged, within the threshold and refused dates of the routes = those of all routes.
with

sums as (
    select
        association_code,
        programme_code,
        fiscal_year,
        sum(case when route = '' then application_count else -application_count end) as application_gap,
        sum(case when route = '' then offered_count else -offered_count end) as offered_gap,
        sum(case when route = '' then assessable_count else -assessable_count end) as assessable_gap,
        sum(case when route = '' then within_14_days_count else -within_14_days_count end) as within_gap,
        sum(case when route = '' then refused_date_count else -refused_date_count end) as refused_gap
    from {{ ref('controller__waiting_time') }}
    group by association_code, programme_code, fiscal_year
)

select *
from sums
where
    application_gap <> 0
    or offered_gap <> 0
    or assessable_gap <> 0
    or within_gap <> 0
    or refused_gap <> 0
