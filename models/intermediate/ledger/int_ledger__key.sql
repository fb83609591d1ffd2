-- Everything a rule may look at, once per distinct combination: rules are resolved on these rows, never on lines.
with

sums as (
    select
        lines.association_code,
        lines.fiscal_year,
        lines.month,
        lines.account,
        lines.unit_object,
        lines.project_object,
        lines.provenance,
        signatures.text_signature,
        sum(lines.amount_sek) as amount_sek,
        count(*) as line_count
    from {{ ref('int_ledger__line') }} as lines
    left join {{ ref('int_ledger__text_signature') }} as signatures
        on lines.line_text = signatures.line_text
    group by
        lines.association_code,
        lines.fiscal_year,
        lines.month,
        lines.account,
        lines.unit_object,
        lines.project_object,
        lines.provenance,
        signatures.text_signature
)

select
    row_number() over (
        order by
            association_code,
            fiscal_year,
            month,
            account,
            unit_object nulls first,
            project_object nulls first,
            provenance,
            text_signature nulls first
    ) as ledger_key,
    association_code,
    fiscal_year,
    month,
    account,
    unit_object,
    project_object,
    provenance,
    text_signature,
    cast(amount_sek as decimal(18, 2)) as amount_sek,
    line_count
from sums
