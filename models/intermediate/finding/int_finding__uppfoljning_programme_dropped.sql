with

earlier as (
    select
        association_code,
        fiscal_year,
        programme_code,
        max(extraction_date) as extraction_date
    from {{ ref('int_uppfoljning__extraction') }}
    group by association_code, fiscal_year, programme_code
    having min(extraction_rank) > 1
)

select
    {{ finding('uppfoljning_programme_dropped', 'association_code', 'fiscal_year', 'programme_code',
               'null', 'null', 'extraction_date', 'extraction_date') }}
from earlier
