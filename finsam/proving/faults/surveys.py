"""Faults of surveys, goals, applications, follow-ups and instruments."""

from __future__ import annotations

from random import Random

from finsam.findings.finding import BLOCKING, ERROR, NOTE, WARNING
from finsam.proving.faults.changes import (
    above,
    becomes,
    cell,
    doubled,
    doubled_with,
    dropped,
    exchanged,
    filled,
    has,
    is_,
    kind,
    later_by,
    negated,
    plus,
    rows,
    times,
    without_comma,
    years_later,
)
from finsam.proving.faults.kit import Table, number

_RESULT_GOAL = is_("goal_type", "result")


def _more_answers_than_asked(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("asked_count", "answered_count"))
    row["answered_count"] = plus("9")(row["asked_count"], table)


def _form_dropped(table: Table, rng: Random) -> None:
    lost = table.pick(rng, has("response_no"))
    for row in [
        row for row in table.rows() if row.same(lost, "programme_code", "survey", "survey_round", "response_no")
    ]:
        table.drop(row)


def _earlier_offer(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("applied_on", "assessment_offered_on"))
    row["assessment_offered_on"] = later_by(-20)(row["applied_on"], table)


def _more_answered_than_consented(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("consented_count", "answered_count"))
    same = [
        other for other in table.rows() if other.same(row, "programme_code", "exit_from", "exit_to", "months_after")
    ]
    for other in same:
        other["consented_count"] = table.write_number(number(row["answered_count"]) - 1)


def _backwards(table: Table, rng: Random) -> None:
    row = table.pick(rng, has("valid_from", "valid_to"))
    row["valid_from"], row["valid_to"] = row["valid_to"], row["valid_from"]


def _percent(table: Table, rng: Random) -> None:
    """A share written in percent where a part of 1 is asked for."""
    row = table.pick(rng, lambda row: row["indicator_code"].find("share") >= 0 and bool(row["target_value"]))
    row["target_value"] = times("100")(row["target_value"], table)


FAULTS = (
    kind("survey_answers_above_asked", "persons", ERROR, "nns_rounds", "fler svar än tillfrågade",
         "more answers than asked", rows(_more_answers_than_asked)),
    kind("survey_declined_negative", "persons", ERROR, "nns_rounds", "negativt antal som tackat nej",
         "a negative number of declined", cell("declined_count", negated, above("declined_count", 1))),
    kind("survey_asked_changed", "persons", WARNING, "nns_rounds", "tillfrågade är inte svar och avböjda",
         "the asked are not the answered and the declined", cell("asked_count", plus("-2"), has("declined_count"))),
    kind("survey_round_without_year", "dates", ERROR, "nns_rounds", "mätperioden saknar år", "the round has no year",
         cell("survey_round", becomes("våren"))),
    kind("survey_unknown", "codes", ERROR, "nns_rounds", "en enkät som inte finns", "an unknown survey",
         cell("survey", becomes("kundundersökning"))),
    kind("survey_round_conflict", "persons", BLOCKING, "nns_rounds", "en omgång två gånger med olika antal svar",
         "a round twice with different numbers of answers", doubled_with("answered_count", plus("3"))),
    kind("survey_round_dropped", "persons", WARNING, "nns_rounds", "en omgång saknas", "a round is missing", dropped()),
    kind("survey_programme_unknown", "codes", ERROR, "nns_rounds", "en insats som inte finns", "an unknown programme",
         cell("programme_code", becomes("finns_inte"))),

    kind("answer_out_of_scale", "codes", ERROR, "nns_answers", "ett svar utanför skalan", "an answer out of scale",
         cell("answer_code", becomes("9"))),
    # no document gives the scale of this question: nothing can tell the code from a good one
    kind("answer_above_question", "codes", NOTE, "nns_answers", "ett svar som finns i enkäten men inte på frågan",
         "an answer of the survey but not of the question", cell("answer_code", becomes("6"), is_("question_no", "4"))),
    kind("answer_question_unknown", "codes", WARNING, "nns_answers", "en fråga som inte finns", "an unknown question",
         cell("question_no", becomes("99"))),
    kind("answer_form_dropped", "persons", WARNING, "nns_answers", "ett formulär saknas", "a form is missing",
         rows(_form_dropped)),
    kind("answer_conflict", "persons", BLOCKING, "nns_answers", "en fråga i ett formulär besvarad två gånger olika",
         "a question of a form answered twice differently",
         doubled_with("answer_code", becomes("1"), lambda row: row["answer_code"] not in ("", "1"))),
    kind("answer_columns", "structure", ERROR, "nns_answers", "fråga och svar har bytt plats",
         "question and answer are exchanged", exchanged("question_no", "answer_code", every=True)),
    kind("answer_sex_unknown", "codes", ERROR, "nns_answers", "en könskod som inte finns", "an unknown code of sex",
         cell("sex", becomes("7"))),

    kind("goal_indicator_unknown", "definitions", ERROR, "goals", "en indikator som inte finns", "an unknown indicator",
         cell("indicator_code", becomes("lyckade_insatser"))),
    kind("goal_percent", "money", ERROR, "goals", "målvärdet i procent i stället för del av 1",
         "the target in percent instead of a part of 1", rows(_percent)),
    kind("goal_target_lost", "definitions", WARNING, "goals", "ett resultatmål utan målvärde",
         "a result goal without target", cell("target_value", becomes(""), _RESULT_GOAL)),
    kind("goal_backwards", "dates", ERROR, "goals", "målperioden slutar före sin början",
         "the goal period ends before it begins", rows(_backwards)),
    kind("goal_comparator_unknown", "codes", ERROR, "goals", "en jämförelse som inte finns", "an unknown comparator",
         cell("comparator", becomes("minst"))),
    kind("goal_programme_unknown", "codes", ERROR, "goals", "en insats som inte finns", "an unknown programme",
         cell("programme_code", becomes("finns_inte"))),
    kind("goal_conflict", "definitions", BLOCKING, "goals", "ett mål två gånger med olika målvärde",
         "a goal twice with different targets", doubled_with("target_value", plus("0.1"), _RESULT_GOAL)),

    kind("application_offer_first", "dates", ERROR, "applications", "erbjudandet är äldre än ansökan",
         "the offer is older than the application", rows(_earlier_offer)),
    kind("application_in_future", "dates", ERROR, "applications", "ansökan är gjord 2099", "applied in 2099",
         cell("applied_on", becomes("2099-03-01"))),
    kind("application_year", "dates", WARNING, "applications", "ansökan är daterad tio år tidigare",
         "the application is dated ten years earlier", cell("applied_on", years_later(-10))),
    kind("application_conflict", "persons", BLOCKING, "applications", "ett ärende två gånger med olika datum",
         "a case twice with different dates", doubled_with("applied_on", later_by(3))),
    kind("application_route_unknown", "codes", ERROR, "applications", "en väg in som inte finns", "an unknown route",
         cell("route", becomes("granne"))),
    kind("application_row_dropped", "persons", NOTE, "applications", "ett ärende saknas", "a case is missing",
         dropped()),

    kind("follow_up_sum", "persons", ERROR, "followup", "lägena är inte svaren", "the statuses are not the answers",
         cell("status_count", plus("2"))),
    kind("follow_up_answered_above", "persons", ERROR, "followup", "fler svar än samtycken",
         "more answers than consents", rows(_more_answered_than_consented)),
    kind("follow_up_negative", "persons", ERROR, "followup", "negativt antal", "a negative count",
         cell("status_count", negated, above("status_count", 1))),
    kind("follow_up_consents_differ", "persons", ERROR, "followup", "raderna anger olika samtycken",
         "the rows give different consents", cell("consented_count", plus("1"))),
    kind("follow_up_row_dropped", "persons", ERROR, "followup", "ett läge saknas", "a status is missing",
         dropped(above("status_count", 1))),
    kind("follow_up_months", "dates", WARNING, "followup", "uppföljning efter 60 månader", "follow-up after 60 months",
         cell("months_after", becomes("60"))),
    kind("follow_up_status_unknown", "codes", ERROR, "followup", "ett läge som inte finns", "an unknown status",
         cell("status_at_followup", becomes("pension"))),

    kind("instrument_mean_above", "persons", ERROR, "instruments", "medelvärdet är högre än skalan",
         "the mean is above the scale", cell("mean_score", times("10"))),
    kind("instrument_comma_lost", "encoding", ERROR, "instruments", "medelvärdet har tappat decimaltecknet",
         "the mean has lost its decimal sign", cell("mean_score", without_comma)),
    kind("instrument_scale_exchanged", "structure", ERROR, "instruments", "skalans ändar har bytt plats",
         "the ends of the scale are exchanged", exchanged("scale_min", "scale_max", every=True)),
    kind("instrument_negative", "persons", ERROR, "instruments", "negativt antal svar", "a negative number of answers",
         cell("answered_count", negated)),
    kind("instrument_conflict", "persons", BLOCKING, "instruments", "en mätning två gånger med olika medelvärde",
         "a measurement twice with different means", doubled_with("mean_score", plus("0.5"))),
    kind("instrument_in_future", "dates", WARNING, "instruments", "mätt 2099", "measured in 2099",
         cell("measured_on", becomes("2099-03-01"))),
    kind("follow_up_doubled", "persons", WARNING, "followup", "ett läge två gånger", "a status twice", doubled()),
    kind("goal_status_on_result", "definitions", NOTE, "goals", "ett resultatmål med processmålets status",
         "a result goal with the status of a process goal", filled("process_status", "met", _RESULT_GOAL)),
)  # fmt: skip
