-- Per association and year: published budget and outcome of programmes = those staged in its latest extraction, each programme once; not registered yet stays empty.
with

staged as (
    select
        files.association_code,
        programmes.fiscal_year,
        programmes.programme_code,
        programmes.extraction_date,
        programmes.budget_sek,
        programmes.outcome_sek,
        max(programmes.extraction_date) over (
            partition by files.association_code, programmes.fiscal_year
        ) as latest_date,
        row_number() over (
            partition by
                files.association_code, programmes.fiscal_year, programmes.extraction_date, programmes.programme_code
            order by programmes.file_sha256, programmes.line_no
        ) as delivered_no
    from {{ ref('stg_uppfoljning__programme') }} as programmes
    inner join {{ ref('int_delivery__loaded_file') }} as files
        on
            programmes.file_sha256 = files.file_sha256
            and files.source = 'uppfoljning'
),

amounts as (
    select
        association_code,
        fiscal_year,
        budget_sek as staged_budget,
        outcome_sek as staged_outcome,
        null as published_budget,
        null as published_outcome
    from staged
    where
        extraction_date = latest_date
        and delivered_no = 1
    union all
    select
        association_code,
        fiscal_year,
        null as staged_budget,
        null as staged_outcome,
        budget_sek as published_budget,
        outcome_sek as published_outcome
    from {{ ref('published__programme_year') }}
)

select
    association_code,
    fiscal_year,
    sum(staged_budget) as staged_budget,
    sum(published_budget) as published_budget,
    sum(staged_outcome) as staged_outcome,
    sum(published_outcome) as published_outcome
from amounts
group by association_code, fiscal_year
having
    coalesce(sum(staged_budget), 0) <> coalesce(sum(published_budget), 0)
    or coalesce(sum(staged_outcome), 0) <> coalesce(sum(published_outcome), 0)
    -- what is not registered yet is not 0
    or count(staged_budget) <> count(published_budget)
    or count(staged_outcome) <> count(published_outcome)
