-- Per indicator value, before anything is hidden: value = numerator / denominator to ten decimals where there is one, else the numerator.
select
    indicator_code,
    association_code,
    unit_code,
    period_end,
    definition_set,
    numerator,
    denominator,
    value
from {{ ref('controller__indicator_value') }}
where
    (denominator is null and value <> numerator)
    or (denominator <> 0 and (value is null or abs(value * denominator - numerator) > abs(denominator) * 0.000000001))
    or (denominator = 0 and value is not null)
