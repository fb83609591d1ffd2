"""The goals, what came of them, and who judged."""

from __future__ import annotations

from finsam.pack.tables.spec import Layout, Part, Spec, number, text

GOALS = Spec(
    "goals",
    "goal_result",
    ("goals",),
    Layout(
        """
        select goal.*, indicator.unit from published.goal_result as goal
        left join published.indicator as indicator using (indicator_code)
        where goal.association_code in (select unnest($associations)) and goal.fiscal_year = $year
        order by goal.association_code, goal.held_against, goal.goal_type desc, goal.goal_code, goal.sex
        """,
        (
            text("goal_area"),
            text("goal_text"),
            text("goal_type", "goal_type"),
            text("programme_code", "programme"),
            text("sex", "sex"),
            number("target_value", unit="unit"),
            number("outcome_value", unit="unit"),
            text("verdict", "goal_verdict", hides=True),
            text("held_against", "held_against"),
            text("grade", "grade"),
            text("provenance", "provenance"),
        ),
    ),
    part=Part.WHOLE_YEAR,
)
