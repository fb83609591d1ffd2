"""Who paid, and whom the money employs."""

from __future__ import annotations

from finsam.pack.tables.spec import Layout, Part, Spec, money, number, share, text

FUNDING = Spec(
    "funding",
    "funding",
    ("funding",),
    Layout(
        """
        select *, not is_allocation as is_external from published.funding
        where association_code in (select unnest($associations)) and fiscal_year = $year
        order by association_code, is_external, received_sek desc, funder
        """,
        (
            text("funder"),
            text("funder_type", "funder_type"),
            money("received_sek"),
            money("used_sek"),
            share("share_of_allocation"),
            text("provenance", "provenance"),
        ),
    ),
    part=Part.WHOLE_YEAR,
)

STAFFING = Spec(
    "staffing",
    "staffing",
    ("staffing",),
    Layout(
        """
        select * from published.staffing
        where association_code in (select unnest($associations)) and fiscal_year = $year
        order by association_code, programme_code, role, funder
        """,
        (
            text("programme_code", "programme"),
            text("role", "staff_role"),
            text("funder"),
            number("fte"),
            text("provenance", "provenance"),
        ),
        sort=("association_code", "programme_code", "role"),
    ),
    part=Part.WHOLE_YEAR,
)
