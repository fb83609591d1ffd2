"""A connection to PostgreSQL, and what went wrong there in words: never the password, never a value of a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from finsam.errors import FinsamError, UsageError

if TYPE_CHECKING:
    import psycopg

OLDEST_VERSION = 150000
_SCHEMES = ("postgresql://", "postgres://")
_SECRETS = ("password", "sslpassword")
_DEFAULTS = {"connect_timeout": "10", "application_name": "finsam"}

_KEPT = (" Servern har kvar det den hade.", " The server keeps what it had.")
_STATES = {
    "2BP01": (
        "något eget, till exempel en vy, vilar på tabellerna. Ta bort det, kör igen, gör det på nytt",
        "something of your own, such as a view, rests on the tables. Drop it, run again, make it anew",
    ),
    "42501": (
        "användaren saknar behörighet. Den behöver få skapa scheman i databasen, och roller (createrole) om inte "
        "databasens förvaltare gör dem; se docs/bi.md",
        "the user lacks a right. It needs to create schemas in the database, and roles (createrole) unless the "
        "database administrator makes them; see docs/bi.md",
    ),
    "53100": ("serverns disk är full", "the disk of the server is full"),
    "55P03": (
        "läsare är i vägen just nu, och kolumnerna har ändrats sedan sist. Kör igen när färre läser",
        "readers are in the way now, and the columns have changed since last time. Run again when fewer read",
    ),
    "57014": ("servern avbröt frågan (tidsgräns)", "the server cancelled the query (time limit)"),
}


class ServerError(FinsamError):
    """The server could not be reached or said no."""


def demand_url(url: str) -> dict[str, str]:
    """Return the parts of a connection address.

    Raises:
        UsageError: It is none, or its password holds a sign that cuts it short; the message does not repeat it.
    """
    from psycopg import ProgrammingError  # noqa: PLC0415
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError:
        parts = {}
    # a password with @ / ? # unescaped ends up in the host, port or database, which messages name
    cut = any("@" in parts.get(name, "") for name in ("host", "dbname")) or not all(
        port.isdigit() for port in parts.get("port", "0").split(",")
    )
    if not url.startswith(_SCHEMES) or (not parts.keys() - {"password"} and url not in _SCHEMES) or cut:
        raise UsageError(
            "Adressen till PostgreSQL går inte att läsa. Skriv postgresql://användare@server:port/databas; tecknen "
            "@ / ? # : i ett lösenord skrivs %40 %2F %3F %23 %3A. Lösenordet hör hellre hemma i ~/.pgpass.",
            "The address of PostgreSQL cannot be read. Write postgresql://user@server:port/database; the signs "
            "@ / ? # : in a password are written %40 %2F %3F %23 %3A. The password is better kept in ~/.pgpass.",
        )
    return parts


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """Connect; what fails in there is rolled back and told in words.

    Raises:
        UsageError: The address cannot be read.
        ServerError: The server cannot be reached, is too old, or says no.
    """
    import psycopg  # noqa: PLC0415

    parts = demand_url(url)
    place = _place(parts)
    try:
        connection = psycopg.connect(**{**_DEFAULTS, **parts})  # type: ignore[arg-type]
    except psycopg.Error as error:
        said = _without_secrets(str(error).strip().splitlines()[0], parts)
        raise ServerError(
            f"PostgreSQL ({place}) svarar inte: {said}", f"No answer from PostgreSQL ({place}): {said}"
        ) from None
    try:
        with connection:
            _demand_version(connection)
            yield connection
    except psycopg.Error as error:
        sv, en = _words(error)
        raise ServerError(
            f"PostgreSQL ({place}) sade nej: {sv}.{_KEPT[0]}", f"PostgreSQL ({place}) said no: {en}.{_KEPT[1]}"
        ) from None


def _demand_version(connection: psycopg.Connection) -> None:
    if connection.info.server_version < OLDEST_VERSION:
        raise ServerError(
            "Servern är för gammal: PostgreSQL 15 eller senare behövs, så att vyer visar läsare det som är deras.",
            "The server is too old: PostgreSQL 15 or later is needed, so that views show readers what is theirs.",
        )


def _words(error: psycopg.Error) -> tuple[str, str]:
    said = error.diag.message_primary or type(error).__name__
    sv, en = _STATES.get(error.sqlstate or "", ("", ""))
    return (f"{sv} ({said})", f"{en} ({said})") if sv else (said, said)


def _place(parts: dict[str, str]) -> str:
    place = parts.get("host") or parts.get("service") or "lokalt / local"
    port = f":{parts['port']}" if "port" in parts else ""
    return f"{place}{port}/{parts.get('dbname', '')}"


def _without_secrets(text: str, parts: dict[str, str]) -> str:
    for name in _SECRETS:
        secret = parts.get(name)
        for form in (secret, quote(secret, safe="")) if secret else ():
            text = text.replace(form, "***")
    return text
