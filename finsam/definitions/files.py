"""How the files of seeds/ are written: all that would make dbt stop, or load something else than what was meant."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from finsam.definitions.problem import Problem, Words
from finsam.definitions.values import fault
from finsam.errors import BlockedError

SEEDS = "seeds"
RULE = "file"
KEY_SEPARATOR = " / "
_SHOWN = 20
_NEAR = 0.5
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE = (
    "Spara som CSV UTF-8 med komma mellan kolumnerna.",
    "Save as CSV UTF-8 with a comma between the columns.",
)
_BRING_BACK = (
    "Lägg tillbaka filen med sina rader, till exempel ur git.",
    "Bring the file back with its rows, for example from git.",
)
_OTHER_DELIMITERS = {
    ";": Words("kolumnerna skiljs åt av semikolon.", "columns are separated by semicolons.", *_SAVE),
    "\t": Words("kolumnerna skiljs åt av tabbar.", "columns are separated by tabs.", *_SAVE),
}
_PROPERTY_SUFFIXES = (".yml", ".yaml")
# what a spreadsheet saves by itself, and what was meant to be a table
_LOOKS_LIKE_A_TABLE = (".csv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True)
class Table:
    """What the property file beside a CSV says of it.

    Args:
        name: The seed, which is the name of the file.
        file: Path of the CSV below seeds/.
        types: Type of each column, in the order of the file.
        keys: Columns that no two rows share and none leaves empty, for each such promise of the property file.
        row_key: The columns that tell one row from another, dates left out.
        may_be_empty: Whether no rows at all is a fact too.
    """

    name: str
    file: str
    types: Mapping[str, str]
    keys: tuple[tuple[str, ...], ...]
    row_key: tuple[str, ...]
    may_be_empty: bool


@dataclass(frozen=True)
class Row:
    """One row of a file and the line where it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class FileCheck:
    """What the look through the files gave.

    Args:
        tables: The tables by name.
        places: Where each of them lies, as a person would look for it.
        rows: Their rows; a file that cannot be read as a table has none.
        problems: All that is wrong, in the order of files and lines.
    """

    tables: Mapping[str, Table]
    places: Mapping[str, str]
    rows: Mapping[str, Sequence[Row]]
    problems: tuple[Problem, ...]

    def lines_of(self, table: str, values: Mapping[str, object]) -> tuple[int, ...]:
        """Return the lines of the rows that a broken rule means.

        Args:
            table: Name of the table.
            values: A row that a test found: `row_key` with the first day if that is known, else any columns of the
                table; `column_name` and `value` name one cell.
        """
        described = self.tables.get(table)
        if described is None:
            return ()
        columns = list(described.types)
        row_key = values.get("row_key")
        named = {"valid_from"} & values.keys() if row_key else values.keys()
        wanted = {name: values[name] for name in named if name in described.types}
        if values.get("value") is not None and values.get("column_name") in described.types:
            wanted[str(values["column_name"])] = values["value"]
        if not wanted and not row_key:
            return ()
        cells = {columns.index(name): as_written(value) for name, value in wanted.items()}
        key = [columns.index(name) for name in described.row_key]
        return tuple(
            row.line
            for row in self.rows[table]
            if all(row.cells[at] == text for at, text in cells.items())
            and (not row_key or row_key == KEY_SEPARATOR.join(row.cells[at] for at in key if row.cells[at]))
        )


def demand_files(seeds: Path) -> None:
    """Look through all files under the project's seeds folder.

    Raises:
        BlockedError: A file is not written as it must be; says each fault and what to write instead.
    """
    problems = check_folder(seeds).problems
    if not problems:
        return
    more = len(problems) - len(problems[:_SHOWN])
    raise BlockedError(
        "\n".join(
            [
                f"{len(problems)} fel i definitionernas filer; inget publicerades:",
                *(f"- {problem.sentence_sv}" for problem in problems[:_SHOWN]),
                *([f"... och {more} till: finsam definitions check"] if more else []),
            ]
        ),
        "\n".join(
            [
                f"{len(problems)} faults in the files of definitions; nothing was published:",
                *(f"- {problem.sentence_en}" for problem in problems[:_SHOWN]),
                *([f"... and {more} more: finsam definitions check"] if more else []),
            ]
        ),
    )


def check_folder(seeds: Path) -> FileCheck:
    """Look through all files under the project's seeds folder, and for files that do not belong there."""
    tables = read_tables(seeds)
    files = {
        name: (f"{seeds.name}/{table.file}", path.read_bytes() if (path := seeds / table.file).is_file() else None)
        for name, table in tables.items()
    }
    checked = check_files(tables, files)
    known = {table.file for table in tables.values()}
    strangers = _strangers(seeds, known) if known else ()  # where no table is described none can be told apart
    return replace(checked, problems=(*checked.problems, *strangers))


def check_files(tables: Mapping[str, Table], files: Mapping[str, tuple[str, bytes | None]]) -> FileCheck:
    """Look through files.

    Args:
        tables: What the property files say.
        files: Per table where its file lies and its bytes; None where there is no file.
    """
    problems: list[Problem] = []
    rows: dict[str, Sequence[Row]] = {}
    for name, table in tables.items():
        place, data = files[name]
        reader = _TableReader(table, place)
        rows[name] = reader.read(data)
        problems += reader.problems
    return FileCheck(tables, {name: place for name, (place, _) in files.items()}, rows, tuple(problems))


def read_tables(seeds: Path) -> dict[str, Table]:
    """Return what the property files under a seeds folder describe, in the order of their paths."""
    import yaml  # type: ignore[import-untyped] # noqa: PLC0415

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tables = {}
    for path in sorted(path for path in seeds.rglob("*") if path.suffix in _PROPERTY_SUFFIXES):
        content = yaml.load(path.read_bytes(), loader) or {}  # noqa: S506
        for seed in content.get("seeds", ()):
            if "columns" not in seed:  # nothing is said that a file could be held against
                continue
            config, name = seed.get("config", {}), str(seed["name"])
            meta = config.get("meta", {})
            tables[name] = Table(
                name,
                path.with_name(f"{name}.csv").relative_to(seeds).as_posix(),
                {column["name"]: str(config["column_types"][column["name"]]) for column in seed["columns"]},
                (keys := _tested_keys(seed)),
                tuple(meta.get("row_key") or [name for name in (keys or ((),))[0] if name != "valid_from"]),
                bool(meta.get("may_be_empty")),
            )
    return tables


def _tested_keys(seed: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    tests = (test for test in seed.get("data_tests") or () if "one_row_per" in test)
    return tuple(tuple(test["one_row_per"]["arguments"]["key"]) for test in tests)


def _strangers(seeds: Path, known: set[str]) -> Iterator[Problem]:
    """Files that are not read, or that dbt would load without types."""
    for path in sorted(seeds.rglob("*")):
        name = path.relative_to(seeds).as_posix()
        meant = path.suffix.lower() in _LOOKS_LIKE_A_TABLE and not path.name.startswith(".")
        if name in known or not meant or not path.is_file():
            continue
        yield Problem(
            RULE, f"{seeds.name}/{name}", (), "", _unknown_table(path) if path.suffix == ".csv" else _NOT_READ
        )


def _unknown_table(path: Path) -> Words:
    beside = path.with_suffix(".yml").name
    return Words(
        "tabellen är okänd: ingen egenskapsfil (.yml) beskriver den.",
        "the table is unknown: no property file (.yml) describes it.",
        f"Ta bort filen, ge den dess rätta namn, eller lägg {beside} bredvid.",
        f"Remove the file, give it its right name, or put {beside} beside it.",
    )


_NOT_READ = Words(
    "filen läses inte: bara filer som slutar på .csv läses.",
    "the file is not read: only files that end in .csv are.",
    "Spara den som CSV med tabellens namn, eller ta bort den.",
    "Save it as CSV under the name of its table, or remove it.",
)


class _TableReader:
    """Reads one CSV and collects what is wrong with it."""

    def __init__(self, table: Table, place: str) -> None:
        self.table = table
        self.place = place
        self.problems: list[Problem] = []

    def read(self, data: bytes | None) -> list[Row]:
        """Return the rows that have as many cells as the table has columns."""
        if data is None:
            self._add(Words("filen saknas.", "the file is missing.", *_BRING_BACK))
            return []
        text = self._decode(data)
        return [] if text is None else self._rows(text)

    def _add(self, words: Words, line: int | None = None, column: str = "") -> None:
        self.problems.append(Problem(RULE, self.place, () if line is None else (line,), column, words))

    def _decode(self, data: bytes) -> str | None:
        if data.startswith(_UTF_16):
            self._add(Words("filen är sparad som UTF-16.", "the file is saved as UTF-16.", *_SAVE))
            return None
        if b"\0" in data:
            words = Words("raden har ett noll-tecken.", "the line has a NUL character.", *_SAVE)
            self._add(words, _line_of(data, data.index(b"\0")))
            return None
        try:
            return data.decode("utf-8-sig")  # Excel begins CSV UTF-8 with a byte order mark, and dbt passes over it
        except UnicodeDecodeError as error:
            word = _word_at(data, error.start)
            words = Words(
                f"filen är inte UTF-8 (ordet {word!r}); troligen sparad av Excel som vanlig CSV.",
                f"the file is not UTF-8 (the word {word!r}); probably saved by Excel as plain CSV.",
                *_SAVE,
            )
            self._add(words, _line_of(data, error.start))
            return None

    def _rows(self, text: str) -> list[Row]:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        rows: list[Row] = []
        seen: dict[tuple[str, ...], int] = {}
        begin = 1
        try:
            if not self._header_holds(next(reader, [])):
                return []
            begin = reader.line_num + 1
            for cells in reader:
                if self._row_holds(begin, cells, seen):
                    rows.append(Row(begin, tuple(cells)))
                begin = reader.line_num + 1
        except csv.Error:
            self._add(_OPEN_QUOTE, begin)
            return []
        for key in self.table.keys:
            self._check_key(key, rows)
        if not rows and not self.problems and not self.table.may_be_empty:
            self._add(Words("filen har inga rader.", "the file has no rows.", *_BRING_BACK))
        return rows

    def _header_holds(self, header: list[str]) -> bool:
        """Whether the columns are those of the table; what follows can only be read when they are."""
        wanted = list(self.table.types)
        if header == wanted:
            return True
        if not header:
            self._add(Words("filen är tom.", "the file is empty.", *_BRING_BACK))
            return False
        for delimiter, words in _OTHER_DELIMITERS.items():
            if any(delimiter in name for name in header):
                self._add(words, 1)
                return False
        first_line = ",".join(wanted)
        advice = f"Första raden ska vara: {first_line}", f"The first line must be: {first_line}"
        for name, sv, en in _wrong_columns(header, wanted):
            self._add(Words(f"kolumnen {name!r} {sv}.", f"the column {name!r} {en}.", *advice), 1, name)
        if sorted(header) == sorted(wanted):
            words = Words("kolumnerna står i annan ordning.", "the columns stand in another order.", *advice)
            self._add(words, 1)
        return False

    def _row_holds(self, line: int, cells: list[str], seen: dict[tuple[str, ...], int]) -> bool:
        """Whether the row can be used; its faults are collected."""
        if not any(cell.strip() for cell in cells):
            self._add(Words("raden är tom.", "the row is empty.", "Ta bort raden.", "Remove the row."), line)
            return False
        if len(cells) != len(self.table.types):
            self._add(_wrong_count(len(cells), len(self.table.types)), line)
            return False
        before = seen.setdefault(tuple(cells), line)
        if before != line:
            sv, en = f"raden är exakt lika med rad {before}.", f"the row is exactly the same as line {before}."
            self._add(Words(sv, en, "Ta bort den ena.", "Remove one of them."), line)
            return False
        for (column, column_type), cell in zip(self.table.types.items(), cells, strict=True):
            words = fault(cell, column_type)
            if words is not None:
                self._add(words, line, column)
        return True

    def _check_key(self, key: Sequence[str], rows: Sequence[Row]) -> None:
        """No two rows have one key, and none has an empty part of it."""
        columns = list(self.table.types)
        shown = ", ".join(key)
        seen: dict[tuple[str, ...], int] = {}
        for row in rows:
            cells = tuple(row.cells[columns.index(name)] for name in key)
            if not all(cells):
                empty = key[cells.index("")]
                sv, en = f"{empty} är tom men behövs.", f"{empty} is empty but needed."
                self._add(Words(sv, en, f"Fyll i {empty}.", f"Fill in {empty}."), row.line, empty)
                continue
            before = seen.setdefault(cells, row.line)
            if before != row.line:
                words = Words(
                    f"{KEY_SEPARATOR.join(cells)} finns redan på rad {before}; {shown} ska skilja raderna åt.",
                    f"{KEY_SEPARATOR.join(cells)} is already on line {before}; {shown} must tell the rows apart.",
                    "Ge raden ett eget värde där, eller ta bort en av dem.",
                    "Give the row a value of its own there, or remove one of them.",
                )
                self._add(words, row.line)


_OPEN_QUOTE = Words(
    'ett citattecken (") öppnas men stängs inte rätt.',
    'a quote (") is opened but not closed as it should be.',
    'Stäng det i samma cell; ett citattecken inne i text skrivs dubbelt ("").',
    'Close it in the same cell; a quote inside a text is written twice ("").',
)


def _wrong_columns(header: list[str], wanted: list[str]) -> Iterator[tuple[str, str, str]]:
    """Name of a column that is doubled, unknown or missing, and what is wrong with it in both languages."""
    missing = [name for name in wanted if name not in header]
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield name, f"finns {header.count(name)} gånger", f"is there {header.count(name)} times"
        elif name not in wanted:
            near = difflib.get_close_matches(name.strip().lower(), missing, 1, _NEAR)
            missing = [other for other in missing if other not in near]
            sv, en = (f"; troligen menas {near[0]}", f"; {near[0]} is probably meant") if near else ("", "")
            yield name, f"finns inte i tabellen{sv}", f"is not of this table{en}"
    for name in missing:
        yield name, "saknas", "is missing"


def _wrong_count(found: int, wanted: int) -> Words:
    sv, en = f"raden har {found} celler, tabellen {wanted}.", f"the row has {found} cells, the table {wanted}."
    if found < wanted:
        return Words(sv, en, "Lägg till ett komma för varje tom cell.", "Add a comma for each empty cell.")
    return Words(
        *(sv, en),
        'Sätt text som innehåller komma inom citattecken: "så, här".',
        'Put a text that holds a comma in quotes: "like, this".',
    )


def _line_of(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _word_at(data: bytes, position: int) -> str:
    """Return the word around a byte as Windows-1252 would show it."""
    before, after = (part.decode("cp1252", "replace") for part in (data[:position][-30:], data[position:][:30]))
    return re.split(r'[\s,;"]', before)[-1] + re.split(r'[\s,;"]', after)[0]


def as_written(value: object) -> str:
    """Write a value as a file of definitions does."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
