"""One small file per good and broken case; cases.csv beside them says what the reader has to make of each."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from finsam.readers import QUARANTINE_SCHEMA
from finsam.readers.table import SCHEMAS, read_table

FILES = Path(__file__).parents[2] / "exports" / "table"
SHA = "c" * 64
with (FILES / "cases.csv").open(encoding="utf-8", newline="") as stream:
    CASES = list(csv.DictReader(stream))


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_case(case: dict[str, str]) -> None:
    result = read_table((FILES / case["file"]).read_bytes(), SHA, case["source"])

    assert (result.status, result.rows_in, result.rows_read) == (
        case["status"],
        int(case["rows_in"]),
        int(case["rows_read"]),
    )
    diagnostics = result.tables["table_diagnostic"].to_pylist()
    found = [(str(row["line_no"]), row["code"], row["column_name"] or "") for row in diagnostics]
    assert found == ([(case["line_no"], case["code"], case["column_name"])] if case["code"] else [])
    for row in diagnostics:
        assert row["message_sv"]
        assert row["message_en"]
        assert row["action"] or row["severity"] in ("note", "warning")


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_rows_in_are_rows_read_plus_rows_quarantined(case: dict[str, str]) -> None:
    result = read_table((FILES / case["file"]).read_bytes(), SHA, case["source"])

    table, quarantine = result.tables[case["source"]], result.tables["quarantine"]
    assert result.rows_in == result.rows_read + result.rows_quarantined
    assert table.num_rows == result.rows_read
    assert quarantine.num_rows == (1 if result.status == "refused" else result.rows_quarantined)
    assert table.schema == SCHEMAS[case["source"]]
    assert quarantine.schema == QUARANTINE_SCHEMA
    assert result.tables["table_diagnostic"].schema == SCHEMAS["table_diagnostic"]
    for rows in (table, quarantine):
        assert set(rows.column("file_sha256").to_pylist()) <= {SHA}
    assert (result.reason_code is None) == (result.status == "loaded")
    if result.status == "refused":
        assert (result.rows_read, result.control_total_sek, result.quarantined_sek) == (0, None, None)


def test_every_file_has_a_case() -> None:
    assert {path.name for path in FILES.iterdir()} == {case["file"] for case in CASES} | {"cases.csv"}
