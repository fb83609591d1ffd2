"""Closed periods stay as published: what would change in the build at hand, and why."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.build import DATABASE, RUN_FILE
from finsam.console import shorten
from finsam.files import read_json
from finsam.masking import mask
from finsam.periods.figures import Figure, Period, closed_relations, figures
from finsam.periods.records import Restatement, closings, frozen, plain, restatements
from finsam.publish import RECEIPT
from finsam.settings import Settings
from finsam.sql import identifier, literal, statement

if TYPE_CHECKING:
    import duckdb

CONTROLLER = "controller"
ASSOCIATION = "association"
_FIGURES_SHOWN = 8
_CAUSES_SHOWN = 6
_FIRST_SHOWN = ("cost_split", "indicator_value")
_DEFINITION_SCHEMAS = ("decisions", "definitions", "reference")
_RECORDS = ("closed_period", "restated_figure", "decision")


@dataclass(frozen=True)
class Change:
    """A figure of a closed period that is not what it was.

    Args:
        period: Whose closed period.
        figure: Which number.
        before: As published, or as last restated; None where there was none.
        after: In the build at hand; None where it is gone.
    """

    period: Period
    figure: Figure
    before: Decimal | None
    after: Decimal | None


def changes(project: Path, connection: duckdb.DuckDBPyConnection) -> list[Change]:
    """Compare the figures of all closed periods with the build attached as `controller`.

    New figures of a closed period are no change: nothing was published in their place.

    Raises:
        InputError: A record of a closing cannot be read or was edited.
    """
    closed = closings(project)
    if not closed:
        return []
    relations, restated = closed_relations(project), restatements(project)
    found = []
    for closing in closed:
        now = figures(connection, CONTROLLER, closing.period, relations)
        for figure, value in _expected(frozen(project, closing), closing.period, restated).items():
            if now.get(figure) != value:
                found.append(Change(closing.period, figure, value, now.get(figure)))
    return found


def additions(project: Path, connection: duckdb.DuckDBPyConnection, changed: Sequence[Change]) -> list[Change]:
    """Return the new figures beside changed ones: what a restatement lets in where money moves to a new row.

    Args:
        project: The folder of seeds/.
        connection: A connection with the build attached as `controller`.
        changed: The changes of one period.

    Raises:
        InputError: A record of a closing cannot be read or was edited.
    """
    relations = {change.figure.relation for change in changed}
    found = []
    for closing in closings(project):
        if closing.period not in {change.period for change in changed}:
            continue
        known = {
            *frozen(project, closing),
            *(row.figure for row in restatements(project) if row.period == closing.period),
        }
        listed = [relation for relation in closed_relations(project) if relation.name in relations]
        now = figures(connection, CONTROLLER, closing.period, listed)
        found += [Change(closing.period, figure, None, value) for figure, value in now.items() if figure not in known]
    return found


def _expected(
    published: Mapping[Figure, Decimal], period: Period, restated: Sequence[Restatement]
) -> dict[Figure, Decimal]:
    """What each figure shall be: as published, or as the last decision left it; one that it removed is free."""
    latest: dict[Figure, Decimal | None] = dict(published)
    latest.update({row.figure: row.as_restated for row in restated if row.period == period})
    return {figure: value for figure, value in latest.items() if value is not None}


def problems(settings: Settings, connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Say in Swedish and English which closed periods the build at hand would change, from what to what, and why.

    Raises:
        InputError: A record of a closing cannot be read or was edited.
    """
    changed = changes(settings.project, connection)
    if not changed:
        return []
    causes = list(_causes(settings, connection, {change.period.association_code for change in changed}))
    return [
        _words([change for change in changed if change.period == period], causes)
        for period in sorted({change.period for change in changed})
    ]


def _words(changed: list[Change], causes: list[tuple[str, str]]) -> tuple[str, str]:
    period = changed[0].period
    in_order = sorted(changed, key=lambda change: (change.figure.relation not in _FIRST_SHOWN, change.figure))
    shown = [
        f"  {change.figure.relation} {change.figure.key} {change.figure.measure}: "
        f"{plain(change.before) or '–'} -> {plain(change.after) or '–'}"
        for change in in_order[:_FIGURES_SHOWN]
    ]
    more = len(changed) - len(shown)
    year = f"--year {period.end.year}"
    sv = [
        f"stängd period {period}: publicerade tal som skulle ändras: {len(changed)}",
        *shown,
        *([f"  ... och {more} till"] if more else []),
        *[f"  orsak: {cause}" for cause, _ in causes],
        "  Återställ orsaken, eller besluta om omräkning (restate = true i seeds/decisions/decision.csv) och kör "
        f"finsam periods restate --association {period.association_code} {year} --decision <beslut>.",
    ]
    en = [
        f"closed period {period}: published figures that would change: {len(changed)}",
        *shown,
        *([f"  ... and {more} more"] if more else []),
        *[f"  cause: {cause}" for _, cause in causes],
        "  Undo the cause, or decide to restate (restate = true in seeds/decisions/decision.csv) and run "
        f"finsam periods restate --association {period.association_code} {year} --decision <decision>.",
    ]
    return "\n".join(sv), "\n".join(en)


def _causes(
    settings: Settings, connection: duckdb.DuckDBPyConnection, associations: set[str]
) -> Iterator[tuple[str, str]]:
    """What differs from the build that is published now: files, definition rows, code."""
    earlier = settings.current.resolve()
    receipt = read_json(earlier / RECEIPT)
    run = read_json(settings.work / RUN_FILE)
    if not isinstance(receipt, dict) or not isinstance(run, dict) or not (earlier / DATABASE).is_file():
        yield (
            "inget tidigare bygge finns att jämföra med i var",
            "there is no earlier build in var to compare with",
        )
        return
    found = list(_limited(_files(settings, receipt, associations)))
    if receipt["definitions_sha256"] != run["definitions_sha256"]:
        found += _limited(_rules(connection, earlier / DATABASE))
    if receipt["code_revision"] != run["code_revision"]:
        old, new = str(receipt["code_revision"])[:12], str(run["code_revision"])[:12]
        found.append((f"koden har ändrats ({old} -> {new})", f"the code has changed ({old} -> {new})"))
    if receipt["as_of"] != str(run["as_of"]):
        found.append(
            (
                f"talen ses från en annan dag ({receipt['as_of']} -> {run['as_of']})",
                f"the figures are seen from another day ({receipt['as_of']} -> {run['as_of']})",
            )
        )
    yield from found


def _limited(causes: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    listed = list(causes)
    yield from listed[:_CAUSES_SHOWN]
    more = len(listed) - _CAUSES_SHOWN
    if more > 0:
        yield f"... och {more} till", f"... and {more} more"


def _files(settings: Settings, receipt: Mapping[str, Any], associations: set[str]) -> Iterator[tuple[str, str]]:
    from finsam.receive import load_inputs  # noqa: PLC0415

    before = {(f["association_code"], f["source"], f["file_name"]): f["file_sha256"] for f in receipt["inputs"]}
    after = {(f.association_code, f.source, f.file_name): f.file_sha256 for f in load_inputs(settings).accepted}
    unrelated = _other_associations(settings.project, associations)
    for place in sorted(before.keys() | after.keys()):
        if before.get(place) == after.get(place) or place[0] in unrelated:
            continue
        name = "/".join(place)
        if place not in before:
            yield f"filen {name} är ny", f"the file {name} is new"
        elif place not in after:
            yield f"filen {name} är borta", f"the file {name} is gone"
        else:
            yield f"filen {name} har nytt innehåll", f"the file {name} has new content"


def _other_associations(project: Path, associations: set[str]) -> set[str]:
    """Associations whose files cannot be the cause; a county rests on the files of all."""
    with (project / "seeds" / "reference" / "association.csv").open(encoding="utf-8-sig", newline="") as file:
        kinds = {row["association_code"]: row.get("kind", ASSOCIATION) for row in csv.DictReader(file)}
    if any(kinds.get(code) != ASSOCIATION for code in associations):
        return set()
    return {code for code, kind in kinds.items() if kind == ASSOCIATION} - associations


def _rules(connection: duckdb.DuckDBPyConnection, earlier: Path) -> Iterator[tuple[str, str]]:
    connection.execute(statement("attach {} as earlier (read_only)", literal(earlier)))
    try:
        tables = connection.execute(
            """
            select schema_name, table_name from duckdb_tables()
            where database_name in ('controller', 'earlier') and list_contains($schemas, schema_name)
                and not list_contains($records, table_name)
            group by schema_name, table_name having count(*) = 2
            order by schema_name, table_name
            """,
            {"schemas": list(_DEFINITION_SCHEMAS), "records": list(_RECORDS)},
        ).fetchall()
        for schema, table in tables:
            place = statement("{}.{}", identifier(schema), identifier(table))
            for words, (old, new) in {
                ("borta eller ändrad", "gone or changed"): ("earlier", "controller"),
                ("ny eller ändrad", "new or changed"): ("controller", "earlier"),
            }.items():
                query = statement(
                    "select * from {}.{} except all select * from {}.{} order by all",
                    identifier(old),
                    place,
                    identifier(new),
                    place,
                )
                for row in connection.execute(query).fetchall():
                    text = mask(shorten(", ".join(str(cell) for cell in row if cell is not None), 160))
                    yield f"{table}.csv, rad {words[0]}: {text}", f"{table}.csv, row {words[1]}: {text}"
    finally:
        connection.execute("detach earlier")
