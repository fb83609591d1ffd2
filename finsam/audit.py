"""Step audit: is the build fit to be published? Failed tests and blocking findings say no, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from finsam.build import DATABASE, RUN_FILE
from finsam.errors import BlockedError, InputError
from finsam.files import read_json
from finsam.findings.dbt_tests import results_of_dbt
from finsam.findings.finding import BLOCKING, OPEN, Finding
from finsam.findings.landing import land, new_failed, write_stopped
from finsam.periods.guard import problems as closed_period_problems
from finsam.settings import Settings
from finsam.sql import dictionaries, literal, statement

if TYPE_CHECKING:
    import duckdb

_SHOWN = 10
_CLOSED = "closed_period_changed"
_CONTINUITY = "continuity"


def audit(settings: Settings) -> list[str]:
    """Look through the build in progress.

    Returns:
        The names of the dbt tests that warned.

    Raises:
        InputError: There is no build in progress.
        BlockedError: A node or test failed, or a finding is blocking. The build is set aside for inspection as
            var/builds/.failed-<build_id>; only the last one is kept.
    """
    run = read_json(settings.work / RUN_FILE)
    if not isinstance(run, dict):
        raise InputError(
            "Det finns inget bygge att granska. Kör finsam build (eller finsam nightly) först.",
            "There is no build to audit. Run finsam build (or finsam nightly) first.",
        )
    with _built(settings) as connection:
        tests = results_of_dbt(settings, connection)
        problems = [
            *tests.failed,
            *_blocking_findings(connection),
            *_closed_periods(settings, connection, bool(tests.failed)),
        ]
    land(settings.work / DATABASE, tests.warned)
    if not problems:
        return tests.warned_names
    place = set_aside(settings, str(run["build_id"]))
    write_stopped(place, problems)
    shown = problems[:_SHOWN]
    more = len(problems) - len(shown)
    raise BlockedError(
        _listed(
            f"{len(problems)} spärrande fel; inget publicerades och det förra bygget ligger kvar:",
            [problem.sentence_sv for problem in shown],
            f"... och {more} till." if more else "",
            "Rätta och kör finsam nightly igen. Alla felen: finsam finding list --failed.",
            f"Det granskade bygget ligger i {place}.",
        ),
        _listed(
            f"{len(problems)} blocking failures; nothing was published and the previous build is still there:",
            [problem.sentence_en for problem in shown],
            f"... and {more} more." if more else "",
            "Correct this and run finsam nightly again. All of them: finsam finding list --failed.",
            f"The audited build lies in {place}.",
        ),
        problems,
    )


def set_aside(settings: Settings, name: str) -> Path:
    """Move the build in progress to var/builds/.failed-<name>, the only failed one that is kept."""
    place = new_failed(settings, name)
    if settings.work.exists():
        settings.work.rename(place)
    return place


def _listed(*parts: str | list[str]) -> str:
    lines: list[str] = []
    for part in parts:
        lines += [f"- {line}" for line in part] if isinstance(part, list) else [part]
    return "\n".join(line for line in lines if line)


@contextmanager
def _built(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the build read-only under the name that its compiled SQL and views use."""
    import duckdb  # noqa: PLC0415

    with duckdb.connect() as connection:
        connection.execute(statement("set temp_directory = {}", literal(settings.spill)))
        connection.execute(statement("attach {} as controller (read_only)", literal(settings.work / DATABASE)))
        yield connection


def _closed_periods(settings: Settings, connection: duckdb.DuckDBPyConnection, is_stopped: bool) -> list[Finding]:
    """What the build would change in closed periods; where a model failed there may be nothing to compare."""
    import duckdb  # noqa: PLC0415

    try:
        said = closed_period_problems(settings, connection)
    except duckdb.CatalogException:
        if is_stopped:
            return []
        raise
    return [
        Finding(
            _CLOSED,
            _CONTINUITY,
            BLOCKING,
            sv,
            en,
            short_sv=sv.splitlines()[0],
            short_en=en.splitlines()[0],
            number=number,
            catalogued=False,
        )
        for number, (sv, en) in enumerate(said, 1)
    ]


def _blocking_findings(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    # all names are full, for controller is the file and also one of its schemas
    there = connection.execute(
        "select 1 from duckdb_columns() where database_name = 'controller' and schema_name = 'controller' "
        "and table_name = 'finding'"
    ).fetchone()
    if there is None:
        return []
    cursor = connection.execute(
        """
        select * from controller.controller.finding
        where severity = $severity and status = $status order by all
        """,
        {"severity": BLOCKING, "status": OPEN},
    )
    known = {field.name for field in fields(Finding)}
    return [Finding(**{name: value for name, value in row.items() if name in known}) for row in dictionaries(cursor)]
