with

unmapped as (
    select
        provider,
        dataset,
        measure_code,
        breakdown,
        count(*) as observation_count
    from {{ ref('int_reach__statistic') }}
    where statistic_code is null
    group by provider, dataset, measure_code, breakdown
)

select
    {{ finding('statistic_unmapped', 'null', 'null', "concat_ws(' ', provider, dataset, measure_code)", '0',
               'observation_count', "nullif(breakdown, '')", "nullif(breakdown, '')") }}
from unmapped
