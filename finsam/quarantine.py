"""What was refused, where and why: looked up in the raw zone, where every text is masked already."""

from __future__ import annotations

from typing import Any

from finsam.errors import InputError, UsageError
from finsam.settings import Settings

_LIST = """
select d.association_code, d.source, d.file_name, d.file_sha256, d.status, q.code,
       any_value(q.reason_sv order by q.line_no) as reason_sv, any_value(q.reason_en order by q.line_no) as reason_en,
       count(*) as rows, min(q.line_no) as first_line, sum(q.amount_sek) as amount_sek
from read_parquet($quarantine) as q
join read_parquet($delivery) as d on d.file_sha256 = q.file_sha256 and d.source = q.source
group by d.association_code, d.source, d.file_name, d.file_sha256, d.status, q.code
order by d.association_code, d.source, d.file_name, d.file_sha256, q.code
"""

_SHOW = """
select d.association_code, d.source, d.file_name, q.line_no, q.code, q.reason_sv, q.reason_en, q.record,
       q.amount_sek, q.content
from read_parquet($quarantine) as q
join read_parquet($delivery) as d on d.file_sha256 = q.file_sha256 and d.source = q.source
where d.file_name = $file or starts_with(d.file_sha256, $file)
order by d.association_code, d.source, d.file_name, d.file_sha256, q.line_no, q.code
limit $rows
"""


def list_quarantine(settings: Settings) -> list[dict[str, Any]]:
    """Return one row per file and reason: how many lines, the first of them, and their money.

    Raises:
        InputError: Nothing has been read in this var folder.
    """
    return _query(settings, _LIST, {})


def show_quarantine(settings: Settings, file: str, rows: int) -> list[dict[str, Any]]:
    """Return the refused lines of one file.

    Args:
        settings: The run's places.
        file: Its name, or the beginning of its SHA-256.
        rows: At most so many lines.

    Raises:
        InputError: Nothing has been read in this var folder.
        UsageError: No such file has anything in quarantine.
    """
    found = _query(settings, _SHOW, {"file": file, "rows": rows})
    if not found:
        raise UsageError(
            f"Ingen fil med namnet eller kontrollsumman {file!r} har något i karantän. Se finsam quarantine list.",
            f"No file with the name or checksum {file!r} has anything in quarantine. See finsam quarantine list.",
        )
    return found


def _query(settings: Settings, sql: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    if not (settings.raw / "delivery" / "all.parquet").is_file():
        raise InputError(
            "Inga leveranser är inlästa än. Kör finsam nightly först.",
            "No deliveries have been read yet. Run finsam nightly first.",
        )
    import duckdb  # noqa: PLC0415

    places = {
        "quarantine": str(settings.raw / "quarantine" / "*.parquet"),
        "delivery": str(settings.raw / "delivery" / "all.parquet"),
    }
    with duckdb.connect() as connection:
        cursor = connection.execute(sql, {**places, **parameters})
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
