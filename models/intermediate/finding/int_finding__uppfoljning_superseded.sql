with

extractions as (
    select
        association_code,
        fiscal_year,
        extraction_date,
        count(*) as programme_count,
        max(max(extraction_date)) over (partition by association_code, fiscal_year) as latest_date
    from {{ ref('int_uppfoljning__extraction') }}
    where delivery_rank = 1
    group by association_code, fiscal_year, extraction_date
)

select
    {{ finding('uppfoljning_superseded', 'association_code', 'fiscal_year', 'extraction_date',
               'null', 'programme_count', 'latest_date', 'latest_date') }}
from extractions
where extraction_date < latest_date
