-- Current associations in the register = distinct names in the latest delivered register, also those that lie in two counties.
with

latest as (
    select municipalities.association_name, municipalities.register_date
    from {{ ref('stg_association_register__municipality') }} as municipalities
    inner join {{ ref('int_delivery__loaded_file') }} as files
        on
            municipalities.file_sha256 = files.file_sha256
            and files.source = 'association_register'
    qualify municipalities.register_date = max(municipalities.register_date) over ()
),

delivered as (
    select count(distinct association_name) as association_count
    from latest
),

published as (
    select count(case when is_current then 1 end) as association_count
    from {{ ref('published__association_register') }}
)

select
    delivered.association_count as delivered_count,
    published.association_count as published_count
from delivered
cross join published
where delivered.association_count <> published.association_count
