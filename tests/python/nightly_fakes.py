"""A small project and a dbt that is not dbt, for tests of the steps around it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from finsam.build import DbtJob
from finsam.settings import Settings

REPOSITORY = Path(__file__).resolve().parents[2]

BUDGET = """År;Version;Beslutsdatum;Nivå;Avsnitt;Grupp;Rad;Konto;Insats-id;Kostnadsslag;Belopp
2022;beslutad-2021-11-23;2021-11-23;line;Kostnader;Kansli;Chef;;;administration;1 000 000,50
2022;beslutad-2021-11-23;2021-11-23;line;Kostnader;Team;Coacher;;;individual;2 000 000
"""

_CODE_LISTS = (
    "definitions/orientation.csv",
    "definitions/survey.csv",
    "definitions/means_of_support.csv",
    "definitions/target_group.csv",
    "reference/municipality.csv",
)

FUNDING = """År;Finansiär;Finansiärstyp;Mottaget;Förbrukat
2021;Försäkringskassan;state;1000000;
"""

_TABLES = """
create schema published; create schema controller.controller;
create table published.delivery as select association_code, source, file_name, file_sha256, status, rows_in, rows_read,
    rows_quarantined, control_total_sek, reason_code, reason_code as reason,
    reason_code as reason_en from read_parquet($delivery);
create table published.build as select build_id, as_of, code_revision, definitions_sha256, inputs_sha256, file_count,
    cast(null as timestamp) as started, cast(null as timestamp) as finished from read_parquet($run);
create table published.budget_outcome as
    select d.association_code, b.fiscal_year, b.line_text, b.amount_sek from read_parquet($budget) as b
    join read_parquet($delivery) as d on d.file_sha256 = b.file_sha256;
create table published.indicator_value as
    select 'admin_share_of_cost' as indicator_code, d.association_code, '' as unit_code, 'year' as period_type,
        make_date(b.fiscal_year, 1, 1) as period_start, make_date(b.fiscal_year, 12, 31) as period_end,
        'shared' as definition_set, '' as breakdown, '' as breakdown_value,
        cast(sum(case when b.cost_category_as_booked = 'administration' then b.amount_sek end) / sum(b.amount_sek)
            as decimal(18, 6)) as value
    from read_parquet($budget) as b join read_parquet($delivery) as d on d.file_sha256 = b.file_sha256
    group by all;
create table published.finding (finding_id varchar, check_code varchar, family varchar, severity varchar,
    association_code varchar, fiscal_year bigint, subject varchar, expected decimal(28, 6), actual decimal(28, 6),
    difference decimal(28, 6), message_sv varchar, message_en varchar, guidance_sv varchar, guidance_en varchar,
    owner varchar, status varchar);
insert into published.finding values
    ('demo1', 'demo', 'structure', 'note', '', null, 'it', null, null, null, 'sv', 'en', '', '', 'controller', 'open');
create table published.finding_row (finding_id varchar, relation varchar, row_key varchar, association_code varchar,
    source varchar, file_name varchar, file_sha256 varchar, line_no bigint, amount decimal(28, 6),
    is_suppressed boolean);
create view published.figure_source as select '' as relation, '' as fact_key, '' as part, '' as file_sha256,
    cast(null as bigint) as line_no, cast(null as decimal(28, 6)) as amount, false as is_suppressed where 1 = 0;
create table published.grade_reason (fact_key varchar);
create view controller.controller.finding as select * from published.finding;
create view controller.controller.finding_row as select * from published.finding_row;
create view controller.controller.figure_source as select * from published.figure_source;
create view controller.controller.delivery as select * from published.delivery;
"""

RUN_TABLE = """
create table published.run (run_id varchar, status varchar, exit_code bigint, started timestamp, finished
    timestamp, duration_seconds decimal(18,2), build_id varchar, as_of date, files bigint, files_new bigint,
    files_changed bigint, rows_read bigint, rows_quarantined bigint, findings_blocking bigint, findings_error
    bigint, findings_warning bigint, findings_note bigint, peak_memory_mb bigint, receive_seconds decimal(18,2),
    definitions_seconds decimal(18,2), read_seconds decimal(18,2), check_seconds decimal(18,2), build_seconds
    decimal(18,2), audit_seconds decimal(18,2), publish_seconds decimal(18,2), stopped_at varchar, stopped_sv
    varchar, stopped_en varchar)
"""
"""The history of runs, for tests that look at it."""

# what a property file says
_SAID: dict[str, dict[str, object]] = {
    "model.finsam.published__budget_outcome": {
        "alias": "budget_outcome",
        "description": "Budget, it's one row\nper line",
        "columns": {"association_code": {"description": "Association"}, "amount_sek": {"description": "SEK"}},
        "config": {
            "enabled": True,
            "materialized": "table",
            "schema": "published",
            "meta": {"key": ["association_code", "fiscal_year", "line_text"]},
        },
    }
}


@dataclass
class FakeDbt:
    """Writes a tiny controller.duckdb and dbt's two artifacts.

    `also` is SQL run at the end, `statuses` replaces the status of a node, `missing` leaves nodes out of the results.
    """

    also: str = ""
    statuses: dict[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    before: Callable[[], None] = lambda: None
    runs: int = 0

    def __call__(self, job: DbtJob, progress: Callable[[int, int], None]) -> int:
        self.runs += 1
        self.before()
        raw = job.settings.raw
        places = {name: str(raw / name / "*.parquet") for name in ("delivery", "run", "budget")}
        with duckdb.connect(str(job.database)) as connection:
            for sql in [part for part in _TABLES.split(";") if part.strip()]:
                used = {name: place for name, place in places.items() if f"${name}" in sql}
                connection.execute(sql, used)
            if self.also:
                connection.execute(self.also)
        nodes = [
            "model.finsam.delivery",
            "model.finsam.published__budget_outcome",
            "test.finsam.money_in_is_money_out.abc",
            "seed.finsam.cost_rule",
        ]
        results = [
            {"unique_id": node, "status": self.statuses.get(node, "success"), "failures": 2, "message": "no"}
            for node in nodes
            if node not in self.missing
        ]
        manifest = {
            "nodes": {node: _node(node) | _SAID.get(node, {}) for node in nodes},
            "unit_tests": {"unit_test.finsam.m.rule_hits": _node("unit_test.finsam.m.rule_hits")},
        }
        _write(job.settings.target / "manifest.json", manifest)
        _write(job.settings.target / "run_results.json", {"results": results})
        progress(len(nodes), len(nodes))
        return 0


def _node(unique_id: str) -> dict[str, object]:
    kind, _, name = unique_id.split(".")[:3]
    return {"resource_type": kind, "name": name, "config": {"enabled": True, "materialized": "table"}}


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def make_project(folder: Path, suites: bool = False) -> Settings:
    """Lay out a project with one association and two deliveries; Great Expectations only where asked for."""
    project = folder / "project"
    reference = project / "seeds" / "reference"
    reference.mkdir(parents=True)
    (reference / "association.csv").write_text("association_code,name\nalfa,Alfa\nbeta,Beta\n", encoding="utf-8")
    decisions = project / "seeds" / "decisions"
    decisions.mkdir()
    for name in ("decision", "closed_period", "restated_figure"):
        with (REPOSITORY / "seeds" / "decisions" / f"{name}.csv").open(encoding="utf-8") as seed:
            (decisions / f"{name}.csv").write_text(seed.readline(), encoding="utf-8")
    (project / "dbt_project.yml").write_text("name: demo\n", encoding="utf-8")
    if suites:
        shutil.copytree(REPOSITORY / "expectations", project / "expectations")
        for seed in _CODE_LISTS:
            shutil.copy(REPOSITORY / "seeds" / seed, _made(project / "seeds" / seed))
    settings = Settings(project=project, exports=folder / "exports", var=folder / "var")
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET)
    deliver(settings, "alfa/funding/funding_2021.csv", FUNDING)
    return settings


def deliver(settings: Settings, place: str, content: str | bytes) -> Path:
    """Put one file into exports."""
    path = settings.exports / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def open_files(settings: Settings) -> dict[str, bytes]:
    """The canonical exports of the current build."""
    return {path.name: path.read_bytes() for path in sorted((settings.current / "open").iterdir())}
