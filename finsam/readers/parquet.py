"""Writing one table to one Parquet file: whole or not at all, and the same bytes for the same rows."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

import pyarrow as pa
import pyarrow.parquet as pq

_ROW_GROUP = 1 << 20


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table to a Parquet file.

    The file appears under its name only when complete. Its bytes depend on the rows alone, not on how they were
    chunked. Dictionary columns become plain text columns for every reader.

    Raises:
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp", delete=False) as handle:
        temporary = Path(handle.name)
    try:
        pq.write_table(
            table.combine_chunks(),
            temporary,
            compression="snappy",
            row_group_size=_ROW_GROUP,
            store_schema=False,
            store_decimal_as_integer=True,
        )
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
