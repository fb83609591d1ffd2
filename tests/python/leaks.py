"""Search of everything a run leaves behind: the bytes as they are, unpacked, and every value of every table."""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

# Skatteverket's own test numbers.
PERSONS = ("189001019802", "189001029819", "189001039800", "196408233234")
COORDINATION = "191401682396"
_BEGINNING = 6
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def spelled(number: str) -> set[str]:
    """The ways to write a number; each also finds those that begin with the century."""
    return {f"{number[2:8]}{sign}{number[8:]}" for sign in ("", "-", "+", " ", "_")}


def leaks(root: Path, needles: Iterable[str], skip: Iterable[Path] = ()) -> set[tuple[str, str]]:
    """Return where a needle can be found under a folder: (path, needle)."""
    skipped = tuple(skip)
    wanted: dict[str, list[str]] = {}
    for needle in needles:
        wanted.setdefault(needle[:_BEGINNING], []).append(needle)
    found = set()
    for path in sorted(root.rglob("*")):
        if any(path.is_relative_to(folder) for folder in skipped):
            continue
        name = str(path.relative_to(root))
        for text in _texts(path, name):
            for beginning, whole in wanted.items():
                if _is_in(text, beginning):
                    found |= {(name, needle) for needle in whole if _is_in(text, needle)}
    return found


def _is_in(text: bytes, needle: str) -> bool:
    return any(needle.encode(encoding) in text for encoding in ENCODINGS)


def _texts(path: Path, name: str) -> Iterator[bytes]:
    yield name.encode()
    if path.is_symlink():
        yield str(path.readlink()).encode()
    elif path.is_file():
        yield from _unpacked(path.read_bytes())
        yield from _values(path)


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if data[:2] == b"\x1f\x8b":
        yield from _unpacked(gzip.decompress(data))
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _unpacked(archive.read(name))


def _values(path: Path) -> Iterator[bytes]:
    """Every value of a Parquet or DuckDB file as text: compression hides values from a search of bytes."""
    if path.suffix == ".parquet":
        yield str(pq.ParquetFile(path).read().to_pydict()).encode()
    elif path.suffix == ".duckdb":
        with tempfile.TemporaryDirectory() as folder:
            for part in path.parent.glob(f"{path.name}*"):
                if part.is_file():
                    shutil.copy(part, folder)
            copy = Path(folder) / path.name
            copy.chmod(0o600)
            yield from _tables(copy)


def _tables(database: Path) -> Iterator[bytes]:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as searched")  # a database may not have the name of its own schema
        found = connection.execute("select schema_name, table_name from duckdb_tables() where not internal").fetchall()
        for schema, table in found:
            yield str(connection.execute(f'select * from searched."{schema}"."{table}"').fetchall()).encode()


def files(root: Path) -> dict[str, bytes]:
    """Every file under a folder, to compare before and after."""
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
