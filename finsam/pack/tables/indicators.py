"""Every indicator of the association as a whole, with its grade and whether it can be compared."""

from __future__ import annotations

from finsam.pack.tables.spec import Layout, Spec, number, text

_NAMES = (text("issue_area", "issue_area"), text("indicator_code", "indicator"), text("unit", "unit"))
_SORT = ("issue_area", "indicator_code")

_ALONE = Layout(
    """
    with chosen as (
        select * from published.indicator_value
        where association_code in (select unnest($associations)) and period_type = $period_type
            and period_start = $first and period_end = $last and unit_code = '' and breakdown = ''
            and definition_set in ('as_booked', 'shared')
    ),
    judged as (
        select association_code, indicator_code, max(grade) as grade,
            string_agg(distinct grade_reasons, '|' order by grade_reasons) as grade_reasons,
            string_agg(distinct comparability_sv, '; ' order by comparability_sv) as comparability_sv,
            string_agg(distinct comparability_en, '; ' order by comparability_en) as comparability_en
        from chosen group by all
    )
    select chosen.association_code, indicator.issue_area, indicator_code, chosen.unit, chosen.definition_set,
        chosen.value, chosen.is_suppressed, judged.* exclude (association_code, indicator_code)
    from chosen
    inner join judged using (association_code, indicator_code)
    inner join published.indicator as indicator using (indicator_code)
    order by association_code, issue_area, indicator_code, definition_set
    """,
    (
        *_NAMES,
        number("value", unit="unit"),
        text("grade", "grade"),
        text("grade_reasons", "grade_reason", many=True),
        text("comparability", by_language=True),
    ),
    across="definition_set",
    across_words="definition_set",
    spread=("value",),
    sort=("association_code", *_SORT),
)

_BESIDE = Layout(
    """
    select association_code, indicator.issue_area, indicator_code, value.unit, value.value, value.grade,
        value.is_suppressed, indicator.not_comparable_sv as comparability_sv,
        indicator.not_comparable_en as comparability_en
    from published.indicator_value as value
    inner join published.indicator as indicator using (indicator_code)
    where association_code in (select unnest($associations) union all select $county) and period_type = $period_type
        and period_start = $first and period_end = $last and unit_code = '' and breakdown = ''
        and definition_set = 'shared'
    order by issue_area, indicator_code, association_code
    """,
    (*_NAMES, number("value", unit="unit"), text("grade"), text("comparability", by_language=True)),
    across="association_code",
    across_words="association",
    spread=("value", "grade"),
    sort=_SORT,
)

INDICATORS = Spec(
    "indicators",
    "indicator_value",
    ("sie", "budget", "funding", "participants", "exits", "sus", "nns_rounds"),
    _ALONE,
    county=_BESIDE,
    part=_ALONE,
)
