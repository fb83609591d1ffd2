"""Schemas of the raw tables that the table reader makes; they follow from the contract."""

from __future__ import annotations

import pyarrow as pa

from finsam.contract import Source, load_contract
from finsam.readers.table.cells import arrow_type

DIAGNOSTIC_SCHEMA = pa.schema(
    [
        ("file_sha256", pa.string()),
        ("line_no", pa.int32()),
        ("source", pa.string()),
        ("column_name", pa.string()),
        ("code", pa.string()),
        ("severity", pa.string()),
        ("message_sv", pa.string()),
        ("message_en", pa.string()),
        ("expected", pa.string()),
        ("action", pa.string()),
        ("excerpt", pa.string()),
    ]
)
"""One row is one problem of one cell, row or file. column_name is canonical, or null for a row or file."""


def source_schema(source: Source) -> pa.Schema:
    """Return the schema of a source's raw table: one row is one loaded row of a file."""
    fields = [pa.field(column.name, arrow_type(column)) for column in source.columns]
    return pa.schema([("file_sha256", pa.string()), ("line_no", pa.int32()), *fields, ("extra_columns", pa.string())])


SCHEMAS: dict[str, pa.Schema] = {source.name: source_schema(source) for source in load_contract().tables} | {
    "table_diagnostic": DIAGNOSTIC_SCHEMA
}
"""Raw table name -> schema, for every table source of the contract and for table_diagnostic."""
