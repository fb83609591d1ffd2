select
    deliveries.association_code,
    lines.file_sha256,
    lines.line_no,
    lines.fiscal_year,
    lines.budget_version,
    lines.decided_on,
    lines.row_level,
    lines.section,
    lines.budget_group,
    lines.line_text,
    lines.account,
    lines.programme_code,
    lines.cost_category_as_booked,
    lines.amount_sek,
    lines.provenance,
    false as is_from_ledger
from {{ ref('stg_budget__line') }} as lines
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        lines.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'budget'
union all
select
    association_code,
    file_sha256,
    line_no,
    fiscal_year,
    'sie' as budget_version,
    cast(null as date) as decided_on,
    'line' as row_level,
    '#PBUDGET' as section,
    cast(null as varchar) as budget_group,
    account_name as line_text,
    account,
    cast(null as varchar) as programme_code,
    cast(null as varchar) as cost_category_as_booked,
    amount_sek,
    'delivered' as provenance,
    true as is_from_ledger
from {{ ref('int_budget__ledger_line') }}
