"""One small file per good and broken case of open statistics; cases.csv beside them says what has to come of each."""

from __future__ import annotations

import csv

import pytest
from statistics_support import FILES

from finsam.raw import raw_schemas
from finsam.readers import QUARANTINE_SCHEMA
from finsam.readers.statistics import PROVIDERS, SCHEMAS, read_statistic
from finsam.readers.table.schemas import DIAGNOSTIC_SCHEMA

SHA = "c" * 64
with (FILES / "cases.csv").open(encoding="utf-8", newline="") as stream:
    CASES = list(csv.DictReader(stream))
NAMES = [case["file"] for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_case(case: dict[str, str]) -> None:
    result = read_statistic((FILES / case["file"]).read_bytes(), SHA, case["source"])

    diagnostics = result.tables["table_diagnostic"].to_pylist()
    found = (result.status, result.rows_in, result.rows_read, "|".join(sorted({row["code"] for row in diagnostics})))
    assert found == (case["status"], int(case["rows_in"]), int(case["rows_read"]), case["codes"])
    for row in diagnostics:
        assert row["message_sv"]
        assert row["message_en"]
        assert row["message_sv"] != row["message_en"]
        assert row["source"] == case["source"]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_rows_in_are_rows_read_plus_rows_quarantined(case: dict[str, str]) -> None:
    result = read_statistic((FILES / case["file"]).read_bytes(), SHA, case["source"])

    table, quarantine = result.tables["open_statistic"], result.tables["quarantine"]
    assert result.rows_in == result.rows_read + result.rows_quarantined
    assert table.num_rows == result.rows_read
    assert quarantine.num_rows == (1 if result.status == "refused" else result.rows_quarantined)
    assert (table.schema, quarantine.schema) == (SCHEMAS["open_statistic"], QUARANTINE_SCHEMA)
    assert result.tables["table_diagnostic"].schema == DIAGNOSTIC_SCHEMA
    assert (result.reason_code is None) == (result.status == "loaded")
    assert (result.control_total_sek, result.quarantined_sek) == (None, None)
    if result.status != "refused":
        ordinals = table.column("line_no").to_pylist() + quarantine.column("line_no").to_pylist()
        assert sorted(ordinals) == list(range(1, result.rows_in + 1))
    for row in quarantine.to_pylist():
        assert row["reason_sv"]
        assert row["reason_en"]
        assert (row["file_sha256"], row["source"]) == (SHA, case["source"])


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_every_row_says_what_it_is_and_missing_is_not_zero(case: dict[str, str]) -> None:
    result = read_statistic((FILES / case["file"]).read_bytes(), SHA, case["source"])

    for row in result.tables["open_statistic"].to_pylist():
        assert row["provider"] == case["source"]
        assert row["dataset"]
        assert row["measure_code"]
        assert row["region_code"] or row["region_text"]
        assert row["sex"] in ("woman", "man", "all", "unknown")
        assert row["period_start"] <= row["period_end"]
        assert row["breakdown"] is not None
        assert row["status"] is not None
        assert (row["value"] is None) == (row["is_missing"] or row["is_suppressed"])
        assert not (row["is_missing"] and row["is_suppressed"])


def test_every_file_has_a_case() -> None:
    assert {path.name for path in FILES.iterdir()} == set(NAMES) | {"cases.csv"}


def test_every_provider_has_good_and_bad_cases() -> None:
    statuses = {provider: {case["status"] for case in CASES if case["source"] == provider} for provider in PROVIDERS}
    assert all(found == {"loaded", "partly_loaded", "refused"} for found in statuses.values())


def test_the_raw_zone_knows_the_table() -> None:
    assert raw_schemas()["open_statistic"] == SCHEMAS["open_statistic"]
