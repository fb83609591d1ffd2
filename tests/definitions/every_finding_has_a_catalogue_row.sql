-- Findings before the catalogue is joined = findings published: none is lost for want of words, none is doubled.
with

found as (
    select check_code, count(*) as found_count
    from {{ ref('int_finding__all') }}
    group by check_code
),

published as (
    select check_code, count(*) as published_count
    from {{ ref('published__finding') }}
    group by check_code
)

select
    'check_catalogue' as seed,
    coalesce(found.check_code, published.check_code) as row_key,
    found.found_count,
    published.published_count
from found
full outer join published
    on found.check_code = published.check_code
where coalesce(found.found_count, 0) <> coalesce(published.published_count, 0)
