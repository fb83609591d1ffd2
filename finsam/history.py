"""What the builds before this one showed, hid and had been given.

Two builds can give away together what neither does alone, and what came last time and does not come now is lost.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from finsam.settings import Settings
from finsam.tombstones import load_tombstones

if TYPE_CHECKING:
    import pyarrow as pa

_CELLS = """
    select cells.*, hidden.cell_id is not null as is_hidden
    from intermediate.int_disclosure__known_cell as cells
    left join intermediate.int_disclosure__hidden_cell as hidden on cells.cell_id = hidden.cell_id
    order by cells.cell_id
"""
_SUMS = "select * from intermediate.int_disclosure__known_sum order by sum_id, cell_id"
DELIVERY_HISTORY = "delivery_history"
_DELIVERIES = """
    select * from intermediate.int_delivery__volume
    where not list_contains($erased, file_sha256)
    order by association_code, source, fiscal_year, file_sha256
"""
_TABLES = {"disclosure_history": _CELLS, "disclosure_history_sum": _SUMS, DELIVERY_HISTORY: _DELIVERIES}


def write_history(settings: Settings, before: Path, tables: Collection[str] = tuple(_TABLES)) -> None:
    """Write what the build before knows into the raw zone; what has been erased since was never there.

    Args:
        settings: The run's places.
        before: The controllers' file of the build before; it need not be there.
        tables: Which tables to write.

    Raises:
        OSError: The raw zone cannot be written.
    """
    from finsam import raw  # noqa: PLC0415

    known = _known(settings, before)
    for table in tables:
        schema = raw.HISTORY_SCHEMAS[table]
        rows = known.get(table, schema.empty_table())
        raw.write_rows(settings, table, raw.ALL, rows.select(schema.names).cast(schema))


def _known(settings: Settings, before: Path) -> dict[str, pa.Table]:
    import duckdb  # noqa: PLC0415

    if not before.is_file():
        return {}
    erased = {"erased": sorted(load_tombstones(settings))}
    known = {}
    with duckdb.connect(str(before), read_only=True) as connection:
        for table, query in _TABLES.items():
            try:
                asked = connection.execute(query, erased if table == DELIVERY_HISTORY else None)
            except duckdb.CatalogException:  # a build of a version that did not know this
                continue
            known[table] = asked.to_arrow_table()
    return known
