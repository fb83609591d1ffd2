-- Each line of a statement in ledger accounts: their movement, their opening balance, or both.
with

shown_kinds as (
    {%- for value_kind, source in [
        ('movement', 'movement'), ('opening', 'opening'), ('closing', 'opening'), ('closing', 'movement')
    ] %}
    select '{{ value_kind }}' as value_kind, '{{ source }}' as source_part
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    accounts.association_code,
    accounts.fiscal_year,
    terms.statement,
    terms.line_key,
    concat(
        'account/',
        {{ fact_key(['accounts.association_code', 'accounts.fiscal_year', 'accounts.account']) }},
        '#',
        shown_kinds.source_part
    ) as source_key,
    cast(sum(terms.coefficient) as decimal(18, 4)) as coefficient
from {{ ref('int_ledger__account_balance') }} as accounts
inner join {{ ref('statement_term') }} as terms
    on
        accounts.statement_group = terms.statement_group
        and (accounts.has_balances or terms.value_kind = 'movement')
inner join shown_kinds
    on terms.value_kind = shown_kinds.value_kind
where
    shown_kinds.source_part = 'movement'
    or accounts.opening_sek is not null
group by
    accounts.association_code,
    accounts.fiscal_year,
    accounts.account,
    terms.statement,
    terms.line_key,
    shown_kinds.source_part
having sum(terms.coefficient) <> 0
