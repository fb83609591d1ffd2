"""Participants and results in the uniform form of the members' review, and what each of them cost."""

from __future__ import annotations

from collections.abc import Callable

from finsam.pack.tables.spec import Column, Layout, Spec, count, money, share, text

_SOURCES = ("participants", "exits", "sus")


def _outcomes(code: str, column: Callable[[str], Column], indicators: tuple[str, ...]) -> Spec:
    """Return one row per programme and group, and one column per indicator: the worst grade of the row stands last."""
    sql = """
        with chosen as (
            select association_code, indicator_code,
                case when breakdown_value <> '' then 2 when unit_code <> '' then 3 else 1 end as unit_order,
                case when breakdown_value <> '' then 'programme_group' when unit_code <> '' then 'programme'
                    else 'association' end as unit_kind,
                case when breakdown_value <> '' then breakdown_value when unit_code <> '' then unit_code
                    else association_code end as unit_code,
                value, is_suppressed, grade, grade_reasons,
                case when not is_comparable then comparability_sv end as comparability_sv,
                case when not is_comparable then comparability_en end as comparability_en
            from published.indicator_value
            where association_code in (select unnest($associations)) and period_type = $period_type
                and period_start = $first and period_end = $last and definition_set = 'shared'
                and breakdown in ('', 'programme_group') and list_contains($codes, indicator_code)
                and unit_code not in (select municipality_code from published.municipality_membership)
        ),
        judged as (
            select association_code, unit_kind, unit_code, max(grade) as grade,
                string_agg(distinct grade_reasons, '|' order by grade_reasons) as grade_reasons,
                string_agg(distinct comparability_sv, '; ' order by comparability_sv) as comparability_sv,
                string_agg(distinct comparability_en, '; ' order by comparability_en) as comparability_en
            from chosen group by all
        )
        select chosen.* exclude (grade, grade_reasons, comparability_sv, comparability_en),
            judged.* exclude (association_code, unit_kind, unit_code)
        from chosen
        inner join judged using (association_code, unit_kind, unit_code)
        order by association_code, unit_order, unit_code, indicator_code
    """
    layout = Layout(
        sql,
        (
            Column("unit_code", words_in="unit_kind"),
            column("value"),
            text("grade", "grade"),
            text("grade_reasons", "grade_reason", many=True),
            text("comparability", by_language=True),
        ),
        across="indicator_code",
        across_words="indicator",
        spread=("value",),
        codes=indicators,
    )
    return Spec(code, "indicator_value", _SOURCES, layout, part=layout)


OUTCOMES = _outcomes(
    "outcomes",
    count,
    (
        "participants_registered",
        "new_participants",
        "completed_participants",
        "step_forward_count",
        "work_exits",
        "work_or_study_exits",
    ),
)
OUTCOME_COSTS = _outcomes(
    "outcome_costs",
    money,
    ("cost_per_participant", "cost_per_completed", "cost_per_step_forward", "cost_per_work_or_study_exit"),
)
OUTCOME_SHARES = _outcomes(
    "outcome_shares",
    share,
    (
        "step_forward_share_of_completed",
        "work_or_study_share_of_completed",
        "completed_share_of_participants",
        "women_share_of_participants",
    ),
)

_FLOW = Layout(
    """
    select * from published.participant_flow
    where association_code in (select unnest($associations)) and period_type = $period_type
        and period_start = $first and period_end = $last
    order by association_code, programme_code, slice <> 'total', slice, municipality_code, sex, registration_kind,
        count_basis, not is_official, source_system
    """,
    (
        text("programme_code", "programme"),
        text("municipality_code", "municipality"),
        text("sex", "sex"),
        text("registration_kind", "registration_kind"),
        text("count_basis", "count_basis"),
        count("opening"),
        count("new"),
        count("completed"),
        count("closing"),
        count("total"),
        count("budgeted"),
        text("source_system", "source_system"),
        text("provenance", "provenance"),
    ),
    sort=("association_code", "programme_code"),
)
PARTICIPANT_FLOW = Spec("participant_flow", "participant_flow", _SOURCES, _FLOW, part=_FLOW)
