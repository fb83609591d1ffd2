"""Equity against its cap."""

from __future__ import annotations

from finsam.pack.tables.spec import Layout, Spec, money, share, text

EQUITY = Spec(
    "equity",
    "equity",
    ("sie", "funding", "forecast"),
    Layout(
        """
        select * replace (split_part(basis, ':', 1) as basis), nullif(split_part(basis, ':', 2), '') as budget_version
        from published.equity
        where association_code in (select unnest($associations)) and fiscal_year = $year
        order by association_code, basis
        """,
        (
            text("basis", "equity_basis"),
            text("budget_version"),
            money("opening_sek"),
            money("result_sek"),
            money("closing_sek"),
            money("allocation_sek"),
            share("cap_share"),
            money("cap_sek"),
            share("closing_share_of_allocation"),
            text("is_above_cap"),
        ),
    ),
)
