-- Per association, year and funder: delivered at least once = published exactly once.
with

delivered as (
    select files.association_code, contributions.fiscal_year, contributions.funder
    from {{ ref('stg_funding__contribution') }} as contributions
    inner join {{ ref('int_delivery__loaded_file') }} as files
        on
            contributions.file_sha256 = files.file_sha256
            and files.source = 'funding'
    group by files.association_code, contributions.fiscal_year, contributions.funder
),

published as (
    select association_code, fiscal_year, funder, count(*) as row_count
    from {{ ref('published__funding') }}
    group by association_code, fiscal_year, funder
)

select
    coalesce(delivered.association_code, published.association_code) as association_code,
    coalesce(delivered.fiscal_year, published.fiscal_year) as fiscal_year,
    coalesce(delivered.funder, published.funder) as funder,
    published.row_count
from delivered
full outer join published
    on
        delivered.association_code = published.association_code
        and delivered.fiscal_year = published.fiscal_year
        and delivered.funder = published.funder
where
    delivered.funder is null
    or coalesce(published.row_count, 0) <> 1
