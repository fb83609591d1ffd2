"""What differs: from the budget, and from what was expected."""

from __future__ import annotations

from finsam.pack.tables.spec import Layout, Part, Spec, money, number, text

BUDGET_DEVIATIONS = Spec(
    "budget_deviations",
    "budget_split",
    ("budget", "sie"),
    Layout(
        """
        select budgeted.association_code, budgeted.cost_category, budgeted.budget_version, budgeted.budget_sek,
            spent.amount_sek as outcome_sek, budgeted.budget_sek - spent.amount_sek as variance_sek
        from published.budget_split as budgeted
        left join published.cost_split as spent using (association_code, fiscal_year, definition_set, cost_category)
        where budgeted.association_code in (select unnest($associations)) and budgeted.fiscal_year = $year
            and budgeted.definition_set = 'shared'
        order by budgeted.association_code, budgeted.budget_version, budgeted.cost_category
        """,
        (
            text("cost_category", "cost_category"),
            money("budget_sek"),
            money("outcome_sek"),
            money("variance_sek"),
            text("budget_version"),
        ),
        sort=("association_code", "budget_version", "cost_category"),
    ),
)

FINDINGS = Spec(
    "findings",
    "finding",
    (),
    Layout(
        """
        select *, '' as unit from published.finding
        where association_code in (select unnest($associations)) and fiscal_year = $year
        order by association_code, severity, check_code, subject, finding_id
        """,
        (
            text("severity", "severity"),
            text("message", by_language=True),
            number("expected", unit="unit"),
            number("actual", unit="unit"),
            number("difference", unit="unit"),
            text("owner", "owner"),
            text("status", "finding_status"),
            text("guidance", by_language=True),
        ),
        sort=("association_code", "severity"),
    ),
    part=Part.WHOLE_YEAR,
)
