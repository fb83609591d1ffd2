-- A forecast states opening equity and a result; the role of each printed line is written in forecast_line_role.
select
    forecasts.association_code,
    forecasts.fiscal_year,
    forecasts.forecast_version,
    sum(case when roles.line_role = 'opening_equity' then forecasts.amount_sek end) as opening_sek,
    sum(case when roles.line_role = 'income' then forecasts.amount_sek end) as income_sek,
    sum(case when roles.line_role = 'allocation' then forecasts.amount_sek end) as allocation_sek,
    sum(case when roles.line_role = 'cost' then forecasts.amount_sek end) as cost_sek,
    sum(case when roles.line_role = 'result' then forecasts.amount_sek end) as result_sek
from {{ ref('int_money__forecast') }} as forecasts
inner join {{ ref('forecast_line_role') }} as roles
    on
        forecasts.section = roles.section
        and forecasts.line_text = roles.line_text
        and make_date(forecasts.fiscal_year, 12, 31) between roles.valid_from and roles.valid_to
where forecasts.delivery_rank = 1
group by forecasts.association_code, forecasts.fiscal_year, forecasts.forecast_version
