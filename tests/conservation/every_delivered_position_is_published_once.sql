-- Per association, year, programme, role and funder: delivered at least once = published exactly once.
with

delivered as (
    select
        files.association_code,
        positions.fiscal_year,
        coalesce(positions.programme_code, '') as programme_code,
        positions.role,
        positions.funder
    from {{ ref('stg_staffing__position') }} as positions
    inner join {{ ref('int_delivery__loaded_file') }} as files
        on
            positions.file_sha256 = files.file_sha256
            and files.source = 'staffing'
    group by
        files.association_code,
        positions.fiscal_year,
        coalesce(positions.programme_code, ''),
        positions.role,
        positions.funder
)

select
    delivered.association_code,
    delivered.fiscal_year,
    delivered.programme_code,
    delivered.role,
    delivered.funder,
    count(published.role) as row_count
from delivered
left join {{ ref('published__staffing') }} as published
    on
        delivered.association_code = published.association_code
        and delivered.fiscal_year = published.fiscal_year
        and delivered.programme_code = published.programme_code
        and delivered.role = published.role
        and delivered.funder = published.funder
group by
    delivered.association_code,
    delivered.fiscal_year,
    delivered.programme_code,
    delivered.role,
    delivered.funder
having count(published.role) <> 1
