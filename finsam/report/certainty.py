"""How sure an association's figures are: how many have each grade, and how many findings are open."""

from __future__ import annotations

from collections import Counter

from finsam.report.cells import COUNT, Cell
from finsam.report.reading import Reading

SEVERITIES = ("blocking", "error", "warning", "note")
FINDINGS = """
    select * from published.finding where status = 'open'
    order by list_position(['blocking', 'error', 'warning', 'note'], severity), association_code, fiscal_year desc,
        check_code, finding_id
"""
_GRADES = ("A", "B", "C")


def certainty(reading: Reading, code: str) -> tuple[dict[str, Cell], dict[str, Cell]]:
    """Return grade -> how many indicator values have it, and severity -> how many findings are open."""
    facts = reading.facts
    graded = Counter(row["grade"] for row in facts.values if row["association_code"] == code)
    found = Counter(row["severity"] for row in facts.rows(FINDINGS) if row["association_code"] == code)
    grades = {
        grade: Cell(
            graded[grade],
            COUNT,
            "indicator_value",
            "count(*)",
            {"association_code": code, "grade": grade},
            "reading.html",
        )
        for grade in _GRADES
    }
    findings = {
        severity: Cell(
            found[severity],
            COUNT,
            "finding",
            "count(*)",
            {"association_code": code, "severity": severity, "status": "open"},
            "findings.html",
        )
        for severity in SEVERITIES
    }
    return grades, findings
