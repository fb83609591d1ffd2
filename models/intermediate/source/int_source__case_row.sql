-- Waiting counts by file: single cases are never stored. A median cannot be shared out on the cases it stands between.
with

cases as (
    select
        cases.*,
        applications.file_sha256
    from {{ ref('int_waiting__case') }} as cases
    inner join {{ ref('int_waiting__delivered_application') }} as applications
        on
            cases.association_code = applications.association_code
            and cases.programme_code = applications.programme_code
            and cases.case_no = applications.case_no
            and cases.fiscal_year = applications.fiscal_year
            and applications.delivery_rank = 1
),

by_route as (
    select *, '' as shown_route
    from cases
    union all
    select *, route as shown_route
    from cases
),

counts as (
    select
        {{ fact_key(['association_code', 'programme_code', 'fiscal_year', 'shown_route']) }} as fact_key,
        file_sha256,
        count(*) as application_count,
        count(case when is_offered then 1 end) as offered_count,
        count(case when is_assessable then 1 end) as assessable_count,
        count(case when is_within_threshold then 1 end) as within_14_days_count
    from by_route
    group by association_code, programme_code, fiscal_year, shown_route, file_sha256
)

{% for column in ['application_count', 'offered_count', 'assessable_count', 'within_14_days_count'] %}
select
    {{ cell_id('waiting_time', 'fact_key', "'" ~ column ~ "'") }} as source_key,
    'case_rows' as source_kind,
    file_sha256,
    0 as line_no,
    cast({{ column }} as decimal(18, 2)) as amount,
    cast(null as varchar) as no_amount_reason
from counts
union all
{%- endfor %}
select
    {{ cell_id('waiting_time', 'fact_key', "'median_days'") }} as source_key,
    'case_rows' as source_kind,
    file_sha256,
    0 as line_no,
    cast(null as decimal(18, 2)) as amount,
    'median' as no_amount_reason
from counts
