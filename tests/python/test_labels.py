"""People read words: every published relation, column and code has a name in both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from nights import Night

Place = tuple[str, str]

# Which list of codes a published column holds; a column that holds different lists is named with its relation.
KIND_OF = {
    **{name: name for name in (
        "activity", "age_band", "allocation_key", "attribute", "breakdown", "change_type", "comparator",
        "cost_category",
        "cost_type", "count_basis", "count_kind", "count_unit", "decision_status", "definition_set",
        "definition_table", "funder_type", "goal_level", "goal_type", "grade", "held_against", "in_force_status",
        "issue_area", "layer", "line_type", "no_amount_reason", "no_mean_reason", "orientation", "outcome_class",
        "owner",
        "period_type", "printed_unit", "programme_group", "programme_type", "provenance", "provider", "public_support",
        "referrer", "registration_kind", "route", "scale_basis", "scale_code", "severity", "sex", "share_basis",
        "slice",
        "source_kind", "source_system", "start_known_by", "survey", "target_group",
    )},
    "association_code": "association", "delivered_by": "association",
    "base_set": "definition_set", "from_set": "definition_set", "to_set": "definition_set",
    "from_category": "cost_category", "to_category": "cost_category",
    "breakdowns": "breakdown", "target_groups": "target_group",
    "check_code": "check", "family": "check_family", "dimension": "grade_dimension",
    "decision_id": "decision", "derived_counts": "column", "part": "column",
    "grade_reasons": "grade_reason", "reason_codes": "grade_reason", "grade_reason.reason_code": "grade_reason",
    "worst_grade": "grade", "indicator_code": "indicator", "line": "line_item",
    "cost_comparison.kind": "change_kind", "association.kind": "association_kind",
    "measure_code": "measure", "method": "reach_method", "municipality_code": "municipality",
    "programme_code": "programme", "unit_code": "programme", "referrer_group": "referrer",
    "remainder_name": "remainder",
    "role": "staff_role", "series_code": "series", "statistic_code": "statistic",
    "status_at_followup": "follow_up_status", "step_code": "cost_step", "unit": "unit",
    "run.status": "run_status", "stopped_at": "run_step",
    "finding.status": "finding_status", "delivery.status": "delivery_status",
    "national_overview.status": "national_status",
    "fit_for_use.verdict": "verdict", "goal_result.verdict": "goal_verdict",
    "equity.basis": "equity_basis", "national_overview.basis": "national_basis", "reach.basis": "reach_basis",
    "target_group.basis": "reach_basis", "rule_id": "rule",
    "delivery.source": "source", "conservation.source": "source", "finding_row.source": "source",
    "figure_part.relation": "relation", "figure_source.relation": "relation", "fit_for_use.relation": "relation",
    "restatement.relation": "relation",
    # the list that a value belongs to stands beside it
    "breakdown_value": "=breakdown", "attribute_value": "=attribute",
}  # fmt: skip

# Text that is no code of ours: keys, names, words of a delivery or of another list, and sentences.
NO_CODES = {
    "account", "answer_label", "area_code", "association.org_no", "association.short_name", "budget_version",
    "build_id",
    "code", "code_kind", "code_revision",
    "components", "content", "count_key", "county_code", "county_codes", "county_name", "dataset", "definitions_sha256",
    "delivery.reason", "delivery.reason_code", "definition.reason", "definition.source", "exception_id", "exit_reason",
    "fact_key", "figure_key", "figure_no", "figure_nos", "file_name", "file_sha256", "finding_id", "funder",
    "goal_area", "goal_code", "goal_text", "goals", "inputs_sha256", "instrument", "instrument_version",
    "local_referrer", "measure_text", "municipality_name", "note", "period", "previous_content", "question",
    "region_key", "region_text", "register_code", "association_name", "restatement.measure", "row_key",
    "run_id", "source_document",
    "source_key", "source_locator", "source_status", "subject", "successor_code", "successor_name", "survey_round",
    "voucher_number", "voucher_series",
    # any municipality of the country, with its name beside
    "association_change.municipality_code", "municipality_membership.municipality_code",
    # the provider's own codes and key=value
    "statistic.measure_code", "statistic.breakdown",
    # a delivered table, a table of definitions or a published relation
    "finding_row.relation",
}  # fmt: skip


@pytest.fixture(scope="module")
def published(night: Night) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str((night.var / "current").resolve() / "finsam.duckdb"), read_only=True) as connection:
        yield connection


def _columns(published: duckdb.DuckDBPyConnection) -> dict[Place, str]:
    found = published.execute(
        "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'published'"
    ).fetchall()
    return {(relation, column): kind for relation, column, kind in found}


def _named(published: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """Kind -> the codes that have a name in both languages."""
    named = defaultdict(set)
    for kind, code in published.execute(
        "select code_kind, code from published.label where trim(label_sv) <> '' and trim(label_en) <> ''"
    ).fetchall():
        named[kind].add(code)
    return named


def _said(place: Place, words: Any) -> Any:
    """Return what is said of a column: of its relation first, then of every relation."""
    relation, column = place
    return next((word for word in (f"{relation}.{column}", column) if word in words), None)


def test_every_published_relation_and_column_has_a_name(published: duckdb.DuckDBPyConnection) -> None:
    columns, named = _columns(published), _named(published)
    assert {relation for relation, _ in columns} == named["relation"]
    assert {column for _, column in columns} == named["column"]


def test_a_relation_says_what_one_row_is(published: duckdb.DuckDBPyConnection) -> None:
    for sv, en in published.execute(
        "select description_sv, description_en from published.label where code_kind = 'relation'"
    ).fetchall():
        assert sv.startswith("En rad är ") and sv.endswith(".")
        assert en.startswith("One row is ") and en.endswith(".")


def test_every_text_column_is_known_as_code_or_as_text(published: duckdb.DuckDBPyConnection) -> None:
    texts = [place for place, kind in _columns(published).items() if kind == "VARCHAR"]
    texts = [place for place in texts if not place[1].endswith(("_sv", "_en"))]
    assert [place for place in texts if not _said(place, NO_CODES) and not _said(place, KIND_OF)] == []


def test_every_code_of_the_bundle_has_a_name(published: duckdb.DuckDBPyConnection) -> None:
    named = _named(published)
    unnamed = set()
    for (relation, column), type_ in _columns(published).items():
        said = _said((relation, column), KIND_OF)
        text = _said((relation, column), NO_CODES)
        if type_ != "VARCHAR" or said is None or (text and "." in text):
            continue
        kind = KIND_OF[said]
        beside = kind[1:] if kind.startswith("=") else f"'{kind}'"
        query = f'select distinct {beside}, "{column}" from published."{relation}"'
        for own_kind, value in published.execute(query).fetchall():
            # a part of an association is a programme or a municipality; a forecast says which after a colon
            names = named[own_kind] | (named["municipality"] if column == "unit_code" else set())
            codes = {code.split(":")[0] if kind == "equity_basis" else code for code in (value or "").split("|")}
            unnamed |= {(relation, column, code) for code in codes - names - {""}}
    assert unnamed == set()
