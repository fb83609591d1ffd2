-- What only person rows can tell, by file and never by row. A person counted once, and a median, cannot be shared out.
with

reported as (
    select reporting_code, association_code, fiscal_year
    from {{ ref('int_person__reporting_unit') }}
    group by reporting_code, association_code, fiscal_year
),

counted_files as (
    select association_code, file_sha256
    from {{ ref('int_person__spell') }}
    group by association_code, file_sha256
),

files as (
    select
        reported.reporting_code,
        reported.fiscal_year,
        counted_files.file_sha256,
        count(*) over (partition by reported.reporting_code, reported.fiscal_year) as file_count
    from reported
    inner join counted_files
        on reported.association_code = counted_files.association_code
)

select
    {{ person_source_key('measures') }} as source_key,
    'person_rows' as source_kind,
    files.file_sha256,
    0 as line_no,
    cast(
        case
            when terms.counts_persons and measures.measure_code <> 'participants_unique' and files.file_count = 1
                then measures.amount
        end as decimal(18, 2)
    ) as amount,
    case
        when not terms.counts_persons then 'median'
        when measures.measure_code = 'participants_unique' then 'person_counted_once'
        when files.file_count > 1 then 'several_files'
    end as no_amount_reason
from {{ ref('int_indicator__person_measure') }} as measures
inner join {{ ref('person_measure') }} as terms
    on measures.measure_code = terms.measure_code
inner join files
    on
        measures.association_code = files.reporting_code
        and measures.fiscal_year = files.fiscal_year
