{{ config(materialized='view') }}

-- The ledger and budget lines behind each smallest sum of cost: whole lines, shares of lines that a key splits, budget lines.
with

placed as (
    select
        {{ cost_source_key('subjects', 'amounts') }} as source_key,
        amounts.*
    from {{ ref('int_cost__amount') }} as amounts
    inner join {{ ref('int_cost__subject') }} as subjects
        on amounts.subject_key = subjects.subject_key
),

budget_lines as (
    select
        concat('B', association_code, ':', file_sha256, ':', line_no) as subject_key,
        file_sha256,
        line_no,
        account
    from {{ ref('int_budget__line') }}
    where row_level = 'line'
)

select
    placed.source_key,
    case when lines.voucher_date is null then 'balance_line' else 'voucher_line' end as source_kind,
    lines.file_sha256,
    lines.line_no,
    lines.voucher_series,
    lines.voucher_number,
    lines.voucher_date,
    lines.account,
    placed.rule_id,
    placed.allocation_key,
    placed.share,
    cast(lines.line_sek as decimal(18, 2)) as amount
from placed
inner join {{ ref('int_source__subject_line') }} as lines
    on placed.subject_key = lines.subject_key
where placed.share_basis is null
union all
select
    placed.source_key,
    case when lines.voucher_date is null then 'balance_line' else 'voucher_line' end as source_kind,
    lines.file_sha256,
    lines.line_no,
    lines.voucher_series,
    lines.voucher_number,
    lines.voucher_date,
    lines.account,
    placed.rule_id,
    placed.allocation_key,
    lines.share,
    lines.amount_sek as amount
from placed
inner join {{ ref('int_source__split_line') }} as lines
    on
        placed.subject_key = lines.subject_key
        and placed.definition_set = lines.definition_set
        and placed.cost_category = lines.cost_category
union all
select
    placed.source_key,
    'budget_line' as source_kind,
    budget_lines.file_sha256,
    budget_lines.line_no,
    cast(null as varchar) as voucher_series,
    cast(null as varchar) as voucher_number,
    cast(null as date) as voucher_date,
    budget_lines.account,
    placed.rule_id,
    placed.allocation_key,
    placed.share,
    placed.amount_sek as amount
from placed
inner join budget_lines
    on placed.subject_key = budget_lines.subject_key
