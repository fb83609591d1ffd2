"""The impact of a proposal as one page that can be attached to a decision: nothing in it comes from another place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from finsam.console import money
from finsam.definitions import words
from finsam.definitions.impact import Impact
from finsam.masking import mask

_TEMPLATE = "impact.html.j2"
_LINES_SHOWN = 300
_INDICATORS_SHOWN = 300
_HALF_WIDTH = 196.0


def write_page(found: Impact, path: Path) -> None:
    """Write the page.

    Args:
        found: The impact.
        path: The file to write.

    Raises:
        OSError: It cannot be written.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: mask(value) if type(value) is str else "" if value is None else value,
    )
    environment.filters.update(kronor=money, difference=words.difference)
    environment.globals.update(words=words, label=lambda kind, code: found.labels[kind].get(code, [code, code]))
    page = environment.get_template(_TEMPLATE).render(
        found=found,
        groups=list(_groups(found)),
        lines=found.lines[:_LINES_SHOWN],
        lines_left=max(len(found.lines) - _LINES_SHOWN, 0),
        indicators=found.indicators[:_INDICATORS_SHOWN],
        indicators_left=max(len(found.indicators) - _INDICATORS_SHOWN, 0),
        decisions={row["decision_id"]: row for row in found.decisions},
    )
    path.write_text(page, encoding="utf-8")


def _groups(found: Impact) -> Iterator[dict[str, Any]]:
    """Each association, year, basis and set in which money moves, with a bar per category that changes."""
    for total in found.reconciliation:
        names = ("association_code", "fiscal_year", "subject_kind", "budget_version", "definition_set")
        key = {name: total[name] for name in names}
        rows = [row for row in found.categories if all(row[name] == key[name] for name in names)]
        flows = [row for row in found.flows if all(row[name] == key[name] for name in names)]
        changed = [row for row in rows if row["difference_sek"]]
        widest = max((abs(row["difference_sek"]) for row in changed), default=Decimal(1))
        bars = [
            {
                "category": row["cost_category"],
                "amount": row["difference_sek"],
                "width": round(float(abs(row["difference_sek"]) / widest) * _HALF_WIDTH, 1),
            }
            for row in changed
        ]
        yield {**key, "rows": rows, "flows": flows, "bars": bars, "total": total}
