-- One finding per association and source, however many deliveries are missing; a source that never came is a note.
with

missing as (
    select
        association_code,
        delivery_source,
        fiscal_year,
        status = 'missing' as is_missing,
        case when status = 'missing' then concat(covers_sv, ' ', fiscal_year) end as missing_sv,
        case when status = 'missing' then concat(covers_en, ' ', fiscal_year) end as missing_en,
        due_on,
        expectation_id
    from {{ ref('int_delivery__expected') }}
),

by_source as (
    select
        association_code,
        delivery_source,
        max(case when is_missing then fiscal_year end) as fiscal_year,
        count(*) as expected_count,
        count(case when is_missing then 1 end) as missing_count,
        {{ joined_text('missing_sv', ', ', 'due_on, expectation_id') }} as detail_sv,
        {{ joined_text('missing_en', ', ', 'due_on, expectation_id') }} as detail_en
    from missing
    group by association_code, delivery_source
),

delivered as (
    select association_code, delivery_source
    from {{ ref('int_delivery__content') }}
    group by association_code, delivery_source
)

select
    {{ finding('delivery_missing', 'by_source.association_code', 'by_source.fiscal_year', 'by_source.delivery_source',
               'by_source.expected_count', 'by_source.missing_count', 'by_source.detail_sv', 'by_source.detail_en',
               severity="case when delivered.delivery_source is null then 'note' end") }}
from by_source
left join delivered
    on
        by_source.association_code = delivered.association_code
        and by_source.delivery_source = delivered.delivery_source
where
    by_source.missing_count
    > {{ threshold("'delivery_missing'", 'by_source.association_code', 'by_source.fiscal_year') }}
