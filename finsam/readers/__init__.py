"""One reader per format; each turns the bytes of one file into typed raw tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

QUARANTINE_SCHEMA = pa.schema(
    [
        ("file_sha256", pa.string()),
        ("line_no", pa.int32()),
        ("source", pa.string()),
        ("code", pa.string()),
        ("reason_sv", pa.string()),
        ("reason_en", pa.string()),
        ("record", pa.string()),
        ("voucher_ordinal", pa.int32()),
        ("amount_sek", pa.decimal128(18, 2)),
        ("content", pa.string()),
    ]
)
"""One row is one record line or table row that was not let through, or one refused file (line_no 0)."""


@dataclass(frozen=True)
class ReadResult:
    """What a reader made of one file.

    rows_in = rows_read + rows_quarantined always holds. A refused file has status "refused", rows_read 0 and one
    quarantine row that names the reason.
    """

    tables: dict[str, pa.Table]
    status: str
    rows_in: int
    rows_read: int
    rows_quarantined: int
    control_total_sek: Decimal | None
    quarantined_sek: Decimal | None
    reason_code: str | None = None
    reason_sv: str | None = None
    reason_en: str | None = None
