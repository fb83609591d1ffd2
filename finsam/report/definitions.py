"""What decides the figures: the decisions, and every table of definitions with each row's history."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from finsam.published import Row
from finsam.report.cells import anchor, slug
from finsam.report.reading import Facts, Reading

_PAIR = re.compile(r"(?:^|; )([a-z_0-9]+)=")
_ALL = "select * from published.definition order by definition_table, row_key, version_no desc"


def tables(facts: Facts) -> dict[str, list[Row]]:
    """Return table of definitions -> its rows."""
    found: dict[str, list[Row]] = {}
    for row in facts.rows(_ALL):
        found.setdefault(row["definition_table"], []).append(row)
    return found


def definition_path(table: str) -> str:
    """Return the page of a table of definitions."""
    return f"definition/{slug(table)}.html"


def definitions(reading: Reading) -> dict[str, Any]:
    """Return what the page about decisions and definitions says."""
    found = tables(reading.facts)
    decisions = [
        {"row": row, "content": pairs(row["content"]), "place": anchor(row["row_key"])}
        for row in found.get("decision", [])
    ]
    used: dict[str, int] = {}
    for rows in found.values():
        for row in rows:
            used[row["decision_id"]] = used.get(row["decision_id"], 0) + 1
    return {
        "decisions": decisions,
        "used": used,
        "tables": [
            {"code": table, "row": rows[0], "rows": len(rows), "path": definition_path(table)}
            for table, rows in sorted(found.items(), key=lambda item: reading.said(item[1][0], "table").lower())
        ],
        "restatements": reading.facts.rows("select * from published.restatement order by all"),
    }


def definition_table(table: str) -> Callable[[Reading], dict[str, Any]]:
    """Return what asks for the rows of one table of definitions."""

    def content(reading: Reading) -> dict[str, Any]:
        rows = tables(reading.facts)[table]
        shown = [
            {
                "row": row,
                "content": pairs(row["content"]),
                "previous": pairs(row["previous_content"] or ""),
                "place": anchor(row["row_key"], str(row["version_no"])),
            }
            for row in rows
        ]
        return {"table": table, "first": rows[0], "rows": shown}

    return content


def pairs(content: str) -> dict[str, str]:
    """Return the columns of a row of definitions, which are published as `name=value; name=value`."""
    marks = list(_PAIR.finditer(content))
    ends = [mark.start() for mark in marks[1:]] + [len(content)]
    return {mark[1]: content[mark.end() : end] for mark, end in zip(marks, ends, strict=False)}
