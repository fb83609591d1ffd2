-- Per day of the register and municipality: delivered = published, as a member or as outside, in each association it was delivered in.
with

delivered as (
    select
        municipalities.register_date,
        municipalities.municipality_code,
        count(distinct coalesce(municipalities.association_name, '')) as delivered_count
    from {{ ref('stg_association_register__municipality') }} as municipalities
    inner join {{ ref('int_delivery__loaded_file') }} as files
        on
            municipalities.file_sha256 = files.file_sha256
            and files.source = 'association_register'
    group by municipalities.register_date, municipalities.municipality_code
),

published as (
    select register_date, municipality_code, count(*) as published_count
    from {{ ref('published__municipality_membership') }}
    group by register_date, municipality_code
)

select
    coalesce(delivered.register_date, published.register_date) as register_date,
    coalesce(delivered.municipality_code, published.municipality_code) as municipality_code,
    delivered.delivered_count,
    published.published_count
from delivered
full outer join published
    on
        delivered.register_date = published.register_date
        and delivered.municipality_code = published.municipality_code
where coalesce(delivered.delivered_count, 0) <> coalesce(published.published_count, 0)
