"""The commands that put the published schema into PostgreSQL: finsam publish --postgres, finsam nightly --postgres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from finsam.errors import FinsamError

if TYPE_CHECKING:
    from finsam.console import Section
    from finsam.settings import Settings

PostgresOption = Annotated[
    str | None,
    typer.Option(
        "--postgres",
        metavar="URL",
        help="Lägg det gällande byggets schema published i denna databas, i en transaktion; inget annat görs. "
        "postgresql://användare@server/databas, lösenordet hellre i ~/.pgpass. / "
        "Put the current build's schema published into this database, in one transaction; nothing else is done.",
    ),
]
NightlyPostgresOption = Annotated[
    str | None,
    typer.Option(
        "--postgres",
        metavar="URL",
        envvar="FINSAM_POSTGRES",
        show_default=False,
        help="Lägg också bygget i denna databas när det är publicerat här. postgresql://användare@server/databas / "
        "Also put the build into this database once it is published here.",
    ),
]

FAILED = "failed"


def demand_postgres(url: str | None) -> None:
    """Read the address before the night begins.

    Raises:
        UsageError: It cannot be read.
    """
    from finsam.bi.server import demand_url  # noqa: PLC0415

    if url is not None:
        demand_url(url)


def mirror(settings: Settings, url: str) -> dict[str, Any]:
    """Put the build that a night left current into PostgreSQL; a server that says no does not undo the night.

    Returns:
        What finsam.bi.postgres.load returns; status failed with exit_code and the messages where it could not.
    """
    from finsam.bi.postgres import load  # noqa: PLC0415

    try:
        return load(settings, url, unless_there=True)
    except FinsamError as error:
        return {
            "status": FAILED,
            "exit_code": error.exit_code,
            "message_sv": f"{error.message_sv} Bygget här är publicerat; nästa nightly försöker igen.",
            "message_en": f"{error.message_en} The build here is published; the next nightly tries again.",
        }


def mirror_sections(outcome: dict[str, Any] | None) -> list[Section]:
    """Return what became of the build in PostgreSQL, for a person; nothing where none was asked for."""
    from finsam.bi.postgres import LOADED  # noqa: PLC0415
    from finsam.console import Section  # noqa: PLC0415

    if outcome is None:
        return []
    if outcome["status"] == FAILED:
        lines = [outcome["message_sv"], outcome["message_en"]]
    elif outcome["status"] != LOADED:
        lines = [f"Bygget finns där redan / the build is there already: {outcome['build_id']}"]
    else:
        rows = outcome["rows"]
        lines = [
            f"Bygge / build: {outcome['build_id']} (förut / before: {outcome['previous_build'] or '–'})",
            f"{len(rows)} tabeller / tables, {sum(rows.values())} rader / rows",
            f"Läsarroller / reader roles: {', '.join(outcome['roles'])}",
        ]
    return [Section("PostgreSQL", [[line] for line in lines])]
