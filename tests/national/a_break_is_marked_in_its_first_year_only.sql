-- Per row of programme_year and national_overview: series_break = its year is the first of a series that breaks from the previous one.
with

published as (
    select fact_key, source_system, fiscal_year, series_code, series_break
    from {{ ref('published__programme_year') }}
    union all
    select fact_key, source_system, fiscal_year, series_code, series_break
    from {{ ref('published__national_overview') }}
)

select
    published.fact_key,
    published.series_code,
    published.series_break,
    series.valid_from
from published
left join {{ ref('follow_up_series') }} as series
    on
        published.source_system = series.source_system
        and published.series_code = series.series_code
where
    published.series_break
    <> coalesce(series.breaks_from_previous and series.valid_from = make_date(published.fiscal_year, 1, 1), false)
