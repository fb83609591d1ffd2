-- The days of the years that have building blocks: the time that metric queries (MetricFlow) can be asked over.
with

years as (
    select
        make_date(min(fiscal_year), 1, 1) as first_day,
        make_date(max(fiscal_year), 12, 31) as last_day
    from {{ ref('fct_measure') }}
)

select {{ days_from_to('years.first_day', 'years.last_day') }} as day
from years
