-- Named, so that no one reads the step between two series or definitions as a change: one finding per association, year and cause.
select
    {{ finding('series_break', 'association_code', 'fiscal_year', 'min(broken_by)', 'null', 'count(*)',
               joined_text('indicator_code', ', ', 'indicator_code'),
               joined_text('indicator_code', ', ', 'indicator_code')) }}
from {{ ref('int_indicator__change') }}
where status = 'series_break'
group by association_code, fiscal_year, broken_by
