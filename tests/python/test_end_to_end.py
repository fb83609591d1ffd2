"""The whole night on the bundled deliveries: the figures, what moves them and what must not."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
IDENTITY = {"build_id", "inputs_sha256", "definitions_sha256", "code_revision", "file_sha256"}


@dataclass(frozen=True)
class Night:
    """One finished nightly: its exit code, its output and the open files of the current build."""

    var: Path
    exit_code: int
    output: str

    def rows(self, relation: str) -> list[dict[str, str]]:
        with (self.var / "current" / "open" / f"{relation}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def one(self, relation: str, **where: str) -> dict[str, str]:
        found = [row for row in self.rows(relation) if all(row[name] == value for name, value in where.items())]
        assert len(found) == 1, (relation, where, found)
        return found[0]

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted((self.var / "current" / "open").iterdir())}


def run_nightly(exports: Path, var: Path, project: Path = PROJECT) -> Night:
    environment = {**os.environ, "FINSAM_PROJECT": str(project), "PYTHONPATH": str(PROJECT)}
    process = subprocess.run(
        [sys.executable, "-m", "finsam", "nightly", "--exports", str(exports), "--var", str(var)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Night(var, process.returncode, process.stdout + process.stderr)


def moved(before: Night, after: Night) -> dict[str, list[dict[str, str]]]:
    """Rows of the later night that the earlier one does not have, identities of build and file set aside."""

    def plain(night: Night, relation: str) -> list[dict[str, str]]:
        return [{k: v for k, v in row.items() if k not in IDENTITY} for row in night.rows(relation)]

    relations = {name.removesuffix(".csv") for name in after.files() if name.endswith(".csv")}
    changes = {}
    for relation in sorted(relations):
        earlier = plain(before, relation)
        fresh = [row for row in plain(after, relation) if row not in earlier]
        if fresh:
            changes[relation] = fresh
    return changes


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    result = run_nightly(PROJECT / "exports", tmp_path_factory.mktemp("var"))
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def exports(tmp_path: Path) -> Iterator[Path]:
    yield Path(shutil.copytree(PROJECT / "exports", tmp_path / "exports"))


def test_sydnarke_2019_is_split_as_printed(night: Night) -> None:
    def split(category: str) -> dict[str, str]:
        return night.one(
            "cost_split",
            association_code="sydnarke",
            fiscal_year="2019",
            definition_set="as_booked",
            cost_category=category,
        )

    printed = {"individual": ("4252254.00", "0.7428"), "structural": ("131638.00", "0.0230")}
    printed["administration"] = ("1340863.00", "0.2342")
    for category, (amount, share) in printed.items():
        row = split(category)
        assert row["amount_sek"] == amount
        assert round(Decimal(row["share_of_cost"]), 4) == Decimal(share)
    assert split("financial")["amount_sek"] == "1171.00"
    assert split("financial")["share_of_cost"] == ""
    assert sum(Decimal(amount) for amount, _ in printed.values()) == Decimal("5724755.00")


@pytest.mark.parametrize(
    ("indicator", "digits", "expected"),
    [
        ("total_cost", 2, "5724755.00"),
        ("admin_share_of_allocation", 4, "0.2546"),
        ("admin_share_of_funding", 4, "0.2217"),
        ("result", 2, "323481.00"),
        ("equity", 2, "1122774.00"),
        ("budget_variance", 2, "284245.00"),
        ("external_funds_used", 2, "783408.00"),
    ],
)
def test_sydnarke_2019_indicators(night: Night, indicator: str, digits: int, expected: str) -> None:
    row = night.one(
        "indicator_value",
        indicator_code=indicator,
        association_code="sydnarke",
        unit_code="",
        period_start="2019-01-01",
        definition_set="as_booked",
        breakdown="",
    )
    assert round(Decimal(row["value"]), digits) == Decimal(expected)


def test_the_statements_are_the_printed_ones(night: Night) -> None:
    facts = PROJECT / "tools" / "bundle" / "facts" / "statement_lines.csv"
    relations = {
        "income_statement": "income_statement",
        "balance_sheet": "balance_sheet",
        "cash_flow_statement": "cash_flow",
        "operating_statement": "operating_statement",
    }
    with facts.open(encoding="utf-8", newline="") as handle:
        printed = [row for row in csv.DictReader(handle) if row["statement"] in relations]
    assert len(printed) > 20
    for line in printed:
        row = night.one(
            relations[line["statement"]],
            association_code=line["ledger"],
            fiscal_year=line["fiscal_year"],
            line=line["line_key"],
        )
        assert Decimal(row["amount_sek"]) == Decimal(line["amount_sek"]), line


def test_the_budget_2022_and_its_broken_header(night: Night) -> None:
    shares = {
        row["cost_category"]: round(Decimal(row["share_of_cost"]), 3)
        for row in night.rows("budget_split")
        if row["association_code"] == "lekeberg_orebro" and row["definition_set"] == "as_booked"
    }
    assert shares == {
        "individual": Decimal("0.700"),
        "structural": Decimal("0.152"),
        "administration": Decimal("0.148"),
    }
    finding = night.one("finding", check_code="budget_group_sum")
    assert (Decimal(finding["expected"]), Decimal(finding["actual"])) == (8000, 5500)


def test_what_the_four_associations_printed_stands_beside_what_we_compute(night: Night) -> None:
    compared = {
        row["association_code"]
        for row in night.rows("printed_comparison")
        if row["indicator_code"] == "admin_share_of_cost"
    }
    assert compared == {"sydnarke", "lekeberg_orebro", "degerfors_karlskoga", "sofint"}


def test_a_file_delivered_twice_and_in_another_order_changes_no_byte(night: Night, exports: Path) -> None:
    for path in sorted(exports.glob("*/*/*"), reverse=True):
        content = path.read_bytes()
        path.unlink()
        (path.parent / f"{path.stem} - kopia{path.suffix}").write_bytes(content)
        path.write_bytes(content)
    again = run_nightly(exports, exports.parent / "var")
    assert again.exit_code == 0, again.output
    assert again.files() == night.files()


def test_the_same_facts_in_another_form_count_once(night: Night, exports: Path) -> None:
    for source in ("budget", "forecast", "funding", "programmes", "staffing"):
        path = next((exports / "lekeberg_orebro" / source).glob("*.csv"))
        (path.parent / "i annan form.csv").write_text(path.read_bytes().decode("cp1252"), encoding="utf-8", newline="")
    after = run_nightly(exports, exports.parent / "var")
    assert after.exit_code == 0, after.output
    changes = moved(night, after)
    # what is said of the files themselves counts rows of both
    assert {row["check_code"] for row in changes.pop("finding", [])} <= {"delivery_check"}
    assert set(changes) == {"build", "delivery"}


def test_one_changed_amount_moves_what_rests_on_it(night: Night, exports: Path) -> None:
    path = exports / "lekeberg_orebro" / "sie" / "finsam_lo_2019.SE"
    text = path.read_bytes().decode("cp437")
    changed = text.replace("534847.00", "534848.00")
    assert text.count("534847.00") == 2
    lines = [line for line in changed.splitlines(keepends=True) if not line.startswith("#KSUMMA")]
    path.write_bytes("".join(lines).encode("cp437"))
    after = run_nightly(exports, exports.parent / "var")
    assert after.exit_code == 0, after.output
    changes = moved(night, after)
    assert {row["association_code"] for row in changes["cost_line"]} == {"lekeberg_orebro"}
    assert {row["programme_code"] for row in changes["cost_line"]} == {"lekeberg_mt"}
    assert {row["association_code"] for row in changes["indicator_value"]} == {"lekeberg_orebro", "orebro_lan"}
    assert {row["unit_code"] for row in changes["indicator_value"]} == {"", "lekeberg", "lekeberg_mt"}
    assert not {"funding", "staffing", "equity", "balance_sheet", "budget_split"} & set(changes)


def test_one_changed_rule_date_moves_what_rests_on_it(night: Night, tmp_path: Path) -> None:
    project = tmp_path / "project"
    for folder in ("models", "macros", "seeds", "expectations"):
        shutil.copytree(PROJECT / folder, project / folder)
    shutil.copytree(PROJECT / "tests", project / "tests", ignore=shutil.ignore_patterns("python", "exports"))
    for name in ("dbt_project.yml", "profiles.yml", "requirements.lock"):
        shutil.copy(PROJECT / name, project / name)
    rules = project / "seeds" / "definitions" / "cost_rule.csv"
    with rules.open(encoding="utf-8", newline="") as handle:
        table = list(csv.DictReader(handle))
    for row in table:
        if row["rule_id"] == "AB-SY-41":
            row["valid_from"] = "2019-07-01"
    with rules.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    after = run_nightly(PROJECT / "exports", tmp_path / "var", project)
    assert after.exit_code == 0, after.output
    changes = moved(night, after)
    assert {(row["association_code"], row["definition_set"]) for row in changes["cost_split"]} == {
        ("sydnarke", "as_booked")
    }
    assert {row["month"] for row in changes["cost_line"]} == {f"2019-{month:02d}-01" for month in range(1, 7)}
    assert {row["check_code"] for row in changes["finding"]} >= {"cost_unclassified"}
    assert not {"funding", "staffing", "equity", "balance_sheet", "income_statement", "delivery"} & set(changes)


def test_bad_deliveries_get_their_answer_and_the_rest_is_published(night: Night, exports: Path) -> None:
    unknown = exports / "okant_forbund" / "funding"
    unknown.mkdir(parents=True)
    (unknown / "bidrag.csv").write_text("År,Finansiär,Finansiärstyp,Mottaget\n2019,Staten,state,1\n", encoding="utf-8")
    funding = exports / "sydnarke" / "funding"
    (funding / "utan_kolumn.csv").write_text("År,Finansiär,Mottaget\n2019,Staten,1\n", encoding="utf-8")
    ledger = exports / "sydnarke" / "sie"
    whole = (ledger / "sydnarke_2019.se").read_bytes()
    (ledger / "avklippt.se").write_bytes(whole[: len(whole) // 2])
    sofint = next((exports / "sofint" / "sie").iterdir())
    text = sofint.read_bytes().decode("cp437").replace("135146.00", "135147.00", 1)
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#KSUMMA")]
    sofint.write_bytes("".join(lines).encode("cp437"))

    after = run_nightly(exports, exports.parent / "var")
    assert after.exit_code == 0, after.output
    refused = {row["file_name"]: row for row in after.rows("delivery") if row["status"] == "refused"}
    assert set(refused) == {"bidrag.csv", "utan_kolumn.csv", "avklippt.se"}
    assert "association.csv" in refused["bidrag.csv"]["reason"]
    assert "Finansiärstyp" in refused["utan_kolumn.csv"]["reason"]
    partly = after.one("delivery", association_code="sofint", source="sie")
    assert partly["status"] == "partly_loaded"
    assert partly["quarantined_sek"] == "135147.00"
    assert int(partly["rows_in"]) == int(partly["rows_read"]) + int(partly["rows_quarantined"])
    for row in after.rows("delivery"):
        assert int(row["rows_in"]) == int(row["rows_read"]) + int(row["rows_quarantined"])
    refusals = {row["subject"] for row in after.rows("finding") if row["check_code"] == "delivery_refused"}
    assert refusals == {"funding/bidrag.csv", "funding/utan_kolumn.csv", "sie/avklippt.se"}
    assert after.one("finding", check_code="delivery_partly_loaded")["association_code"] == "sofint"
    # the reception team's cost is gone with its voucher, and nothing else of the association is
    programmes = {row["programme_code"] for row in moved(after, night)["cost_line"]}
    assert programmes == {"mottagningsteam"}


def test_a_blocking_finding_publishes_nothing(night: Night, exports: Path, tmp_path: Path) -> None:
    path = exports / "sofint" / "funding" / "rattad.csv"
    path.write_text("År,Finansiär,Finansiärstyp,Mottaget\n2019,Staten,state,1999999\n", encoding="utf-8")
    var = tmp_path / "var"
    shutil.copytree(night.var, var, symlinks=True)
    before = (var / "current").readlink()
    after = run_nightly(exports, var)
    assert after.exit_code == 3
    assert "Staten" in after.output
    assert (var / "current").readlink() == before


def test_the_summary_fits_a_screen_and_the_receipt_adds_up(night: Night) -> None:
    assert len(night.output.splitlines()) < 100
    receipt = json.loads((night.var / "current" / "receipt.json").read_text(encoding="utf-8"))
    deliveries = receipt["deliveries"]
    assert deliveries["rows_in"] == deliveries["rows_read"] + deliveries["rows_quarantined"]
