"""The statements that the law asks for, and the notes to their lines."""

from __future__ import annotations

from finsam.pack.tables.spec import Column, Layout, Part, Spec, money, text
from finsam.sql import identifier, statement

_LEDGER = ("sie",)
_LABEL = text("label", by_language=True)


def _statement(relation: str, *others: Column, part: Layout | Part = Part.ABSENT) -> Spec:
    sql = statement(
        """
        select * from published.{0}
        where association_code in (select unnest($associations)) and fiscal_year = $year
        order by sort_order, association_code
        """,
        identifier(relation),
    )
    alone = Layout(sql, (_LABEL, text("note"), money("amount_sek"), *others, money("previous_year_sek")))
    beside = Layout(
        sql,
        (_LABEL, money("amount_sek")),
        across="association_code",
        across_words="association",
        spread=("amount_sek",),
    )
    return Spec(relation, relation, _LEDGER, alone, county=beside, part=part)


INCOME_OF_PART = Layout(
    """
    with dated as (
        select split_part(fact_key, '/', 1) as association_code, split_part(fact_key, '/', 3) as line,
            sum(amount) filter (where voucher_date >= $first)::decimal(18, 2) as amount_sek,
            sum(amount)::decimal(18, 2) as since_new_year_sek
        from published.figure_source
        where relation = 'income_statement' and part = 'amount_sek' and split_part(fact_key, '/', 2) = $year::varchar
            and voucher_date <= $last
        group by 1, 2
    )
    select line.* exclude (amount_sek, previous_year_sek), dated.amount_sek, dated.since_new_year_sek
    from published.income_statement as line
    left join dated using (association_code, line)
    where association_code in (select unnest($associations)) and fiscal_year = $year
        and association_code in (select association_code from dated)
    order by association_code, sort_order
    """,
    (_LABEL, text("note"), money("amount_sek"), money("since_new_year_sek")),
)

INCOME_STATEMENT = _statement("income_statement", part=INCOME_OF_PART)
BALANCE_SHEET = _statement("balance_sheet")
CASH_FLOW = _statement("cash_flow")
OPERATING_STATEMENT = _statement("operating_statement", money("budget_sek"), money("variance_sek"))

_NOTES = """
    with line as (
        select 'income_statement' as relation, 1 as statement_order, * from published.income_statement
        union all by name
        select 'balance_sheet' as relation, 2 as statement_order, * from published.balance_sheet
    ),
    booked as (
        select relation, fact_key, account, sum(amount)::decimal(18, 2) as amount_sek
        from published.figure_source
        where relation in ('income_statement', 'balance_sheet') and part = 'amount_sek' and account <> ''
        group by all
    )
    select line.association_code, line.note, line.label_sv, line.label_en, accounts.account,
        this_year.amount_sek, last_year.amount_sek as previous_year_sek
    from line
    cross join (select distinct account from booked) as accounts
    left join booked as this_year on this_year.relation = line.relation and this_year.account = accounts.account
        and this_year.fact_key = line.association_code || '/' || $year::varchar || '/' || line.line
    left join booked as last_year on last_year.relation = line.relation and last_year.account = accounts.account
        and last_year.fact_key = line.association_code || '/' || ($year - 1)::varchar || '/' || line.line
    where line.association_code in (select unnest($associations)) and line.fiscal_year = $year and line.note <> ''
        and (this_year.amount_sek is not null or last_year.amount_sek is not null)
    order by line.association_code, line.note, line.statement_order, accounts.account
"""

NOTES = Spec(
    "notes",
    "balance_sheet",
    _LEDGER,
    Layout(
        _NOTES,
        (text("note"), _LABEL, text("account"), money("amount_sek"), money("previous_year_sek")),
    ),
)
