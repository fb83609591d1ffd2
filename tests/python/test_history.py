"""What a build is told of the one before: all that was in force, but for what has been erased since."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from finsam import raw
from finsam.history import DELIVERY_HISTORY, write_history
from finsam.settings import Settings
from finsam.tombstones import ON_REQUEST, Tombstone, write_tombstone


def _told(settings: Settings, before: Path) -> list[tuple[str, int]]:
    write_history(settings, before, [DELIVERY_HISTORY])
    rows = pq.read_table(raw.table_file(settings, DELIVERY_HISTORY, raw.ALL)).to_pylist()
    return [(row["file_sha256"], row["row_count"]) for row in rows]


def test_what_was_erased_is_no_loss_and_a_first_build_has_no_history(tmp_path: Path) -> None:
    settings = Settings(project=tmp_path, exports=tmp_path, var=tmp_path / "var")
    before = tmp_path / "controller.duckdb"
    assert _told(settings, before) == []

    with duckdb.connect(str(before)) as connection:
        connection.execute("create schema intermediate")
        connection.execute(
            "create table intermediate.int_delivery__volume as select 'a' as association_code, 'sie' as source, "
            "2019::bigint as fiscal_year, file_sha256, 4::bigint as row_count, 10::decimal(18, 2) as amount_sek "
            "from (values ('f1'), ('f2')) as files(file_sha256)"
        )
    assert _told(settings, before) == [("f1", 4), ("f2", 4)]

    write_tombstone(settings, Tombstone("f1", ON_REQUEST, (("a", "sie"),), whole_builds=False))
    assert _told(settings, before) == [("f2", 4)]
