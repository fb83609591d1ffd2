-- Per provider, table and measure: different observations in staging = rows in statistic.
with

delivered as (
    select provider, dataset, measure_code, count(*) as observation_count
    from (
        -- distinct: the same observation may stand in several files
        select distinct
            provider, dataset, measure_code, coalesce(region_code, region_text) as region_key, sex, breakdown, period
        from {{ ref('stg_open_statistic__observation') }}
    ) as observations
    group by provider, dataset, measure_code
),

published as (
    select provider, dataset, measure_code, count(*) as row_count
    from {{ ref('fct_statistic') }}
    group by provider, dataset, measure_code
)

select
    coalesce(delivered.provider, published.provider) as provider,
    coalesce(delivered.dataset, published.dataset) as dataset,
    coalesce(delivered.measure_code, published.measure_code) as measure_code,
    delivered.observation_count,
    published.row_count
from delivered
full outer join published
    on
        delivered.provider = published.provider
        and delivered.dataset = published.dataset
        and delivered.measure_code = published.measure_code
where coalesce(delivered.observation_count, 0) <> coalesce(published.row_count, 0)
