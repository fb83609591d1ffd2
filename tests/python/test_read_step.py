"""The read step: each file once, nothing personal in the raw zone, rows in = rows read + rows quarantined."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from nightly_fakes import BUDGET, FUNDING, REPOSITORY, deliver, make_project

from finsam import read as step
from finsam.contract import load_contract
from finsam.errors import FinsamError, InputError, UsageError
from finsam.quarantine import list_quarantine, readmit, show_quarantine
from finsam.raw import raw_schemas
from finsam.read import ReadOutcome, load_run, read
from finsam.receive import receive
from finsam.settings import Settings

CANARY = "19640823-3234"
SUS = (
    "Personnummer;Insats-id;Kön;Födelseår;Kommun;Inskriven;Namn\n"
    "196408233234;coachingteam;man;1964;1882;2019-01-15;Testa Testsson\n"
    "189001019802;coachingteam;woman;1890;1882;2019-02-15;Prova Provsson\n"
)
SIE = (
    '#FLAGGA 0\n#PROGRAM "Prov" 1\n#FORMAT PC8\n#GEN 20200131\n#SIETYP 4\n#ORGNR 222000-1234\n#FNAMN "Alfa"\n'
    '#RAR 0 20190101 20191231\n#KONTO 1930 "Bank"\n#KONTO 5010 "Lokal"\n'
    '#VER A 1 20190115 "Hyra {canary}"\n{{\n#TRANS 5010 {{}} 100.00\n#TRANS 1930 {{}} -100.00\n}}\n'
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_project(tmp_path)


def run(settings: Settings) -> ReadOutcome:
    return read(settings, receive(settings))


def delivery(outcome: ReadOutcome, source: str) -> dict[str, Any]:
    return next(row for row in outcome.deliveries if row["source"] == source)


def everything(settings: Settings) -> str:
    """All text of the raw zone, of the logs and of the lists."""
    rows = [pq.ParquetFile(path).read().to_pylist() for path in settings.raw.rglob("*.parquet")]
    notes = [path.read_text(encoding="utf-8") for path in settings.var.rglob("*.json")]
    logs = [path.read_text(encoding="utf-8") for path in settings.logs.rglob("*")]
    return json.dumps(rows, default=str, ensure_ascii=False) + "".join(notes + logs)


def test_every_row_is_counted(settings: Settings) -> None:
    deliver(
        settings, "alfa/budget/bad.csv", BUDGET + BUDGET.splitlines()[2].replace("2 000 000", "två miljoner") + "\n"
    )
    outcome = run(settings)
    for row in outcome.deliveries:
        assert row["rows_in"] == row["rows_read"] + row["rows_quarantined"]
    partly = next(row for row in outcome.deliveries if row["file_name"] == "bad.csv")
    assert (partly["status"], partly["rows_in"], partly["rows_quarantined"]) == ("partly_loaded", 3, 1)
    (listed,) = list_quarantine(settings)
    assert (listed["file_name"], listed["rows"]) == ("bad.csv", 1)
    (shown,) = show_quarantine(settings, "bad.csv", 5)
    assert "två miljoner" in shown["content"]
    with pytest.raises(FinsamError):
        show_quarantine(settings, "budget_2022.csv", 5)


BAD_LINE = BUDGET.replace("2 000 000", "två miljoner")


def test_a_corrected_file_beside_the_bad_one_resolves_its_rows_by_key_or_line(settings: Settings) -> None:
    shutil.copytree(REPOSITORY / "expectations", settings.project / "expectations")
    (settings.exports / "alfa/budget/budget_2022.csv").unlink()
    deliver(settings, "alfa/budget/b.csv", BAD_LINE)
    deliver(settings, "beta/budget/other.csv", BUDGET)  # another association says nothing about alfa's row
    run(settings)
    assert [(row["rows"], row["open"]) for row in list_quarantine(settings)] == [(1, 1)]
    head, first, second = BUDGET.splitlines()
    deliver(settings, "alfa/budget/whatever.csv", "\n".join([head, second, first, ""]))
    run(settings)
    (listed,) = list_quarantine(settings)
    assert (listed["rows"], listed["open"], listed["resolved_by"]) == (1, 0, ["whatever.csv"])
    (shown,) = show_quarantine(settings, "b.csv", 5)
    assert (shown["line_no"], shown["resolution"], shown["resolved_by"], shown["resolved_by_line"]) == (
        3,
        "resolved",
        "whatever.csv",
        2,
    )
    (settings.exports / "alfa/budget/whatever.csv").unlink()
    deliver(settings, "alfa/budget/b_rättad.csv", BUDGET.replace("Coacher", "Coacher och handledare"))
    run(settings)  # the text, part of the key, was corrected too: the line of the file with its name tells
    (shown,) = show_quarantine(settings, "b.csv", 5)
    assert (shown["resolved_by"], shown["resolved_by_line"]) == ("b_rättad.csv", 3)


def test_a_refused_file_is_resolved_by_a_whole_one_of_its_name_only(settings: Settings) -> None:
    deliver(settings, "alfa/budget/budget_2023.csv", b"")
    run(settings)
    assert [(row["file_name"], row["open"]) for row in list_quarantine(settings)] == [("budget_2023.csv", 1)]
    deliver(settings, "alfa/budget/Budget 2023 v2.csv", BUDGET.replace("2022", "2023"))
    run(settings)
    assert [row["resolved_by"] for row in list_quarantine(settings)] == [["Budget 2023 v2.csv"]]


def test_a_file_is_readmitted_when_the_fault_was_ours(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(settings, "alfa/budget/bad.csv", BAD_LINE.replace("administration", "administrativ"))
    run(settings)
    before = sorted((path, path.read_bytes()) for path in settings.var.rglob("*") if path.is_file())
    (found,) = readmit(settings, "bad.csv")
    assert (found.status, found.rows_read, found.passing) == ("partly_loaded", 0, ())
    assert [row["line_no"] for row in found.remaining] == [2, 3]
    ours = load_contract().sources["budget"].column("cost_category_as_booked")
    monkeypatch.setitem(ours.__dict__, "values", (*ours.values, "administrativ"))
    (found,) = readmit(settings, "bad.csv")
    assert (found.status, found.rows_read, found.passing) == ("partly_loaded", 1, (2,))
    assert [row["code"] for row in found.remaining] == ["not_a_number"]
    assert before == sorted((path, path.read_bytes()) for path in settings.var.rglob("*") if path.is_file())
    with pytest.raises(UsageError):
        readmit(settings, "budget_2022.csv")


def test_a_file_is_read_once(settings: Settings) -> None:
    assert run(settings).files_read == 2
    assert (run(settings).files_read, run(settings).files_reused) == (0, 2)
    deliver(settings, "alfa/budget/next.csv", BUDGET.replace("2022", "2023"))
    assert run(settings).files_read == 1


def test_a_new_reader_reads_everything_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    run(settings)
    monkeypatch.setattr(step, "reader_fingerprint", lambda: "other")
    assert run(settings).files_read == 2


def test_a_lost_raw_file_is_read_again(settings: Settings) -> None:
    run(settings)
    next(path for path in (settings.raw / "budget").iterdir() if path.name[0] != "_").unlink()
    assert run(settings).files_read == 1


def test_the_raw_zone_holds_exactly_the_deliveries(settings: Settings) -> None:
    run(settings)
    (settings.exports / "alfa/budget/budget_2022.csv").unlink()
    run(settings)
    assert [path.name for path in (settings.raw / "budget").iterdir()] == ["_empty.parquet"]


def test_every_raw_table_can_be_read_even_without_a_delivery(settings: Settings) -> None:
    run(settings)
    for name, schema in raw_schemas().items():
        assert pq.read_schema(settings.raw / name / "_empty.parquet").names == schema.names


def test_the_same_bytes_under_two_sources_keep_both_reasons(settings: Settings) -> None:
    deliver(settings, "alfa/forecast/x.csv", BUDGET)
    deliver(settings, "alfa/staffing/x.csv", BUDGET)
    deliver(settings, "alfa/budget/budget_2022.csv", BUDGET)
    run(settings)
    assert {row["source"] for row in list_quarantine(settings)} == {"forecast", "staffing"}
    assert run(settings).files_read == 0


def test_as_of_is_the_latest_date_that_a_delivery_states(settings: Settings) -> None:
    assert run(settings).as_of == date(2021, 11, 23)
    deliver(settings, "alfa/sie/alfa.se", SIE.format(canary=""))
    deliver(settings, "beta/funding/funding.csv", FUNDING.replace("2021", "2031"))
    assert run(settings).as_of == date(2021, 11, 23)
    assert run(replace(settings, as_of=date(2025, 1, 1))).as_of == date(2025, 1, 1)


def test_a_date_far_beyond_all_others_does_not_set_as_of(settings: Settings) -> None:
    deliver(settings, "beta/budget/typo.csv", BUDGET.replace("2021-11-23", "2099-11-23"))
    assert run(settings).as_of == date(2021, 11, 23)
    deliver(settings, "beta/budget/typo.csv", BUDGET.replace("2021-11-23", "2024-11-23"))
    assert run(settings).as_of == date(2024, 11, 23)


def test_without_stated_dates_as_of_is_the_end_of_the_latest_year(settings: Settings) -> None:
    (settings.exports / "alfa/budget/budget_2022.csv").unlink()
    assert run(settings).as_of == date(2021, 12, 31)


def test_the_build_id_follows_from_contents(settings: Settings) -> None:
    first = run(settings).build_id
    assert len(first) == 16
    assert load_run(settings)["build_id"] == first
    (settings.project / "seeds" / "definitions").mkdir()
    (settings.project / "seeds" / "definitions" / "rule.csv").write_text("a\n1\n", encoding="utf-8")
    assert run(settings).build_id != first


def test_no_personal_number_reaches_the_raw_zone(settings: Settings) -> None:
    deliver(settings, "alfa/sie/alfa.se", SIE.format(canary=CANARY))
    deliver(settings, "alfa/budget/b.csv", BUDGET.replace("Chef", f"Chef {CANARY}").replace("2 000 000", f"x {CANARY}"))
    deliver(settings, f"alfa/funding/bidrag {CANARY}.csv", FUNDING.replace("Försäkringskassan", f"FK {CANARY}"))
    outcome = run(settings)
    assert delivery(outcome, "sie")["status"] == "loaded"
    found = everything(settings)
    assert "640823" not in found
    assert found.count("personal_number_masked") >= 3


def test_persons_are_refused_without_a_key_and_the_others_run(settings: Settings, tmp_path: Path) -> None:
    deliver(settings, "alfa/sus/sus.csv", SUS)
    for key in (None, tmp_path / "no-such-file"):
        outcome = run(replace(settings, person_key_file=key))
        refused = delivery(outcome, "sus")
        assert refused["status"] == "refused"
        assert "FINSAM_PERSON_KEY_FILE" in refused["reason_en"]
        assert refused["rows_in"] == refused["rows_quarantined"]
        assert delivery(outcome, "budget")["status"] == "loaded"
    assert "640823" not in everything(settings)


def test_persons_become_keyed_pseudonyms(settings: Settings, tmp_path: Path) -> None:
    deliver(settings, "alfa/sus/sus.csv", SUS)
    keys = []
    for number in (1, 2):
        key = tmp_path / f"key{number}"
        key.write_bytes(bytes([65 + number]) * 40)
        outcome = run(replace(settings, person_key_file=key))
        assert delivery(outcome, "sus")["status"] in {"loaded", "partly_loaded"}
        (path,) = [path for path in (settings.raw / "sus").iterdir() if path.name[0] != "_"]
        keys.append(set(pq.ParquetFile(path).read()["person_id"].to_pylist()))
        found = everything(settings)
        assert not any(canary in found for canary in ("640823", "900101980", "Testsson", "Provsson", "BBBB", "CCCC"))
    assert keys[0].isdisjoint(keys[1])


def test_a_reader_that_fails_refuses_the_file_and_not_the_night(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(data: bytes, sha256: str, source: str) -> None:
        raise RuntimeError(CANARY)

    deliver(settings, "alfa/sie/alfa.se", SIE.format(canary=""))
    monkeypatch.setattr("finsam.readers.table.read_table", fail)
    outcome = run(settings)
    assert delivery(outcome, "budget")["reason_code"] == "reader_failed"
    assert delivery(outcome, "sie")["status"] == "loaded"


def test_large_deliveries_are_read_in_two_processes_with_the_same_result(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = run(settings)
    monkeypatch.setattr(step, "_PARALLEL_BYTES", 0)
    monkeypatch.setattr(step.os, "cpu_count", lambda: 2)
    together = run(replace(settings, var=settings.var.with_name("var2")))
    assert together == alone


def test_build_needs_a_complete_read(settings: Settings) -> None:
    with pytest.raises(InputError):
        load_run(settings)
