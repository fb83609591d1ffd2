"""One figure whole: its value, its parts, what each is made of, and the delivered rows whose sum it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from finsam.explain.choice import Question, find_figure
from finsam.explain.definitions import definitions_in_force
from finsam.explain.place import Place, Row

PARTS = ("numerator", "denominator")
_ALL = 2**62
_NAMED = (
    *("name_sv", "name_en", "formula_sv", "formula_en", "note_sv", "note_en", "set_sv", "set_en"),
    *("association_name", "programme_name", "breakdown_sv", "breakdown_en"),
)

_INDICATOR = """
    select name_sv, name_en, formula_sv, formula_en, note_sv, note_en from indicator
    where indicator_code = $indicator and make_date($year, 12, 31) between valid_from and valid_to
"""
_NAMES = """
    select sets.label_sv as set_sv, sets.label_en as set_en, associations.name_sv as association_name,
        programmes.programme_name, breakdowns.label_sv as breakdown_sv, breakdowns.label_en as breakdown_en
    from (select 1) as one
    left join definitions.definition_set as sets on sets.definition_set = $definition_set
    left join reference.association as associations on associations.association_code = $association
    left join intermediate.int_programme__programme as programmes
        on programmes.association_code = $association and programmes.programme_code = $unit
    left join definitions.breakdown as breakdowns on breakdowns.breakdown = $breakdown
"""
_RESTATED = """
    select measure as part, sequence_no, as_published, as_restated, decision_id, title_sv, title_en, decided_on
    from restatement where relation = 'indicator_value' and figure_key = $fact_key
    order by part, sequence_no
"""
_REASONS = """
    select reason_code as code, dimension, grade, measure, cut_off, reason_sv, reason_en
    from grade_reason where fact_key = $fact_key order by reason_code
"""
_TERMS = """
    select part, measure_code, coefficient from definitions.indicator_term
    where indicator_code = $indicator and make_date($year, 12, 31) between valid_from and valid_to
"""
_MEASURES = """
    select part, measure_code, count(*) as row_count,
        case when count(amount) = count(*) then sum(amount) end as amount,
        coalesce(list_sort(list_distinct(list(no_amount_reason))), []) as no_amount_reasons,
        bool_or(is_suppressed) as is_suppressed
    from figure_source where relation = 'indicator_value' and fact_key = $fact_key
    group by part, measure_code order by part desc, measure_code
"""
_ACCOUNTS = """
    select part, measure_code, files.association_code, account, count(*) as row_count, sum(amount) as amount
    from figure_source
    left join (
        select file_sha256, min(association_code) as association_code from delivery group by file_sha256
    ) as files using (file_sha256)
    where relation = 'indicator_value' and fact_key = $fact_key and account is not null
    group by all order by part, measure_code, files.association_code, account
"""
_ACCOUNT_NAMES = """
    select association_code, account, max(account_name) as account_name
    from intermediate.int_ledger__account where fiscal_year = $year group by all
"""
_ROWS = """
    with files as (
        select file_sha256, min(association_code) as association_code, min(file_name) as file_name
        from delivery group by file_sha256
    )
    select part, measure_code, files.association_code, source_kind, files.file_name, file_sha256, line_no,
        voucher_series, voucher_number, voucher_date, account, rule_id, share, amount, no_amount_reason, is_suppressed,
        source_key
    from figure_source left join files using (file_sha256)
    where relation = 'indicator_value' and fact_key = $fact_key
    qualify row_number() over (
        partition by part, measure_code
        order by files.association_code, files.file_name, file_sha256, line_no, source_key
    ) <= $lines
    order by part desc, measure_code, files.association_code, files.file_name, file_sha256, line_no, source_key
"""
_TEXTS = """
    with used as (
        select file_sha256, line_no from figure_source
        where relation = 'indicator_value' and fact_key = $fact_key
            and source_kind in ('voucher_line', 'balance_line', 'budget_line')
    )
    select lines.file_sha256, lines.line_no, lines.line_text
    from intermediate.int_ledger__line as lines
    semi join used using (file_sha256, line_no)
    union
    select lines.file_sha256, lines.line_no, lines.line_text
    from intermediate.int_budget__line as lines
    semi join used using (file_sha256, line_no)
"""


def explain_figure(place: Place, question: Question, lines: int | None) -> Row:
    """Explain one figure.

    Args:
        place: The build that answers.
        question: The figure.
        lines: At most so many rows per measure; None means all.

    Returns:
        The figure, its parts and measures, accounts, delivered rows, what decisions restated of it, and the definitions
        in force.

    Raises:
        UsageError: There is no such figure.
    """
    figure = find_figure(place, question)
    measures = _measures(place, figure, lines)
    return {
        "status": "ok",
        "build_id": place.build_id,
        "is_whole": place.is_whole,
        "figure": {
            **figure,
            **_names(place, figure),
            "reasons": place.rows(_REASONS, {"fact_key": figure["fact_key"]}),
        },
        "parts": [
            _part(part, figure[part], [measure for measure in measures if measure["part"] == part])
            for part in PARTS
            if figure[part] is not None or any(measure["part"] == part for measure in measures)
        ],
        "restatements": place.rows(_RESTATED, {"fact_key": figure["fact_key"]}),
        "definitions": definitions_in_force(place, figure),
    }


def _part(part: str, amount: Any, measures: list[Row]) -> Row:
    adds_up = all(measure["amount"] is not None for measure in measures)
    total = sum((measure["amount"] for measure in measures), start=Decimal(0)) if adds_up else None
    return {
        "part": part,
        "amount": amount,
        "control_total": total,
        "is_equal": None if total is None or amount is None else total == amount,
        "measures": [{name: value for name, value in measure.items() if name != "part"} for measure in measures],
    }


def _measures(place: Place, figure: Row, lines: int | None) -> list[Row]:
    """Return the building blocks of both parts, each with its accounts and delivered rows."""
    key = {"fact_key": figure["fact_key"]}
    rows = place.rows(_ROWS, {**key, "lines": lines if lines is not None else _ALL})
    texts = {(row["file_sha256"], row["line_no"]): row["line_text"] for row in place.whole_rows(_TEXTS, key)}
    for row in rows:
        row["text"] = texts.get((row["file_sha256"], row["line_no"]))
    accounts = _by_measure(_named_accounts(place, figure))
    delivered = _by_measure(rows)
    terms = place.whole_rows(_TERMS, {"indicator": figure["indicator_code"], "year": figure["fiscal_year"]})
    coefficients = {(term["part"], term["measure_code"]): term["coefficient"] for term in terms}
    measures = place.rows(_MEASURES, key)
    for measure in measures:
        name = (measure["part"], measure["measure_code"])
        measure["coefficient"] = coefficients.get(name)
        measure["accounts"] = accounts.get(name, [])
        measure["rows"] = delivered.get(name, [])
    return measures


def _by_measure(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.pop("part"), row.pop("measure_code")), []).append(row)
    return found


def _named_accounts(place: Place, figure: Row) -> list[Row]:
    found = place.whole_rows(_ACCOUNT_NAMES, {"year": figure["fiscal_year"]})
    names = {(row["association_code"], row["account"]): row["account_name"] for row in found}
    accounts = place.rows(_ACCOUNTS, {"fact_key": figure["fact_key"]})
    for row in accounts:
        row["account_name"] = names.get((row["association_code"], row["account"]))
    return accounts


def _names(place: Place, figure: Row) -> Row:
    indicator = place.rows(_INDICATOR, {"indicator": figure["indicator_code"], "year": figure["fiscal_year"]})
    names = place.whole_rows(
        _NAMES,
        {
            "definition_set": figure["definition_set"],
            "association": figure["association_code"],
            "unit": figure["unit_code"],
            "breakdown": figure["breakdown"],
        },
    )
    found = {**next(iter(indicator), {}), **next(iter(names), {})}
    return {name: found.get(name) for name in _NAMED}
