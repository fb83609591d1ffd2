"""The raw zone: which tables there are, what their files are called, and how rows get in without personal numbers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from finsam.readers import QUARANTINE_SCHEMA
from finsam.settings import Settings

EMPTY = "_empty.parquet"
ALL = "all.parquet"
_CHECKSUM = "file_sha256"
SHARED_TABLES = frozenset({"quarantine", "table_diagnostic", "open_statistic"})

DELIVERY_SCHEMA = pa.schema(
    [
        ("association_code", pa.string()),
        ("source", pa.string()),
        ("file_name", pa.string()),
        ("file_sha256", pa.string()),
        ("file_bytes", pa.int64()),
        ("status", pa.string()),
        ("rows_in", pa.int64()),
        ("rows_read", pa.int64()),
        ("rows_quarantined", pa.int64()),
        ("control_total_sek", pa.decimal128(18, 2)),
        ("quarantined_sek", pa.decimal128(18, 2)),
        ("reason_code", pa.string()),
        ("reason_sv", pa.string()),
        ("reason_en", pa.string()),
    ]
)
"""One row is one received file."""

RUN_SCHEMA = pa.schema(
    [
        ("build_id", pa.string()),
        ("as_of", pa.date32()),
        ("code_revision", pa.string()),
        ("definitions_sha256", pa.string()),
        ("inputs_sha256", pa.string()),
        ("file_count", pa.int64()),
    ]
)
"""The one row says what the build is made from."""

CHECK_RESULT_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("suite", pa.string()),
        ("expectation", pa.string()),
        ("column_name", pa.string()),
        ("severity", pa.string()),
        ("success", pa.bool_()),
        ("evaluated_rows", pa.int64()),
        ("unexpected_rows", pa.int64()),
        ("message_sv", pa.string()),
        ("message_en", pa.string()),
        ("file_sha256", pa.string()),
    ]
)
"""One row is one expectation of one suite on one file."""

CHECK_RESULT_ROW_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("suite", pa.string()),
        ("expectation", pa.string()),
        ("file_sha256", pa.string()),
        ("line_no", pa.int32()),
    ]
)
"""One row is one line that an expectation does not hold for; of many only the first are listed."""

HISTORY_SCHEMAS = {
    "disclosure_history": pa.schema(
        [
            ("cell_id", pa.string()),
            ("value", pa.int64()),
            ("cost", pa.int64()),
            ("component", pa.string()),
            ("is_fixed", pa.bool_()),
            ("was_hidden", pa.bool_()),
            ("is_hidden", pa.bool_()),
        ]
    ),
    "disclosure_history_sum": pa.schema(
        [("sum_id", pa.string()), ("cell_id", pa.string()), ("coefficient", pa.int64())]
    ),
    "delivery_history": pa.schema(
        [
            ("association_code", pa.string()),
            ("source", pa.string()),
            ("fiscal_year", pa.int64()),
            ("file_sha256", pa.string()),
            ("row_count", pa.int64()),
            ("amount_sek", pa.decimal128(18, 2)),
        ]
    ),
}
"""What the builds before this one published or hid of persons, the sums that is in, and what they were given."""


def raw_schemas() -> dict[str, pa.Schema]:
    """Return the schema of every raw table by its name."""
    from finsam.readers.sie import SCHEMAS as SIE  # noqa: PLC0415
    from finsam.readers.statistics import SCHEMAS as STATISTICS  # noqa: PLC0415
    from finsam.readers.table import SCHEMAS as TABLES  # noqa: PLC0415

    return {
        **SIE,
        **STATISTICS,
        **TABLES,
        "quarantine": QUARANTINE_SCHEMA,
        "delivery": DELIVERY_SCHEMA,
        "run": RUN_SCHEMA,
        "check_result": CHECK_RESULT_SCHEMA,
        "check_result_row": CHECK_RESULT_ROW_SCHEMA,
        **HISTORY_SCHEMAS,
    }


def table_file(settings: Settings, table: str, name: str) -> Path:
    """Return the place of one Parquet file of a raw table."""
    return settings.raw / table / name


def write_rows(settings: Settings, table: str, name: str, rows: pa.Table) -> None:
    """Write one Parquet file of a raw table, whole or not at all."""
    from finsam.readers.parquet import write_table  # noqa: PLC0415

    path = table_file(settings, table, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_table(rows, path)


def from_rows(rows: Iterable[dict[str, object]], schema: pa.Schema) -> pa.Table:
    """Make a table of plain rows; a missing column is null."""
    return pa.Table.from_pylist(list(rows), schema=schema)


def mask_rows(rows: pa.Table) -> tuple[pa.Table, int]:
    """Mask personal numbers in every text column; also say how many there were.

    The checksum column is left out: some of its digits can look like a personal number.
    """
    from finsam.privacy import mask_text  # noqa: PLC0415

    place = rows.schema.get_field_index(_CHECKSUM)
    masked, hits = mask_text(rows.drop_columns([_CHECKSUM]))
    return masked.add_column(place, rows.schema.field(place), rows.column(place)), hits
