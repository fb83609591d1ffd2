with

sections as (
    select
        association_code,
        fiscal_year,
        forecast_version,
        section,
        sum(case when row_level = 'line' then amount_sek end) as line_sek,
        sum(case when row_level = 'total' then amount_sek end) as total_sek
    from {{ ref('int_money__forecast') }}
    where delivery_rank = 1
    group by association_code, fiscal_year, forecast_version, section
)

select
    {{ finding('forecast_section_sum', 'association_code', 'fiscal_year',
               "concat(forecast_version, ' ', section)", 'line_sek', 'total_sek') }}
from sections
where line_sek <> total_sek
