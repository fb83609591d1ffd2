-- A figure that the provider lacks or hides has no value, and every other figure has one; bounds enclose nothing that is known.
select
    fact_key,
    value,
    is_missing,
    is_suppressed
from {{ ref('fct_statistic') }}
where
    (value is null) <> (is_missing or is_suppressed)
    or (is_missing and is_suppressed)
    or (value is not null and (value_lower is not null or value_upper is not null))
    or value_lower > value_upper
