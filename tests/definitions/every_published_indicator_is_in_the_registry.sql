-- Every indicator with a published value = one row of the published registry.
select
    'indicator' as seed,
    indicator_values.indicator_code as row_key,
    count(*) as value_count
from {{ ref('published__indicator_value') }} as indicator_values
left join {{ ref('published__indicator') }} as indicators
    on indicator_values.indicator_code = indicators.indicator_code
where indicators.indicator_code is null
group by indicator_values.indicator_code
