"""The raw tables that the SIE reader fills: names, columns and Arrow types.

Text that a record leaves out is stored as "" in vouchers and transactions; a missing date, amount or quantity is null.
file_sha256 is dictionary typed in memory (one hash per file, not one per row); Parquet holds plain text.
"""

from __future__ import annotations

import pyarrow as pa

SHA = pa.dictionary(pa.int32(), pa.string())
KIND = pa.dictionary(pa.int8(), pa.string())
MONEY = pa.decimal128(18, 2)
QUANTITY = pa.decimal128(18, 6)

_FILE_AND_LINE = [("file_sha256", SHA), ("line_no", pa.int32())]


def _schema(*columns: tuple[str, pa.DataType]) -> pa.Schema:
    return pa.schema([*_FILE_AND_LINE, *columns])


SCHEMAS: dict[str, pa.Schema] = {
    "sie_file": _schema(
        ("encoding", pa.string()),
        ("encoding_confidence", pa.string()),
        ("sie_type", pa.string()),
        ("program", pa.string()),
        ("program_version", pa.string()),
        ("generated_on", pa.date32()),
        ("flag", pa.string()),
        ("orgnr_raw", pa.string()),
        ("orgnr", pa.string()),
        ("company_name", pa.string()),
        ("company_type", pa.string()),
        ("chart_type", pa.string()),
        ("currency", pa.string()),
        ("tax_year", pa.string()),
        ("covered_until", pa.date32()),
        ("prose", pa.string()),
        ("checksum_declared", pa.int64()),
        ("checksum_computed", pa.int64()),
        ("checksum_ok", pa.bool_()),
        ("record_count", pa.int64()),
        ("control_total", MONEY),
    ),
    "sie_year": _schema(("year_no", pa.int32()), ("start_date", pa.date32()), ("end_date", pa.date32())),
    "sie_account": _schema(
        ("account", pa.string()),
        ("name", pa.string()),
        ("account_type", pa.string()),
        ("unit", pa.string()),
        ("is_declared", pa.bool_()),
    ),
    "sie_account_sru": _schema(("account", pa.string()), ("sru", pa.string())),
    "sie_dimension": _schema(
        ("dim_no", pa.int32()), ("name", pa.string()), ("parent_dim_no", pa.int32()), ("is_declared", pa.bool_())
    ),
    "sie_object": _schema(
        ("dim_no", pa.int32()), ("object_code", pa.string()), ("name", pa.string()), ("is_declared", pa.bool_())
    ),
    "sie_balance": _schema(
        ("kind", pa.string()),
        ("year_no", pa.int32()),
        ("period", pa.string()),
        ("account", pa.string()),
        ("dim_no", pa.int32()),
        ("object_code", pa.string()),
        ("amount", MONEY),
        ("quantity", QUANTITY),
    ),
    "sie_voucher": _schema(
        ("voucher_ordinal", pa.int32()),
        ("series", pa.string()),
        ("number", pa.string()),
        ("voucher_date", pa.date32()),
        ("text", pa.string()),
        ("registered_on", pa.date32()),
        ("sign", pa.string()),
        ("first_line", pa.int32()),
        ("last_line", pa.int32()),
    ),
    "sie_transaction": _schema(
        ("voucher_ordinal", pa.int32()),
        ("kind", KIND),
        ("is_effective", pa.bool_()),
        ("is_twin", pa.bool_()),
        ("account", pa.string()),
        ("amount", MONEY),
        ("transaction_date", pa.date32()),
        ("text", pa.string()),
        ("quantity", QUANTITY),
        ("sign", pa.string()),
    ),
    "sie_transaction_object": _schema(("dim_no", pa.int32()), ("object_code", pa.string())),
    "sie_diagnostic": _schema(
        ("code", pa.string()),
        ("severity", pa.string()),
        ("message_sv", pa.string()),
        ("message_en", pa.string()),
        ("expected", pa.string()),
        ("action", pa.string()),
        ("excerpt", pa.string()),
    ),
}
"""One entry per raw table. sie_transaction.is_twin is true on both rows of an RTRANS and the TRANS that repeats it."""
