-- A check that tested and found nothing has a row, and so has one that had nothing to test: its rate is missing, not zero.
with

found as (
    select
        check_code,
        association_code,
        fiscal_year,
        sum(case when status = 'open' then 1 else 0 end) as open_count,
        sum(case when status = 'accepted' then 1 else 0 end) as accepted_count
    from {{ ref('fct_finding') }}
    group by check_code, association_code, fiscal_year
),

-- what failed was tested, also where the cases are counted by another key
results as (
    select
        coalesce(tested.check_code, found.check_code) as check_code,
        coalesce(tested.association_code, found.association_code) as association_code,
        coalesce(tested.fiscal_year, found.fiscal_year) as fiscal_year,
        greatest(coalesce(tested.tested_count, 0), coalesce(found.open_count + found.accepted_count, 0))
            as tested_count,
        coalesce(found.open_count, 0) as open_count,
        coalesce(found.accepted_count, 0) as accepted_count
    from {{ ref('int_check__tested') }} as tested
    full outer join found
        on
            tested.check_code = found.check_code
            and tested.association_code = found.association_code
            and tested.fiscal_year is not distinct from found.fiscal_year
)

select
    catalogue.check_code,
    coalesce(results.association_code, '') as association_code,
    results.fiscal_year,
    catalogue.family,
    catalogue.severity,
    catalogue.question_sv,
    catalogue.question_en,
    catalogue.tested_sv,
    catalogue.tested_en,
    cast(coalesce(results.tested_count, 0) as bigint) as tested_count,
    cast(coalesce(results.open_count, 0) as bigint) as open_count,
    cast(coalesce(results.accepted_count, 0) as bigint) as accepted_count,
    {{ fraction('results.tested_count - results.open_count - results.accepted_count', 'results.tested_count') }}
        as pass_rate,
    {{ threshold('catalogue.check_code', 'results.association_code', 'results.fiscal_year') }} as threshold,
    case when results.tested_count > 0 then results.open_count = 0 end as is_passed
from {{ ref('check_catalogue') }} as catalogue
left join results
    on catalogue.check_code = results.check_code
