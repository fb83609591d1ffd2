"""Look findings up: in the current build, or in the one that was set aside when a night was stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from finsam.build import DATABASE
from finsam.errors import InputError, UsageError
from finsam.explain.place import Place, opened
from finsam.findings.finding import SEVERITIES
from finsam.findings.landing import last_failed, read_stopped
from finsam.sql import literal, statement

if TYPE_CHECKING:
    from pathlib import Path

    from finsam.settings import Settings

Row = dict[str, Any]
_RELATIONS = {"finding", "finding_row"}

_LIST = """
select * from finding
where ($severity is null or severity = $severity)
    and ($association_code is null or association_code = $association_code)
    and ($family is null or family = $family)
    and ($check_code is null or check_code = $check_code)
    and ($status is null or status = $status)
order by list_position(['blocking', 'error', 'warning', 'note'], severity), association_code, fiscal_year, check_code,
    subject, finding_id
"""
_ONE = "select * from finding where starts_with(finding_id, $finding_id) order by finding_id limit 2"
_ROWS = """
select relation, row_key, association_code, source, file_name, file_sha256, line_no, amount, is_suppressed
from finding_row where finding_id = $finding_id
order by relation, row_key, association_code, source, file_name, line_no
"""
# an own figure leads on to the delivered rows it is the sum of
_FIGURE_ROWS = """
select sources.relation, sources.fact_key as row_key, files.association_code, files.source, files.file_name,
    sources.file_sha256, sources.line_no, sources.amount, sources.is_suppressed
from figure_source as sources
inner join finding_row as rows on sources.relation = rows.relation and sources.fact_key = rows.row_key
left join delivery as files on sources.file_sha256 = files.file_sha256
where rows.finding_id = $finding_id and rows.file_sha256 = ''
order by sources.part, files.association_code, files.source, files.file_name, sources.line_no
"""


@dataclass(frozen=True)
class Choice:
    """Which findings are asked for; None is any."""

    severity: str | None = None
    association_code: str | None = None
    family: str | None = None
    check_code: str | None = None
    status: str | None = None

    def fits(self, finding: Row) -> bool:
        """Whether a finding is asked for."""
        return all(value is None or finding.get(name) == value for name, value in asdict(self).items())


@dataclass(frozen=True)
class Found:
    """An answer: which build it is of, and its findings."""

    build_id: str
    findings: list[Row]


def list_findings(settings: Settings, choice: Choice, failed: bool = False) -> Found:
    """Return the findings of the current build, the worst first; of the last failed night what stopped it comes first.

    Args:
        settings: The run's places.
        choice: Which ones.
        failed: Of the build that was set aside when a night was stopped.

    Raises:
        InputError: There is no such build, or it is older than this command.
        UsageError: No such severity.
    """
    if choice.severity is not None and choice.severity not in SEVERITIES:
        raise UsageError(
            f"Allvarsgraden {choice.severity} finns inte. Välj en av {', '.join(SEVERITIES)}.",
            f"There is no severity {choice.severity}. Choose one of {', '.join(SEVERITIES)}.",
        )
    with _asked(settings, failed) as (name, place, stopped):
        first = [row for row in stopped if choice.fits(row)]
        known = {row["finding_id"] for row in first}
        others = place.rows(_LIST, asdict(choice)) if place else []
        return Found(name, first + [row for row in others if row["finding_id"] not in known])


def show_finding(settings: Settings, finding_id: str, failed: bool = False) -> Row:
    """Return one finding with the rows it rests on.

    Args:
        settings: The run's places.
        finding_id: Its name, or the beginning of it.
        failed: Of the build that was set aside when a night was stopped.

    Raises:
        InputError: There is no such build, or it is older than this command.
        UsageError: No finding, or more than one, has a name that begins so.
    """
    with _asked(settings, failed) as (name, place, stopped):
        found = {row["finding_id"]: row for row in stopped if row["finding_id"].startswith(finding_id)}
        if place:
            found |= {row["finding_id"]: row for row in place.rows(_ONE, {"finding_id": finding_id})}
        if len(found) != 1:
            many = "flera iakttagelser" if found else "ingen iakttagelse"
            raise UsageError(
                f"Det finns {many} vars id börjar med {finding_id!r}. Se finsam finding list.",
                f"{'Several findings have' if found else 'No finding has'} an id that begins with {finding_id!r}. "
                "See finsam finding list.",
            )
        finding = next(iter(found.values()))
        key = {"finding_id": finding["finding_id"]}
        rows = place.rows(_ROWS, key) + place.rows(_FIGURE_ROWS, key) if place else []
        return {"build_id": name, **finding, "rows": rows}


@contextmanager
def _asked(settings: Settings, failed: bool) -> Iterator[tuple[str, Place | None, list[Row]]]:
    """The build that is asked, as its name, its database if there is one, and what stopped it."""
    if not failed:
        with opened(settings) as place:
            _demand_names(place)
            yield place.build_id, place, []
        return
    folder = last_failed(settings)
    if folder is None:
        raise InputError(
            "Ingen natt har stoppats sedan det senaste bygget. Utan --failed visas det som gäller.",
            "No night has been stopped since the latest build. Without --failed the current one is shown.",
        )
    with _opened_failed(folder) as place_or_none:
        yield folder.name, place_or_none, read_stopped(folder)


@contextmanager
def _opened_failed(folder: Path) -> Iterator[Place | None]:
    """The database that was set aside; None where the night was stopped before it had findings."""
    import duckdb  # noqa: PLC0415

    if not (folder / DATABASE).is_file():
        yield None
        return
    with duckdb.connect() as connection:
        connection.execute(statement("attach {} as build (read_only)", literal(folder / DATABASE)))
        place = Place(connection, folder.name, is_whole=True)
        if not _has_findings(place):
            yield None
            return
        connection.execute("use build.controller")
        yield place


def _has_findings(place: Place) -> bool:
    found = place.rows(
        "select table_name from duckdb_columns() where database_name = 'build' and column_name = 'finding_id' "
        "and schema_name = $schema and table_name in ('finding', 'finding_row')",
        {"schema": "controller" if place.is_whole else "published"},
    )
    return {row["table_name"] for row in found} == _RELATIONS


def _demand_names(place: Place) -> None:
    if not _has_findings(place):
        raise InputError(
            "Det gällande bygget är äldre än detta kommando. Kör finsam nightly.",
            "The current build is older than this command. Run finsam nightly.",
        )
