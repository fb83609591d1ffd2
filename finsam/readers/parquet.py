"""Writing one table to one Parquet file: whole or not at all, and the same bytes for the same rows."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

import pyarrow as pa
import pyarrow.parquet as pq

_ROW_GROUP = 1 << 20
# Arrow's default pool would take new memory from the system where the C library has freed memory at hand.
_POOL = pa.system_memory_pool()


def _repeats(kind: pa.DataType) -> bool:
    """Tell whether a column is worth a dictionary: building one for numbers that never repeat costs half the time."""
    return bool(pa.types.is_string(kind) or pa.types.is_dictionary(kind) or pa.types.is_date(kind))


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
            table.combine_chunks(memory_pool=_POOL),
            temporary,
            compression="snappy",
            row_group_size=_ROW_GROUP,
            store_schema=False,
            memory_pool=_POOL,
            store_decimal_as_integer=True,
            use_dictionary=[field.name for field in table.schema if _repeats(field.type)],
        )
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
