"""What the builds before this one showed and hid: two builds can give away together what neither does alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finsam.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

_CELLS = """
    select cells.*, hidden.cell_id is not null as is_hidden
    from intermediate.int_disclosure__known_cell as cells
    left join intermediate.int_disclosure__hidden_cell as hidden on cells.cell_id = hidden.cell_id
    order by cells.cell_id
"""
_SUMS = "select * from intermediate.int_disclosure__known_sum order by sum_id, cell_id"
_TABLES = {"disclosure_history": _CELLS, "disclosure_history_sum": _SUMS}


def write_history(settings: Settings, database: str) -> None:
    """Write the counts and sums of the current build into the raw zone, or none where there is no current build.

    Args:
        settings: The run's places.
        database: Name of the controllers' file within a build.

    Raises:
        OSError: The raw zone cannot be written.
    """
    from finsam import raw  # noqa: PLC0415

    known = _known(settings, database)
    for table, schema in raw.HISTORY_SCHEMAS.items():
        raw.write_rows(
            settings, table, raw.ALL, known.get(table, schema.empty_table()).select(schema.names).cast(schema)
        )


def _known(settings: Settings, database: str) -> dict[str, pa.Table]:
    import duckdb  # noqa: PLC0415

    # the link can move while the file is open: name the build itself
    place = settings.current.resolve() / database
    if not place.is_file():
        return {}
    with duckdb.connect(str(place), read_only=True) as connection:
        try:
            return {table: connection.execute(query).to_arrow_table() for table, query in _TABLES.items()}
        except duckdb.CatalogException:  # a build of a version that hid nothing
            return {}
