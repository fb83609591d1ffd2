-- Per programme, year and route: no more than half of the offers came sooner than the median, and no more than half later.
select
    waiting.fact_key,
    waiting.median_days,
    count(*) as offer_count,
    count(case when cases.waiting_days < waiting.median_days then 1 end) as sooner_count,
    count(case when cases.waiting_days > waiting.median_days then 1 end) as later_count
from {{ ref('controller__waiting_time') }} as waiting
inner join {{ ref('int_waiting__case') }} as cases
    on
        waiting.association_code = cases.association_code
        and waiting.programme_code = cases.programme_code
        and waiting.fiscal_year = cases.fiscal_year
        and waiting.route in ('', cases.route)
        and cases.is_offered
group by waiting.fact_key, waiting.median_days
having
    count(case when cases.waiting_days < waiting.median_days then 1 end) > count(*) / 2.0
    or count(case when cases.waiting_days > waiting.median_days then 1 end) > count(*) / 2.0
