"""Open statistics on their way from a folder to the raw zone, and the bundled files of printed figures."""

from __future__ import annotations

import csv
import io
import json
import runpy
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from nightly_fakes import deliver, make_project

from finsam.checks import check
from finsam.fingerprint import reader_fingerprint
from finsam.read import read
from finsam.readers.statistics import PROVIDERS, read_statistic
from finsam.receive import receive
from finsam.settings import PACKAGE, Settings

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "tests" / "exports" / "statistics"
FACTS = ROOT / "tools" / "bundle" / "facts"
ONE_EACH = {
    "arbetsformedlingen": "af_good.xlsx",
    "forsakringskassan": "fk_good.json",
    "kolada": "kolada_good.json",
    "scb": "scb_good_wide_latin1.csv",
}


def statistics_files(tables: dict[str, list[dict[str, str]]]) -> dict[str, bytes]:
    """Return the bundled files as the script that bundles them makes them."""
    found: dict[str, bytes] = runpy.run_path(str(ROOT / "tools" / "bundle" / "statistics_files.py"))[
        "statistics_files"
    ](tables)
    return found


def facts() -> dict[str, list[dict[str, str]]]:
    tables = {}
    for path in FACTS.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            tables[path.stem] = list(csv.DictReader(stream))
    return tables


def raw_rows(settings: Settings, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for path in sorted((settings.raw / table).glob("*.parquet")):
        rows += pq.ParquetFile(path).read().to_pylist()
    return rows


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = make_project(tmp_path, suites=True)
    for source, name in ONE_EACH.items():
        deliver(settings, f"_national/{source}/{name}", (FILES / name).read_bytes())
    return settings


def test_every_provider_is_received_and_read(settings: Settings) -> None:
    outcome = read(settings, receive(settings))

    found = {row["source"]: row for row in outcome.deliveries if row["source"] in PROVIDERS}
    assert set(found) == set(PROVIDERS)
    assert {row["status"] for row in found.values()} == {"loaded"}
    rows = raw_rows(settings, "open_statistic")
    for source, row in found.items():
        own = [raw for raw in rows if raw["provider"] == source]
        assert row["rows_in"] == row["rows_read"] == len(own) > 0
        assert {raw["file_sha256"] for raw in own} == {row["file_sha256"]}
        assert row["control_total_sek"] is None


def test_what_the_providers_publish_passes_the_expectations(settings: Settings) -> None:
    read(settings, receive(settings))
    results = [row for row in check(settings).rows if row["suite"] == "open_statistic"]
    assert len(results) == 10 * 4
    assert {row["source"] for row in results} == set(PROVIDERS)
    assert [row["expectation"] for row in results if not row["success"]] == []
    assert sorted({row["evaluated_rows"] for row in results}) == [6, 7, 18]


def test_the_warnings_can_fire(settings: Settings) -> None:
    content = json.loads((FILES / "scb_good.json").read_bytes())
    content["dimension"]["Region"]["category"] = {"index": ["SE11", "1882"]}
    content["dimension"]["Tid"]["category"] = {"index": ["1749"]}
    deliver(settings, "_national/scb/old.json", json.dumps(content))
    read(settings, receive(settings))
    failed = {row["expectation"]: row for row in check(settings).rows if not row["success"]}
    assert {row["source"] for row in failed.values()} == {"scb"}
    assert set(failed) == {"region_codes_keep_their_leading_zeros", "the_period_is_in_our_time"}
    assert failed["region_codes_keep_their_leading_zeros"]["unexpected_rows"] == 2
    assert failed["the_period_is_in_our_time"]["unexpected_rows"] == 4


def test_a_refused_file_leaves_the_others(settings: Settings) -> None:
    bad = (FILES / "kolada_bad_next_url.json").read_bytes()
    deliver(settings, "_national/kolada/page1.json", bad)
    deliver(settings, "_national/scb/page1.json", bad)  # the same bytes in a second folder
    outcome = read(settings, receive(settings))

    refused = {(row["source"], row["reason_code"]) for row in outcome.deliveries if row["status"] == "refused"}
    assert refused == {("kolada", "page_incomplete"), ("scb", "shape_unknown")}
    assert {row["provider"] for row in raw_rows(settings, "open_statistic")} == set(PROVIDERS)
    quarantined = [row for row in raw_rows(settings, "quarantine") if row["record"] == "file"]
    assert {(row["source"], row["code"]) for row in quarantined} == refused


def test_a_personal_number_in_a_file_is_masked(settings: Settings) -> None:
    observations = {"antal": {"value": 1, "rojd": False}}
    for name, year, note in (("good", "2024", "189001019802"), ("bad", "x 189001019802", "")):
        content = [{"dimensions": {"ar": year, "lan": "18", "not": note}, "observations": observations}]
        deliver(settings, f"_national/forsakringskassan/{name}.json", json.dumps(content))
    read(settings, receive(settings))
    for path in settings.raw.rglob("*"):
        if path.is_file():
            text = str(pq.ParquetFile(path).read().to_pylist()) if path.suffix == ".parquet" else path.read_text()
            assert "9001019802" not in text, path


def test_a_change_of_a_statistics_reader_is_a_change_of_the_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reader_fingerprint()
    changed = PACKAGE / "readers" / "statistics" / "kolada.py"
    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: original(path) + b"#" * (path == changed))
    assert reader_fingerprint() != before


def test_the_bundled_files_are_the_same_on_every_run() -> None:
    tables = facts()
    files = statistics_files(tables)
    assert files == statistics_files(tables)
    assert {path.split("/")[2] for path in files} == set(PROVIDERS)
    for path, data in files.items():
        assert (ROOT / path).read_bytes() == data, path


def test_the_bundled_files_load_whole_and_hold_printed_figures_only() -> None:
    tables = facts()
    printed = {Decimal(row["value"]) for row in tables["published"] if row["value"]}
    found = []
    for path, data in statistics_files(tables).items():
        result = read_statistic(data, "a" * 64, path.split("/")[2])
        assert (result.status, result.reason_en) == ("loaded", None), path
        assert result.tables["table_diagnostic"].num_rows == 0
        found += result.tables["open_statistic"].to_pylist()
    assert {row["value"] for row in found} <= printed
    assert {row["provenance"] for row in found} == {"printed"}
    stated = {
        (row["provider"], row["region_code"] or row["region_text"], row["breakdown"], row["period"]): row["value"]
        for row in found
    }
    assert stated["scb", "18", "age=16-64", "2019"] == 182807
    assert stated["scb", "18", "", "2000"] == 273615
    assert stated["kolada", "0018", "", "2019"] == 304805
    assert stated["arbetsformedlingen", "Örebro län", "time=over_12_months", "2020-04"] == 4946
    assert stated["arbetsformedlingen", "Örebro län / Lekeberg", "time=over_12_months", "2020-04"] == 54
    assert stated["forsakringskassan", "18", "delforman=A", "2019-10"] == 943
    assert stated["forsakringskassan", "18", "sjukfalletslangd=Mer än 365 dagar", "2020-02"] == 1816


def test_bundled_workbooks_open_in_a_spreadsheet_program() -> None:
    path = "exports/_national/arbetsformedlingen/tid_utan_arbete_2020-04.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(statistics_files(facts())[path]))
    assert book.sheetnames == ["Total", "Ålder"]
    rows = list(book["Total"].iter_rows(values_only=True))
    assert rows[4] == ("PERIOD", "LÄN", "KOMMUN", "Utan arbete mer än 12 månader")
    assert rows[5] == ("2020-04", "Örebro län", "Totalt", 4946)
