-- A printed line is a sum of groups with a sign, all of it written in statement_term. No delivered group: no amount, not zero.
with

amounts as (
    select
        values_.association_code,
        values_.fiscal_year,
        terms.statement,
        terms.line_key,
        sum(cast(values_.amount_sek as decimal(28, 2)) * terms.coefficient) as amount_sek
    from {{ ref('int_statement__group_value') }} as values_
    inner join {{ ref('statement_term') }} as terms
        on
            values_.statement_group = terms.statement_group
            and values_.value_kind = terms.value_kind
    group by values_.association_code, values_.fiscal_year, terms.statement, terms.line_key
)

select
    years.association_code,
    years.fiscal_year,
    lines.statement,
    lines.line_key,
    lines.label_sv,
    lines.label_en,
    lines.line_type,
    lines.note,
    lines.sort_order,
    cast(amounts.amount_sek as decimal(18, 2)) as amount_sek
from {{ ref('int_ledger__effective_file') }} as years
inner join {{ ref('statement_line') }} as lines
    on make_date(years.fiscal_year, 12, 31) between lines.valid_from and lines.valid_to
left join amounts
    on
        years.association_code = amounts.association_code
        and years.fiscal_year = amounts.fiscal_year
        and lines.statement = amounts.statement
        and lines.line_key = amounts.line_key
where years.balance_count > 0 or lines.statement = 'income_statement'
