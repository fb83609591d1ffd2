"""The published schema in PostgreSQL: one transaction, so that readers see the old build or the new one, never a mix.

The rows of a build replace those of the one before by delete and copy, which hides nothing from readers and waits for
none. Only where tables or policies themselves have changed are they made anew, when nobody reads.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from finsam.bi.access import COUNTY, READER, reader_roles
from finsam.bi.description import SCHEMA
from finsam.bi.package import read_keys
from finsam.bi.server import ServerError, connected
from finsam.bi.tables import Shape, read_shape
from finsam.errors import BusyError, InputError
from finsam.log import LOGGER
from finsam.published import Published, opened
from finsam.settings import Settings
from finsam.sql import Sql, identifier, literal, statement

if TYPE_CHECKING:
    import psycopg

LOADED, THERE = "loaded", "there"
_LOCK = 0x46494E53414D  # FINSAM: the key of the advisory lock
_BATCH = 10_000
_TRIES, _TRIES_A_SECOND = 300, 10


def load(settings: Settings, url: str, unless_there: bool = False) -> dict[str, Any]:
    """Put the current build's published schema into PostgreSQL.

    Args:
        settings: The run's places.
        url: postgresql://user@server:port/database
        unless_there: Do nothing where the server has this build already.

    Returns:
        status (loaded, or there), build_id, previous_build, rows per relation, roles.

    Raises:
        UsageError: The address cannot be read.
        InputError: Nothing is published, or by an older version that did not say whose figures there are.
        BusyError: Another load is running.
        ServerError: The server cannot be reached or says no; it keeps what it had.
    """
    with opened(settings) as published:
        if not published.has("association", "association_code", "kind"):
            raise InputError(
                "Det gällande bygget är gjort av en äldre version. Kör finsam nightly först.",
                "The current build was made by an older version. Run finsam nightly first.",
            )
        shape = read_shape(published, read_keys(published.folder / "open"))
        with connected(url) as connection:
            _lock(connection)
            mark, before = _state(connection)
            fits = mark == shape.mark
            roles = reader_roles(published.rows("select * from published.association order by association_code"))
            outcome = {"build_id": published.build_id, "previous_build": before, "roles": [COUNTY, *roles]}
            if unless_there and fits and before == published.build_id:
                return {"status": THERE, **outcome}
            _ensure_roles(connection, roles)
            if fits:
                _run(connection, *(statement("delete from {}", _table(name)) for name in shape.tables))
            else:
                _make(connection, shape, mark)
            rows = {name: _copy(connection, published, name, shape, fresh=not fits) for name in shape.tables}
            _run(connection, *shape.comments, *(statement("analyze {}", _table(name)) for name in shape.tables))
        LOGGER.info("loaded %s into PostgreSQL", published.build_id)
        return {"status": LOADED, **outcome, "rows": rows}


def _run(connection: psycopg.Connection, *statements: Sql) -> None:
    if statements:
        connection.execute(";\n".join(statements).encode())


def _table(name: str) -> Sql:
    return statement("{}.{}", identifier(SCHEMA), identifier(name))


def _lock(connection: psycopg.Connection) -> None:
    """Hold the one lock of all loads until the transaction ends."""
    got = connection.execute("select pg_try_advisory_xact_lock(%s)", [_LOCK]).fetchone()
    if not got or not got[0]:
        raise BusyError(
            "En annan publicering till samma databas pågår. Kör igen när den är klar.",
            "Another publication to the same database is running. Run again when it has ended.",
        )


def _state(connection: psycopg.Connection) -> tuple[str | None, str | None]:
    """Return the mark of the schema and the build in it; None where there is none."""
    row = connection.execute(
        "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = %s", [SCHEMA]
    ).fetchone()
    if row is None:
        return None, None
    mark = str(row[0])
    if not mark.startswith("finsam "):
        raise ServerError(
            "Databasen har redan ett schema published som inte är gjort av finsam. Välj en annan databas.",
            "The database already has a schema published that finsam did not make. Choose another database.",
        )
    build = connection.execute(b"select build_id from published.build").fetchone()
    return mark, str(build[0]) if build else None


def _ensure_roles(connection: psycopg.Connection, roles: list[str]) -> None:
    """Create the group roles that are missing; what the administrator has granted them is left alone."""
    wanted = [READER, COUNTY, *roles]
    there = connection.execute(
        "select rolname, rolsuper or rolbypassrls from pg_roles where rolname = any(%s)", [wanted]
    ).fetchall()
    mighty = [name for name, sees_all in there if sees_all]
    if mighty:
        raise ServerError(
            f"Rollen {mighty[0]} är superuser eller går förbi radskyddet; en läsarroll får inte vara det.",
            f"The role {mighty[0]} is a superuser or bypasses row security; a reader role must not.",
        )
    missing = set(wanted) - {name for name, _ in there}
    _run(connection, *(statement("create role {} nologin", identifier(name)) for name in wanted if name in missing))
    outside = connection.execute(
        "select rolname from pg_roles where rolname = any(%s) and not pg_has_role(oid, %s, 'usage') order by rolname",
        [roles, READER],
    ).fetchall()
    _run(connection, *(statement("grant {} to {}", identifier(READER), identifier(name)) for (name,) in outside))


def _make(connection: psycopg.Connection, shape: Shape, mark: str | None) -> None:
    """Make the tables and views anew."""
    if mark is None:
        _run(connection, statement("create schema {}", identifier(SCHEMA)))
    else:
        _drop(connection)
    _run(connection, *shape.making)
    _run(connection, statement("comment on schema {} is {}", identifier(SCHEMA), literal(shape.mark)))


def _drop(connection: psycopg.Connection) -> None:
    """Drop what an earlier load made, in a moment when nobody reads it: waiting for one lock of many is a deadlock."""
    from psycopg.errors import LockNotAvailable  # noqa: PLC0415

    own = connection.execute(
        """
        select relname, relkind = 'v' from pg_class
        where relnamespace = %s::regnamespace and relowner = current_user::regrole and relkind in ('r', 'v')
        order by relname
        """,
        [SCHEMA],
    ).fetchall()
    tables = Sql(", ".join(_table(name) for name, is_view in own if not is_view))
    views = Sql(", ".join(_table(name) for name, is_view in own if is_view))
    for attempt in range(1, _TRIES + 1):
        try:
            with connection.transaction():
                _run(connection, statement("lock table {} in access exclusive mode nowait", tables))
            break
        except LockNotAvailable:
            if attempt == _TRIES:
                raise
            time.sleep(1 / _TRIES_A_SECOND)
    if views:
        _run(connection, statement("drop view {}", views))
    _run(connection, statement("drop table {}", tables))


def _copy(connection: psycopg.Connection, published: Published, name: str, shape: Shape, fresh: bool) -> int:
    """Copy the rows of one relation; returns their number.

    Rows of a fresh table are frozen: a reader whose transaction began before it was made sees them whole, not none.
    """
    columns = Sql(", ".join(map(identifier, shape.tables[name])))
    source = published.connection.execute(statement("select {} from {}", columns, _table(name)))
    options = Sql(" with (freeze)" if fresh else "")
    with connection.cursor() as cursor:
        with cursor.copy(statement("copy {} ({}) from stdin{}", _table(name), columns, options).encode()) as target:
            while rows := source.fetchmany(_BATCH):
                for row in rows:
                    target.write_row(row)
        return cursor.rowcount
