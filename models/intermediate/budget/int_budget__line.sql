select
    association_code,
    file_sha256,
    line_no,
    fiscal_year,
    budget_version,
    decided_on,
    row_level,
    section,
    budget_group,
    line_text,
    account,
    programme_code,
    cost_category_as_booked,
    amount_sek,
    provenance,
    false as is_from_ledger
from {{ ref('int_budget__delivered_line') }}
where delivery_rank = 1
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
