-- The delivered rows of each smallest sum, once whatever the number of figures that use them.
with

ledger_and_budget as (
    select
        source_key, source_kind, file_sha256, line_no, voucher_series, voucher_number, voucher_date, account, rule_id,
        allocation_key, share, amount
    from {{ ref('int_source__cost_row') }}
    union all
    select
        source_key, source_kind, file_sha256, line_no, voucher_series, voucher_number, voucher_date, account,
        cast(null as varchar) as rule_id, cast(null as varchar) as allocation_key, cast(1 as decimal(18, 10)) as share,
        amount
    from {{ ref('int_source__account_row') }}
),

counted as (
    {%- for family in ['money', 'programme', 'target_group', 'count', 'survey', 'case', 'follow_up', 'person'] %}
    select
        source_key,
        source_kind,
        file_sha256,
        line_no,
        amount,
        {{ "cast(null as varchar)" if family == 'money' else "no_amount_reason" }} as no_amount_reason,
        {{ "true" if family in ['count', 'survey', 'case', 'follow_up', 'person'] else "false" }} as about_persons
    from {{ ref('int_source__' ~ family ~ '_row') }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    source_key,
    source_kind,
    file_sha256,
    line_no,
    voucher_series,
    voucher_number,
    voucher_date,
    account,
    rule_id,
    allocation_key,
    share,
    amount,
    cast(null as varchar) as no_amount_reason,
    false as about_persons,
    false as is_suppressed
from ledger_and_budget
union all
select
    source_key,
    source_kind,
    file_sha256,
    line_no,
    cast(null as varchar) as voucher_series,
    cast(null as varchar) as voucher_number,
    cast(null as date) as voucher_date,
    cast(null as varchar) as account,
    cast(null as varchar) as rule_id,
    cast(null as varchar) as allocation_key,
    cast(null as decimal(18, 10)) as share,
    amount,
    no_amount_reason,
    about_persons,
    false as is_suppressed
from counted
