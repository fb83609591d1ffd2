"""What participants, staff and parties answered, and how many of them did."""

from __future__ import annotations

from finsam.pack.tables.spec import Layout, Part, Spec, count, number, share, text

SURVEYS = Spec(
    "surveys",
    "survey_result",
    ("nns_rounds", "nns_answers"),
    Layout(
        """
        select * from published.survey_result
        where association_code in (select unnest($associations)) and fiscal_year = $year and sex = 'all'
        order by association_code, survey, survey_round, programme_code, question_no
        """,
        (
            text("survey_label", by_language=True),
            text("programme_code", "programme"),
            text("question", by_language=True),
            count("asked_count"),
            count("answered_count"),
            share("response_rate_of_asked"),
            share("coverage_of_participants"),
            number("mean_score"),
            text("no_mean_reason", "no_mean_reason"),
        ),
    ),
    part=Part.WHOLE_YEAR,
)
