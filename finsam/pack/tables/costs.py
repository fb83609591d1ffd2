"""What the costs went to, as booked and by the shared definition, and what moves between the two."""

from __future__ import annotations

from finsam.pack.tables.spec import Layout, Spec, money, share, text

_LEDGER = ("sie", "time_report")
_CATEGORY = text("cost_category", "cost_category")

COST_SPLIT = Spec(
    "cost_split",
    "cost_split",
    _LEDGER,
    Layout(
        """
        select * from published.cost_split
        where association_code in (select unnest($associations)) and fiscal_year = $year
            and definition_set in ('as_booked', 'shared')
        order by association_code, cost_category, definition_set
        """,
        (_CATEGORY, money("amount_sek"), share("share_of_cost"), share("share_of_allocation")),
        across="definition_set",
        across_words="definition_set",
        spread=("amount_sek", "share_of_cost", "share_of_allocation"),
        sort=("association_code", "cost_category"),
    ),
    part=Layout(
        """
        select association_code, cost_category, definition_set,
            sum(amount_sek) filter (where month >= $first) as amount_sek, sum(amount_sek) as since_new_year_sek
        from published.cost_line
        where association_code in (select unnest($associations)) and fiscal_year = $year and month <= $last
            and definition_set in ('as_booked', 'shared')
        group by all
        order by all
        """,
        (_CATEGORY, money("amount_sek"), money("since_new_year_sek")),
        across="definition_set",
        across_words="definition_set",
        spread=("amount_sek", "since_new_year_sek"),
        sort=("association_code", "cost_category"),
    ),
)

COST_BRIDGE = Spec(
    "cost_bridge",
    "cost_comparison",
    _LEDGER,
    Layout(
        """
        select *, note_sv as remark_sv, note_en as remark_en,
            case kind when 'from_amount' then 'subtotal' when 'to_amount' then 'total' end as line_type
        from published.cost_comparison
        where association_code in (select unnest($associations)) and fiscal_year = $year
            and from_set = 'as_booked' and to_set = 'shared' and kind in ('from_amount', 'move', 'to_amount')
        order by association_code, sort_order, cost_category
        """,
        (text("label", by_language=True), money("amount_sek"), text("remark", by_language=True)),
        across="cost_category",
        across_words="cost_category",
        spread=("amount_sek",),
    ),
)

COST_BRIDGE_RULES = Spec(
    "cost_bridge_rules",
    "cost_bridge",
    _LEDGER,
    Layout(
        """
        select * from published.cost_bridge
        where association_code in (select unnest($associations)) and fiscal_year = $year
            and from_set = 'as_booked' and to_set = 'shared'
        order by association_code, rule_id, cost_type, from_category, to_category
        """,
        (
            text("rule_id", "rule"),
            text("cost_type", "cost_type"),
            text("from_category", "cost_category"),
            text("to_category", "cost_category"),
            text("share_basis", "share_basis"),
            money("amount_sek"),
        ),
    ),
)
