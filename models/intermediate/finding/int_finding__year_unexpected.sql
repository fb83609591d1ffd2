-- A year that is not next to any year that the association's other deliveries are about.
with

years as (
    select association_code, delivery_source, fiscal_year
    from {{ ref('int_delivery__content') }}
    group by association_code, delivery_source, fiscal_year
),

compared as (
    select
        years.association_code,
        years.delivery_source,
        years.fiscal_year,
        min(others.fiscal_year) as first_year,
        max(others.fiscal_year) as last_year
    from years
    inner join years as others
        on
            years.association_code = others.association_code
            and years.delivery_source <> others.delivery_source
    group by years.association_code, years.delivery_source, years.fiscal_year
)

select
    {{ finding('year_unexpected', 'association_code', 'fiscal_year', 'delivery_source',
               'case when fiscal_year < first_year then first_year else last_year end', 'fiscal_year') }}
from compared
where
    fiscal_year < first_year - {{ threshold("'year_unexpected'", 'association_code', 'fiscal_year') }}
    or fiscal_year > last_year + {{ threshold("'year_unexpected'", 'association_code', 'fiscal_year') }}
