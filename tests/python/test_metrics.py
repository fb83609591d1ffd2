"""The metrics of the semantic layer are made from the definitions, and say what the marts say, to the last decimal."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from nights import Night

from finsam.metrics import document

PROJECT = Path(__file__).resolve().parents[2]
DIMENSIONS = ("association_code", "unit_code", "definition_set", "breakdown", "breakdown_value")

Ask = Callable[..., list[tuple[Any, ...]]]


def test_the_committed_metrics_are_made_from_the_definitions() -> None:
    committed = (PROJECT / "models" / "metrics" / "indicators.yml").read_text(encoding="utf-8")
    assert committed == document(PROJECT), "run: python -m finsam.metrics > models/metrics/indicators.yml"


@pytest.fixture(scope="module")
def semantic_manifest(night: Night) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((night.var / "target" / "semantic_manifest.json").read_text(encoding="utf-8"))
    return made


@pytest.fixture(scope="module")
def ask(night: Night, semantic_manifest: dict[str, Any]) -> Ask:
    """Ask for metrics by dimensions, in this process: MetricFlow writes the SQL, DuckDB answers."""
    reason = "MetricFlow is not installed: pip install 'finsam[metrics]'"
    flow = pytest.importorskip("metricflow.engine.metricflow_engine", reason=reason)
    engines = pytest.importorskip("metricflow.protocols.sql_client", reason=reason)
    renderer = pytest.importorskip("metricflow.sql.render.duckdb_renderer", reason=reason)
    parser = pytest.importorskip("metricflow_semantics.model.dbt_manifest_parser", reason=reason)
    lookup = pytest.importorskip("metricflow_semantics.model.semantic_manifest_lookup", reason=reason)

    class Writer:
        """All that MetricFlow needs to know of an engine to write SQL for it."""

        sql_engine_type = engines.SqlEngine.DUCKDB
        sql_plan_renderer = renderer.DuckDbSqlPlanRenderer()

    manifest = parser.parse_manifest_from_dbt_generated_manifest(json.dumps(semantic_manifest))
    engine = flow.MetricFlowEngine(lookup.SemanticManifestLookup(manifest), Writer())

    def ask(metrics: Sequence[str], by: Sequence[str], where: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        request = flow.MetricFlowQueryRequest.create(
            metric_names=metrics,
            group_by_names=["metric_time__year", *(f"figure__{name}" for name in by)],
            where_constraints=where,
            output_column_order_mode=flow.OutputColumnOrderMode.INPUT_ORDER,
        )
        return night.inside(engine.explain(request).sql_statement.sql)

    return ask


@pytest.fixture(scope="module")
def published(night: Night) -> dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]:
    """Numerator, denominator and value before suppression, by indicator and figure; counties apart, which are sums."""
    found: dict[str, dict[tuple[Any, ...], tuple[Any, ...]]] = {}
    rows = night.inside(
        """
        select figures.indicator_code, year(figures.period_start), figures.association_code, figures.unit_code,
            figures.definition_set, figures.breakdown, figures.breakdown_value,
            figures.numerator, figures.denominator, figures.value
        from controller.controller.indicator_value as figures
        inner join controller.reference.association as associations using (association_code)
        where associations.kind <> 'county'
        """
    )
    for code, *rest in rows:
        found.setdefault(code, {})[tuple(rest[:6])] = tuple(rest[6:])
    return found


def _answers(ask: Ask, metrics: Sequence[str]) -> dict[str, dict[tuple[Any, ...], Any]]:
    """Ask for metrics by every dimension, some at a time; the values that there are, by metric and figure."""
    found: dict[str, dict[tuple[Any, ...], Any]] = {}
    for some in (metrics[at : at + 20] for at in range(0, len(metrics), 20)):
        rows = ask(some, DIMENSIONS)
        for at, metric in enumerate(some):
            found[metric] = {(row[0].year, *row[1:6]): row[6 + at] for row in rows if row[6 + at] is not None}
    return found


def test_every_indicator_that_is_a_sum_agrees_to_the_last_decimal(
    ask: Ask, semantic_manifest: dict[str, Any], published: dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]
) -> None:
    metrics = {metric["name"] for metric in semantic_manifest["metrics"]}
    parts = {
        name: (code, at)
        for code in sorted(metrics & set(published))
        for at, name in enumerate((f"{code}_numerator", f"{code}_denominator", code))
        if name in metrics
    }
    for name, answer in _answers(ask, list(parts)).items():
        code, at = parts[name]
        expected = {figure: said[at] for figure, said in published[code].items() if said[at] is not None}
        assert expected, name
        # a part may exist where the ratio does not: the other part is missing there
        assert expected == (answer if name == code else {figure: answer.get(figure) for figure in expected}), name


def test_only_what_no_sum_can_express_is_left_out(
    semantic_manifest: dict[str, Any], published: dict[str, dict[tuple[Any, ...], tuple[Any, ...]]], night: Night
) -> None:
    metrics = {metric["name"] for metric in semantic_manifest["metrics"]}
    not_sums = night.inside(
        """
        select distinct terms.indicator_code
        from controller.definitions.indicator_term as terms
        inner join controller.definitions.measure as measures using (measure_code)
        where not measures.adds_up
        """
    )
    assert set(published) - metrics <= {code for (code,) in not_sums}


def test_what_overlaps_gets_no_value_instead_of_a_wrong_one(ask: Ask) -> None:
    whole = "{{ Dimension('figure__unit_code') }} = '' and {{ Dimension('figure__breakdown') }} = ''"
    # programmes and their association, budget and outcome
    mixed = ask(["total_cost"], ["association_code", "definition_set"])
    assert {(row[1], row[3]) for row in mixed if row[0].year == 2019 and row[2] == "shared"} == {
        ("degerfors_karlskoga", None), ("lekeberg_orebro", None), ("sofint", None), ("sydnarke", None),
    }  # fmt: skip
    # every association once: an amount can be added, a ratio cannot
    (row,) = [
        row
        for row in ask(["total_cost", "admin_share_of_cost"], ["definition_set"], [whole])
        if row[0].year == 2019 and row[1] == "shared"
    ]
    one_by_one = ask(["total_cost"], DIMENSIONS, [whole])
    assert row[2] == sum(one[6] for one in one_by_one if one[0].year == 2019 and one[3] == "shared")
    assert row[3] is None
