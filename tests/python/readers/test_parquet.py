"""Writing Parquet: whole or not at all, the same bytes for the same rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sie_support import EXPORTS, read

from finsam.readers.parquet import write_table


def test_bytes_do_not_depend_on_chunks(tmp_path: Path) -> None:
    table = read((EXPORTS / "good_4e.se").read_bytes()).tables["sie_account"]
    pieces = pa.concat_tables([table.slice(0, 1), table.slice(1)])
    write_table(table, tmp_path / "one.parquet")
    write_table(pieces, tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_every_table_comes_back_with_plain_text_columns(tmp_path: Path) -> None:
    for name, table in read((EXPORTS / "corrections.se").read_bytes()).tables.items():
        path = tmp_path / name / "x.parquet"
        write_table(table, path)
        back = pq.read_table(path)
        assert back.to_pylist() == table.to_pylist(), name
        assert back.column_names == table.column_names
        assert back.schema.field("file_sha256").type == pa.string()
        assert [p.name for p in path.parent.iterdir()] == ["x.parquet"]


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = read((EXPORTS / "good_4e.se").read_bytes()).tables["sie_year"]
    path = tmp_path / "x.parquet"
    write_table(table, path)
    before = path.read_bytes()

    def full_disk(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(pq, "write_table", full_disk)
    with pytest.raises(OSError, match="no space"):
        write_table(table, path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["x.parquet"]
