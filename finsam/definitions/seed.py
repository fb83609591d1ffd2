"""Loading one seed the way dbt loads it, and saying which cell is wrong where it cannot be loaded."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from finsam.definitions.folder import ProposalError, SeedFile
from finsam.definitions.recipe import Node
from finsam.masking import mask
from finsam.sql import Sql, identifier, literal, statement

if TYPE_CHECKING:
    import duckdb

_SHOWN = 5
_EXPECTED = {
    "date": ("ett datum som 2019-01-31", "a date such as 2019-01-31"),
    "boolean": ("true eller false", "true or false"),
    "decimal": ("ett tal med punkt, som 0.30", "a number with a point, such as 0.30"),
    "integer": ("ett helt tal", "a whole number"),
    "bigint": ("ett helt tal", "a whole number"),
}


@dataclass(frozen=True)
class Sheet:
    """A seed as written.

    Args:
        file: Where it comes from.
        header: The columns, in the order of the file.
        types: Column -> type.
        rows: The line a row begins on, and its cells as text; a blank line is no row.
    """

    file: SeedFile
    header: tuple[str, ...]
    types: dict[str, str]
    rows: tuple[tuple[int, list[str]], ...]


def load_seed(connection: duckdb.DuckDBPyConnection, node: Node, file: SeedFile, relation: Sql, scratch: Path) -> None:
    """Create a relation with the rows of a seed: its stated column types, an empty cell is NULL.

    Args:
        connection: Where to create it.
        node: What the build knows of the seed.
        file: The bytes.
        relation: The quoted name to create.
        scratch: A folder for the bytes, which DuckDB reads from a file.

    Raises:
        ProposalError: A row or cell cannot be loaded.
    """
    import duckdb  # noqa: PLC0415

    sheet = read_sheet(node, file)
    columns = statement(", ".join("{} {}" for _ in sheet.header), *_typed(sheet))
    connection.execute(statement("create table {} ({})", relation, columns))
    place = scratch / f"{node.name}.csv"
    place.write_bytes(file.data)
    copy = statement("copy {} from {} (format csv, header true, delimiter ',')", relation, literal(place))
    try:
        connection.execute(copy)
    except duckdb.Error as error:
        raise _explained(connection, sheet, str(error)) from None


def read_sheet(node: Node, file: SeedFile) -> Sheet:
    """Read the cells of a seed as text.

    Raises:
        ProposalError: It is no table with the columns that the seed has.
    """
    rows = list(_records(file))
    header = _checked_header(node, file, rows)
    return Sheet(file, tuple(header), dict(node.column_types or {}), tuple(rows[1:]))


def _records(file: SeedFile) -> Iterator[tuple[int, list[str]]]:
    """Every record with the line it begins on; blank lines are left out."""
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.data.count(b"\n", 0, error.start) + 1
        raise ProposalError(
            f"{file.place} rad {line}: filen är inte UTF-8. Spara den som «CSV UTF-8».",
            f"{file.place} line {line}: the file is not UTF-8. Save it as CSV UTF-8.",
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    began = 1
    try:
        for record in reader:
            if record:
                yield began, record
            began = reader.line_num + 1
    except csv.Error:
        raise ProposalError(
            f'{file.place} rad {began}: citattecken som inte går ihop. Skriv " runt hela cellen och "" för ett inuti.',
            f'{file.place} line {began}: quotes that do not match. Put " around the whole cell and "" for one within.',
        ) from None


def _checked_header(node: Node, file: SeedFile, rows: Sequence[tuple[int, list[str]]]) -> list[str]:
    known = list(node.column_types or {})
    header = rows[0][1] if rows else []
    if header[:1] and ";" in header[0]:
        raise ProposalError(
            f"{file.place} rad 1: kolumnerna är åtskilda med semikolon. Spara med komma som avgränsare.",
            f"{file.place} line 1: the columns are separated by semicolons. Save with commas.",
        )
    for name in header:
        if name not in known:
            absent = [column for column in known if column not in header] or known
            near = difflib.get_close_matches(name, absent, n=1, cutoff=0.0)[0]
            raise ProposalError(
                f"{file.place} rad 1: kolumnen «{mask(name)}» finns inte. Menades {near}?",
                f"{file.place} line 1: there is no column «{mask(name)}». Was {near} meant?",
            )
    missing = [name for name in known if header.count(name) != 1]
    if missing:
        listed = ", ".join(missing)
        raise ProposalError(
            f"{file.place} rad 1: dessa kolumner ska finnas en gång var: {listed}.",
            f"{file.place} line 1: these columns are to be there once each: {listed}.",
        )
    for line, record in rows[1:]:
        if len(record) != len(header):
            raise ProposalError(
                f"{file.place} rad {line}: {len(record)} celler, men rubriken har {len(header)} kolumner. "
                'Räkna kommatecknen; en text med komma ska stå inom ".',
                f"{file.place} line {line}: {len(record)} cells, but the header has {len(header)} columns. "
                'Count the commas; a text with a comma must stand within ".',
            )
    return header


def _typed(sheet: Sheet) -> Iterator[Sql]:
    for name in sheet.header:
        yield identifier(name)
        yield Sql(sheet.types[name])  # from the recipe, which dbt wrote


def _explained(connection: duckdb.DuckDBPyConnection, sheet: Sheet, said: str) -> ProposalError:
    """Say which cells do not fit the type of their column."""
    place = sheet.file.place
    wrong = sorted(_wrong_cells(connection, sheet))
    if not wrong:
        first = mask(said.splitlines()[0])
        return ProposalError(f"{place} gick inte att läsa in: {first}", f"{place} could not be loaded: {first}")
    sv, en = [], []
    for line, name, cell in wrong[:_SHOWN]:
        kind = sheet.types[name]
        words = _EXPECTED.get(kind.split("(", maxsplit=1)[0], (kind, kind))
        sv.append(f"{place} rad {line}, kolumn {name}: «{mask(cell)}» ska vara {words[0]}.")
        en.append(f"{place} line {line}, column {name}: «{mask(cell)}» should be {words[1]}.")
    if len(wrong) > _SHOWN:
        sv.append(f"... och {len(wrong) - _SHOWN} celler till.")
        en.append(f"... and {len(wrong) - _SHOWN} more cells.")
    return ProposalError("\n".join(sv), "\n".join(en))


def _wrong_cells(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> Iterator[tuple[int, str, str]]:
    for position, name in enumerate(sheet.header):
        fits = statement("select try_cast($cell as {}) is not null", Sql(sheet.types[name]))
        for line, record in sheet.rows:
            cell = record[position]
            answer = connection.execute(fits, {"cell": cell}).fetchone() if cell else None
            if answer and not answer[0]:
                yield line, name, cell
