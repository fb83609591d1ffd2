-- Per association, year and programme: in the latest delivered extraction = in programme_year exactly once, with that day; nothing else is there.
with

delivered as (
    select
        files.association_code,
        programmes.fiscal_year,
        programmes.programme_code,
        programmes.extraction_date,
        max(programmes.extraction_date) over (
            partition by files.association_code, programmes.fiscal_year
        ) as latest_date
    from {{ ref('stg_uppfoljning__programme') }} as programmes
    inner join {{ ref('int_delivery__loaded_file') }} as files
        on
            programmes.file_sha256 = files.file_sha256
            and files.source = 'uppfoljning'
),

rows_on_both_sides as (
    select association_code, fiscal_year, programme_code, extraction_date, 1 as is_delivered, 0 as published_count
    from delivered
    where extraction_date = latest_date
    group by association_code, fiscal_year, programme_code, extraction_date
    union all
    select association_code, fiscal_year, programme_code, extraction_date, 0 as is_delivered, 1 as published_count
    from {{ ref('published__programme_year') }}
)

select
    association_code,
    fiscal_year,
    programme_code,
    extraction_date,
    sum(is_delivered) as is_delivered,
    sum(published_count) as published_count
from rows_on_both_sides
group by association_code, fiscal_year, programme_code, extraction_date
having sum(is_delivered) <> sum(published_count)
