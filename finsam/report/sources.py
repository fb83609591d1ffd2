"""Where amounts come from: the delivered files, accounts and vouchers behind each published figure, in short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from finsam.published import Row
from finsam.report.cells import anchor
from finsam.report.reading import Association, Facts, Reading, delivered_place

_SHOWN = 4
# a voucher or a line of a file is shown; how many rows lie behind a count of persons is not
_GROUPED = """
    select f.relation, f.fact_key, f.part, f.source_kind, f.file_sha256, s.about_persons,
        count(*) as row_count,
        list(distinct f.account order by f.account) filter (f.account is not null) as accounts,
        list(distinct concat_ws('/', f.voucher_series, f.voucher_number)
            order by concat_ws('/', f.voucher_series, f.voucher_number))
            filter (f.voucher_number is not null) as vouchers,
        list(distinct f.line_no order by f.line_no) filter (f.line_no is not null) as line_nos
    from published.figure_source as f
    inner join published.source_row as s on f.source_key = s.source_key and f.file_sha256 = s.file_sha256
        and f.line_no is not distinct from s.line_no
    group by all order by all
"""


@dataclass(frozen=True)
class Source:
    """The rows of one file behind a part of a figure.

    Args:
        kind: What kind of rows they are.
        file_name: The delivered file.
        accounts: The accounts of its ledger lines.
        vouchers: Its vouchers.
        lines: Its lines.
        about_persons: Whether the rows are about persons and therefore not counted here.
    """

    kind: str
    file_name: str
    accounts: Sequence[str]
    vouchers: Sequence[str]
    lines: Sequence[int]
    about_persons: bool

    def some(self, what: Sequence[Any]) -> str:
        """Write the first of many."""
        return ", ".join(str(one) for one in what[:_SHOWN])

    def more(self, what: Sequence[Any]) -> int:
        """Return how many are not written."""
        return max(len(what) - _SHOWN, 0)


# What the parts of a fact key are, after the association: a kind of code, or - where the part says it itself.
_STATEMENT = ("-", "line_item")
_SET = "definition_set"
_VIEW = ("source_system", "slice", "municipality", "sex")
_KEY_PARTS: Mapping[str, Sequence[str]] = {
    "income_statement": _STATEMENT,
    "balance_sheet": _STATEMENT,
    "cash_flow": _STATEMENT,
    "operating_statement": _STATEMENT,
    "equity": _STATEMENT,
    "cost_split": ("-", _SET, "cost_category"),
    "budget_split": ("-", "-", _SET, "cost_category"),
    "budget_outcome": ("-", "-", _SET, "cost_category", "programme"),
    "survey_result": ("programme", "-", "survey", "-", "sex"),
    "participant_flow": ("programme", "-", "-", "count_basis", "registration_kind", *_VIEW),
    "exit_outcome": ("programme", "-", "-", *_VIEW, "count_kind", "outcome_class", "public_support", "-", _SET),
    "waiting_time": ("programme", "-", "route"),
    "follow_up": ("programme", "-", "-", "months_after"),
}


def named(reading: Reading, relation: str, key: str) -> str:
    """Return a fact key in words, without its association."""
    association, *parts = key.split("/")
    kinds = _KEY_PARTS.get(relation, ())
    if kinds and len(parts) > len(kinds):  # a word of the delivery, the last but one, may itself hold a slash
        parts = [*parts[: len(kinds) - 2], "/".join(parts[len(kinds) - 2 : -1]), parts[-1]]
    words = []
    for place, part in enumerate(parts):
        kind = kinds[place] if place < len(kinds) else "-"
        if part == "-":
            continue
        if kind == "programme":
            words.append(reading.programme(association, part))
        else:
            words.append(part if kind == "-" else reading.name(kind, part))
    return ", ".join(words)


def sources_of(facts: Facts) -> Mapping[tuple[str, str], Mapping[str, list[Source]]]:
    """Return (relation, fact key) -> part -> the sources; found once for a site."""
    return facts.once(_found)


def _found(facts: Facts) -> Mapping[tuple[str, str], Mapping[str, list[Source]]]:
    names = {
        row["file_sha256"]: row["file_name"]
        for row in facts.rows("select file_sha256, file_name from published.delivery order by all")
    }
    found: dict[tuple[str, str], dict[str, list[Source]]] = defaultdict(lambda: defaultdict(list))
    for row in facts.rows(_GROUPED):
        persons = bool(row["about_persons"])
        found[row["relation"], row["fact_key"]][row["part"]].append(
            Source(
                row["source_kind"],
                names.get(row["file_sha256"], ""),
                row["accounts"] or (),
                row["vouchers"] or (),
                () if persons else row["line_nos"] or (),
                persons,
            )
        )
    return found


def sources(one: Association) -> Callable[[Reading], dict[str, Any]]:
    """Return what asks the questions of the page that explains the amounts of an association."""

    def content(reading: Reading) -> dict[str, Any]:
        known = sources_of(reading.facts)
        relations: dict[str, list[Row]] = defaultdict(list)
        for relation, key in sorted(known):
            if relation != "indicator_value" and key.split("/")[0] == one.code:
                name = named(reading, relation, key)
                own = {"name": name, "key": key, "place": anchor(relation, key), "parts": known[relation, key]}
                relations[relation].append(own)
        order = sorted(relations, key=lambda relation: reading.words.order("relation", relation))
        return {
            "one": one,
            "code": one.code,
            "relations": [(relation, relations[relation]) for relation in order],
            "delivered": [
                (delivered_place(source), source, files)
                for source, files in reading.facts.delivered_by(one.code).items()
            ],
        }

    return content
