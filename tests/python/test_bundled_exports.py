"""The bundled exports: rebuilt byte for byte, balanced, and equal to the printed statements."""

from __future__ import annotations

import csv
import hashlib
import re
import subprocess
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from finsam.checks import check
from finsam.contract import load_contract
from finsam.privacy import mask_line, normalise_person_id
from finsam.read import interpret, read
from finsam.receive import receive
from finsam.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = ROOT / "exports"
SCRIPT = ROOT / "tools" / "bundle" / "build_exports.py"
STATEMENTS = ROOT.parent / "shared" / "facts" / "financial_statements_sydnarke_2019.csv"
PUBLISHED = ROOT.parent / "shared" / "facts" / "published_figures.csv"
SIE_FILES = sorted(path for path in EXPORTS.glob("*/sie/*") if path.is_file())
ALL_FILES = sorted(path for path in EXPORTS.glob("*/*/*") if path.is_file())
ASSOCIATIONS = ("degerfors_karlskoga", "lekeberg_orebro", "sofint", "sydnarke")


def _name(path: Path) -> str:
    return str(path.relative_to(EXPORTS))


def _tokens(line: str) -> list[str]:
    """Fields of one record; braces are tokens of their own. Enough for files this project writes itself."""
    found = re.findall(r'"((?:\\"|[^"])*)"|([{}])|([^\s{}"]+)', line)
    return [(quoted or brace or plain).replace('\\"', '"') for quoted, brace, plain in found]


class _Sie:
    """What the tests need of one file, read independently of finsam.readers."""

    def __init__(self, path: Path) -> None:
        self.records = [_tokens(line) for line in path.read_bytes().decode("cp437").splitlines() if line.strip()]
        self.vouchers: list[list[tuple[str, dict[str, str], Decimal]]] = []
        self.balances: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
        for record in self.records:
            if record[0] == "#VER":
                self.vouchers.append([])
            elif record[0] == "#TRANS":
                end = record.index("}")
                pairs = record[3:end]
                self.vouchers[-1].append(
                    (record[1], dict(zip(pairs[::2], pairs[1::2], strict=True)), Decimal(record[end + 1]))
                )
            elif record[0] in ("#IB", "#UB", "#RES"):
                self.balances[record[0], record[1]][record[2]] = Decimal(record[3])

    def movement(self, prefixes: tuple[str, ...], unit: str = "", project: str | None = None) -> Decimal:
        return sum(
            (
                amount
                for voucher in self.vouchers
                for account, objects, amount in voucher
                if account.startswith(prefixes)
                and unit in ("", objects.get("1", ""))
                and (project is None or objects.get("6", "") == project)
            ),
            Decimal(0),
        )

    def closing(self, prefixes: tuple[str, ...], year: str = "0") -> Decimal:
        return sum(
            (amount for account, amount in self.balances["#UB", year].items() if account.startswith(prefixes)),
            Decimal(0),
        )


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("rebuilt")
    subprocess.run([sys.executable, str(SCRIPT), "--target", str(target)], check=True, capture_output=True)
    return target


def test_the_script_rebuilds_every_file_byte_for_byte(rebuilt: Path) -> None:
    built = {str(path.relative_to(rebuilt)): path.read_bytes() for path in rebuilt.rglob("*") if path.is_file()}
    stored = {str(path.relative_to(ROOT)): path.read_bytes() for path in EXPORTS.rglob("*") if path.is_file()}
    assert sorted(built) == sorted(stored)
    assert [name for name, data in built.items() if stored[name] != data] == []


def test_a_changed_fact_that_breaks_a_printed_line_stops_the_script(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    for path in (SCRIPT.parent / "facts").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "sie_postings":
            assert text.count(",1051782,") == 1
            text = text.replace(",1051782,", ",1051783,")
        (facts / path.name).write_text(text, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, str(SCRIPT), "--facts", str(facts), "--target", str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert "sydnarke 2019" in run.stderr
    assert not (tmp_path / "exports").exists()


def test_every_association_delivers_money_and_people() -> None:
    for association in ASSOCIATIONS:
        sources = {path.parent.name for path in ALL_FILES if path.parts[-3] == association}
        assert {"sie", "programmes", "funding", "staffing", "participants", "exits"} <= sources
        assert (EXPORTS / association / "README.md").is_file()


@pytest.mark.parametrize("path", SIE_FILES, ids=_name)
def test_every_voucher_balances_and_carries_provenance(path: Path) -> None:
    sie = _Sie(path)
    assert sie.vouchers
    for voucher in sie.vouchers:
        assert sum(amount for _, _, amount in voucher) == 0
        for _, objects, _ in voucher:
            assert objects["20"] in {"printed", "spread", "inferred", "assumed"}


@pytest.mark.parametrize("path", SIE_FILES, ids=_name)
def test_the_control_total_is_right(path: Path) -> None:
    records = _Sie(path).records
    marks = [at for at, record in enumerate(records) if record[0] == "#KSUMMA"]
    assert marks == [1, len(records) - 1]
    counted = "".join(
        field for record in records[marks[0] + 1 : marks[1]] for field in record if field not in ("{", "}")
    )
    assert int(records[-1][1]) == zlib.crc32(counted.encode("cp437"))


@pytest.mark.parametrize("path", SIE_FILES, ids=_name)
def test_accounts_and_objects_are_declared(path: Path) -> None:
    sie = _Sie(path)
    accounts = {record[1] for record in sie.records if record[0] == "#KONTO"}
    objects = {(record[1], record[2]) for record in sie.records if record[0] == "#OBJEKT"}
    for voucher in sie.vouchers:
        for account, pairs, _ in voucher:
            assert account in accounts
            assert set(pairs.items()) <= objects


@pytest.mark.parametrize("year", [2018, 2019])
def test_opening_plus_movement_is_closing_and_result(year: int) -> None:
    sie = _Sie(EXPORTS / "sydnarke" / "sie" / f"sydnarke_{year}.se")
    opening, closing, result = (sie.balances[kind, "0"] for kind in ("#IB", "#UB", "#RES"))
    moved: dict[str, Decimal] = defaultdict(Decimal)
    for voucher in sie.vouchers:
        for account, _, amount in voucher:
            moved[account] += amount
    assert set(moved) == set(closing) & set(moved) | set(result)
    for account, amount in closing.items():
        assert opening.get(account, Decimal(0)) + moved[account] == amount
    for account, amount in result.items():
        assert moved[account] == amount
    assert sum(opening.values()) == 0
    assert sum(closing.values()) == 0


def test_2019_opens_with_what_2018_closed_with() -> None:
    before = _Sie(EXPORTS / "sydnarke" / "sie" / "sydnarke_2018.se")
    after = _Sie(EXPORTS / "sydnarke" / "sie" / "sydnarke_2019.se")
    assert after.balances["#UB", "-1"] == before.balances["#UB", "0"]
    assert after.balances["#RES", "-1"] == before.balances["#RES", "0"]
    assert after.balances["#IB", "0"] == {k: v for k, v in before.balances["#UB", "0"].items() if v}


def test_cash_never_falls_below_zero() -> None:
    for year in (2018, 2019):
        sie = _Sie(EXPORTS / "sydnarke" / "sie" / f"sydnarke_{year}.se")
        days = [record[3] for record in sie.records if record[0] == "#VER"]
        cash = sie.balances["#IB", "0"]["1930"]
        by_day: dict[str, Decimal] = defaultdict(Decimal)
        for day, voucher in zip(days, sie.vouchers, strict=True):
            by_day[day] += sum((amount for account, _, amount in voucher if account == "1930"), Decimal(0))
        for day in sorted(by_day):
            cash += by_day[day]
            assert cash >= 0, day


@pytest.fixture(scope="module")
def statements() -> dict[tuple[str, str], dict[str, str]]:
    if not STATEMENTS.is_file():
        pytest.skip("the folder ../shared with the printed statements is not here")
    with STATEMENTS.open(encoding="utf-8", newline="") as handle:
        return {(row["statement"], row["line_key"]): row for row in csv.DictReader(handle)}


PRINTED_CLOSING = [
    ("balance_sheet", "receivables", ("16", "17"), 1),
    ("balance_sheet", "cash_and_bank", ("1930",), 1),
    ("balance_sheet", "assets_total", ("1",), 1),
    ("balance_sheet", "result_for_year", ("2090",), -1),
    ("balance_sheet", "other_equity", ("2010",), -1),
    ("balance_sheet", "current_liabilities", ("25", "291", "292", "293", "294", "295", "2990"), -1),
    ("balance_sheet", "equity_provisions_liabilities_total", ("2",), -1),
    ("operating_statement", "closing_equity", ("20",), -1),
    ("note_2_receivables", "other_receivables", ("1610",), 1),
    ("note_2_receivables", "vat_receivable", ("1650",), 1),
    ("note_2_receivables", "prepaid_costs", ("1710",), 1),
    ("note_2_receivables", "accrued_income", ("1790",), 1),
    ("note_3_current_liabilities", "trade_payables", ("2510",), -1),
    ("note_3_current_liabilities", "audit_accrual", ("2910",), -1),
    ("note_3_current_liabilities", "accrued_student_consulting", ("2920",), -1),
    ("note_3_current_liabilities", "accrued_salary_arbetsformedlingen", ("2930",), -1),
    ("note_3_current_liabilities", "accrued_electricity", ("2940",), -1),
    ("note_3_current_liabilities", "deferred_contribution_askersund", ("2951",), -1),
    ("note_3_current_liabilities", "deferred_contribution_hallsberg", ("2952",), -1),
    ("note_3_current_liabilities", "deferred_contribution_kumla", ("2953",), -1),
    ("note_3_current_liabilities", "deferred_contribution_laxa", ("2954",), -1),
    ("note_3_current_liabilities", "deferred_contribution_region", ("2955",), -1),
]
PRINTED_MOVEMENT = [
    ("income_statement", "operating_revenue", ("3",)),
    ("income_statement", "operating_costs", ("4", "5", "6", "7")),
    ("income_statement", "financial_costs", ("85",)),
    ("income_statement", "result_for_year", ("3", "4", "5", "6", "7", "85")),
    ("cash_flow_statement", "change_in_current_receivables", ("16", "17")),
    ("cash_flow_statement", "change_in_current_liabilities", ("25", "29")),
    ("note_1_operating_revenue", "contribution_state", ("3511",)),
    ("note_1_operating_revenue", "contribution_region", ("3512",)),
    ("note_1_operating_revenue", "contribution_askersund", ("3513",)),
    ("note_1_operating_revenue", "contribution_hallsberg", ("3514",)),
    ("note_1_operating_revenue", "contribution_kumla", ("3515",)),
    ("note_1_operating_revenue", "contribution_laxa", ("3516",)),
    ("note_1_operating_revenue", "eu_funds_and_other_grants", ("3580",)),
]
PRINTED_UNITS = [
    ("programme_mottagningsteam", "100", ""),
    ("programme_coachingteam", "110", ""),
    ("programme_vaxa", "110", "P01"),
    ("programme_rehabiliteringsmassan", "200", ""),
    ("programme_gemensam_samverkansdag", "210", ""),
    ("programme_behovsinventering", "220", ""),
    ("board", "10", ""),
    ("office", "20", ""),
]


@pytest.mark.parametrize("year", [2018, 2019])
def test_sydnarke_equals_the_printed_statements(statements: dict[tuple[str, str], dict[str, str]], year: int) -> None:
    sie = _Sie(EXPORTS / "sydnarke" / "sie" / f"sydnarke_{year}.se")

    def printed(statement: str, key: str) -> Decimal:
        return Decimal(statements[statement, key][f"amount_{year}_sek"] or 0)

    for statement, key, prefixes, sign in PRINTED_CLOSING:
        assert sign * sie.closing(prefixes) == printed(statement, key), (statement, key)
    for statement, key, prefixes in PRINTED_MOVEMENT:
        assert -sie.movement(prefixes) == printed(statement, key), (statement, key)
    assert sie.movement(("1930",)) == printed("cash_flow_statement", "cash_flow_for_year")


def test_sydnarke_2019_equals_the_printed_units_and_audit(statements: dict[tuple[str, str], dict[str, str]]) -> None:
    sie = _Sie(EXPORTS / "sydnarke" / "sie" / "sydnarke_2019.se")
    costs = ("4", "5", "6", "7")
    for key, unit, project in PRINTED_UNITS:
        assert -sie.movement(costs, unit, project) == Decimal(
            statements["budget_vs_outcome", key]["amount_2019_sek"]
        ), key
    assert sie.movement(("741",)) == Decimal(statements["note_4_audit", "audit_cost_total"]["amount_2019_sek"])
    assert sie.movement(("7410",)) == Decimal(statements["note_4_audit", "audit_cost_expert_review"]["amount_2019_sek"])


def test_2018_costs_have_no_unit_because_their_split_is_not_printed() -> None:
    sie = _Sie(EXPORTS / "sydnarke" / "sie" / "sydnarke_2018.se")
    assert not any("1" in objects for voucher in sie.vouchers for _, objects, _ in voucher)


def test_published_holds_every_printed_figure_unchanged() -> None:
    if not PUBLISHED.is_file():
        pytest.skip("the folder ../shared with the printed figures is not here")
    with PUBLISHED.open(encoding="utf-8", newline="") as handle:
        facts = [
            (r["figure_no"], r["measure"], r["year"], r["value"], r["association"]) for r in csv.DictReader(handle)
        ]
    with (EXPORTS / "_national" / "published" / "tryckta_uppgifter.csv").open(encoding="utf-8", newline="") as handle:
        rows = [(r["Löpnummer"], r["Mått"], r["År"], r["Värde"], r["Område"]) for r in csv.DictReader(handle)]
    assert rows == facts


def test_the_budget_2022_keeps_its_broken_header() -> None:
    text = (EXPORTS / "lekeberg_orebro" / "budget" / "budget_2022.csv").read_bytes().decode("windows-1252")
    rows = [r for r in csv.DictReader(text.splitlines(), delimiter=";") if r["Grupp"] == "Företagsförsäkring"]
    assert len(text.splitlines()) == 59
    assert [(r["Nivå"], r["Belopp"]) for r in rows] == [("group", "5 500"), ("line", "8 000")]


@pytest.mark.parametrize("path", ALL_FILES, ids=_name)
def test_the_readers_load_every_bundled_file(path: Path) -> None:
    source = path.parent.name
    data = path.read_bytes()
    result = interpret(data, hashlib.sha256(data).hexdigest(), source)
    assert result.status == "loaded"
    assert result.rows_in == result.rows_read
    assert result.rows_quarantined == 0
    diagnostics = result.tables["sie_diagnostic" if source == "sie" else "table_diagnostic"].to_pylist()
    assert [row for row in diagnostics if row["severity"] in ("fatal", "error")] == []


def _seed(name: str) -> list[dict[str, str]]:
    with (ROOT / "seeds" / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("day", ["2004-01-01", "2019-12-31", "2025-12-31", "2026-01-01"])
@pytest.mark.parametrize("chart", ["bas", "kommunbas", "regionbas"])
def test_each_chart_gives_every_account_exactly_one_class(chart: str, day: str) -> None:
    hits = [0] * 10_000
    for row in _seed("chart_of_accounts"):
        if row["chart_code"] == chart and row["valid_from"] <= day <= row["valid_to"]:
            assert len(row["account_from"]) == len(row["account_to"]) == 4
            for number in range(int(row["account_from"]), int(row["account_to"]) + 1):
                hits[number] += 1
    assert set(hits) == {1}


def test_5010_is_premises_in_one_chart_and_board_fees_in_the_other() -> None:
    names = {row["chart_code"]: row["name_sv"] for row in _seed("chart_of_accounts") if row["account_from"] == "5010"}
    assert names == {"bas": "Lokalhyra", "kommunbas": "Arvoden till förtroendevalda"}


def test_each_association_has_the_state_the_region_and_a_municipality() -> None:
    types = {row["member_code"]: row["member_type"] for row in _seed("member")}
    found: dict[str, set[str]] = defaultdict(set)
    for row in _seed("association_member"):
        found[row["association_code"]].add(types[row["member_code"]])
    assert sorted(found) == sorted(ASSOCIATIONS)
    assert all(kinds == {"state", "region", "municipality"} for kinds in found.values())
    assert len({row["municipality_code"] for row in _seed("municipality") if row["association_code"]}) == 12


def test_funders_and_principals_of_the_bundle_are_known() -> None:
    funders = {row["funder"] for row in _seed("funder")}
    members = {row["member_code"] for row in _seed("member")}
    with (SCRIPT.parent / "facts" / "funding.csv").open(encoding="utf-8", newline="") as handle:
        assert {row["funder"] for row in csv.DictReader(handle)} <= funders
    with (SCRIPT.parent / "facts" / "staffing.csv").open(encoding="utf-8", newline="") as handle:
        assert {row["funder"] for row in csv.DictReader(handle)} <= funders
    with (SCRIPT.parent / "facts" / "programmes.csv").open(encoding="utf-8", newline="") as handle:
        assert {row["principal_member"] for row in csv.DictReader(handle)} <= members


def _rows(table: str, association: str = "") -> list[dict[str, str]]:
    """The rows of one source as delivered, by canonical names, whatever form the association uses."""
    rows: list[dict[str, str]] = []
    names = {column.label_sv: column.name for column in load_contract().sources[table].columns}
    for path in ALL_FILES:
        if path.parts[-2] == table and association in ("", path.parts[-3]):
            data = path.read_bytes()
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = data.decode("windows-1252")
            head = text.splitlines()[0]
            sign = max(",;\t", key=head.count)
            for row in csv.DictReader(text.splitlines(), delimiter=sign):
                rows.append({names.get(k, k): v for k, v in row.items()} | {"association": path.parts[-3]})
    return rows


def _sum(rows: list[dict[str, str]], column: str) -> int:
    return sum(int(row[column]) for row in rows if row[column])


def _printed(measure: str) -> Iterator[tuple[dict[str, str], int]]:
    """Printed figures of Sydnärke's appendix 3: their dimensions and value."""
    for row in _rows("published"):
        if row["measure"] == measure and row["source_locator"].startswith("Bilaga 3"):
            pairs = [part.split("=", 1) for part in row["dimension"].split("; ") if "=" in part]
            yield dict(pairs), int(float(row["value"]))


TEAMS = {
    "mottagningsteam": (125, 102, 64),
    "vaxa_mottagningsteam": (11, 8, 6),
    "coachingteam": (120, 76, 44),
    "vaxa_coachingteam": (11, 8, 4),
}
MUNICIPALITIES = {"Askersund": "1882", "Hallsberg": "1861", "Kumla": "1881", "Laxå": "1860"}
STEP_FORWARD = "Stegförflyttning enligt teamets definition (personer)"


@pytest.mark.parametrize("team", TEAMS)
def test_each_team_of_sydnarke_adds_up_by_municipality_and_by_sex(team: str) -> None:
    participants, completed, step_forward = TEAMS[team]
    rows = [row for row in _rows("participants", "sydnarke") if row["programme_code"] == team]
    places = [row for row in rows if row["municipality_code"]]
    assert _sum(places, "total_count") == participants
    assert _sum([row for row in rows if row["sex"] in ("woman", "man")], "total_count") == participants
    assert _sum(places, "completed_count") == completed
    for row in places:
        if row["opening_count"]:
            assert int(row["opening_count"]) + int(row["new_count"]) == int(row["total_count"])
    exits = [row for row in _rows("exits", "sydnarke") if row["programme_code"] == team]
    assert _sum([row for row in exits if row["exit_reason"] == STEP_FORWARD], "exit_count") == step_forward
    referrals = [row for row in _rows("referrals", "sydnarke") if row["programme_code"] == team]
    assert _sum(referrals, "referral_count") == participants


def test_a_budgeted_number_never_stands_beside_counts_by_municipality() -> None:
    rows = _rows("participants", "sydnarke")
    by_place = {row["programme_code"] for row in rows if row["municipality_code"]}
    for row in rows:
        if row["programme_code"] in by_place and row["budgeted_count"]:
            assert not any(row[f"{name}_count"] for name in ("opening", "new", "completed", "closing", "total"))


@pytest.mark.parametrize(
    ("measure", "column"),
    [
        ("participants_by_municipality", "total_count"),
        ("participants_carried_over", "opening_count"),
        ("participants_new", "new_count"),
        ("participants_completed", "completed_count"),
    ],
)
def test_every_printed_count_by_municipality_is_delivered(measure: str, column: str) -> None:
    delivered = {
        (row["programme_code"], row["municipality_code"]): row[column]
        for row in _rows("participants", "sydnarke")
        if row["municipality_code"]
    }
    checked = 0
    for dimension, value in _printed(measure):
        place = MUNICIPALITIES.get(dimension.get("municipality", ""))
        if place and dimension.get("programme") in TEAMS:
            assert delivered[dimension["programme"], place] == str(value), dimension
            checked += 1
    assert checked >= 8


def test_every_printed_exit_reason_is_delivered() -> None:
    printed = Counter((dimension["programme"], value) for dimension, value in _printed("exit_reason_count"))
    delivered = Counter(
        (row["programme_code"], int(row["exit_count"]))
        for row in _rows("exits", "sydnarke")
        if row["programme_code"] in TEAMS and row["exit_reason"] != STEP_FORWARD
    )
    assert delivered == printed
    assert sum(delivered.values()) == 49


def test_the_county_overview_of_2019_can_be_made_from_the_files() -> None:
    programmes = {
        ("lekeberg_orebro", "orebro_ct"),
        ("lekeberg_orebro", "lekeberg_ct"),
        ("degerfors_karlskoga", "coachingteam"),
        ("sofint", "coachingteam"),
        ("sydnarke", "coachingteam"),
        ("sydnarke", "vaxa_coachingteam"),
    }

    def chosen(table: str) -> list[dict[str, str]]:
        return [row for row in _rows(table) if (row["association"], row["programme_code"]) in programmes]

    counts = [row for row in chosen("participants") if row["sex"] == "all"]
    exits = chosen("exits")
    assert _sum(counts, "total_count") == 610
    assert _sum(counts, "completed_count") == 272
    forward = ("Till arbete", "Övrig stegförflyttning", STEP_FORWARD)
    assert _sum([row for row in exits if row["exit_reason"] in forward], "exit_count") == 138
    work = ("Till arbete", "Anställning", "Anpassad anställning")
    assert _sum([row for row in exits if row["exit_reason"] in work], "exit_count") == 35


def test_work_with_and_without_support_is_as_printed_for_the_coaching_team() -> None:
    rows = [row for row in _rows("exits", "sydnarke") if row["programme_code"] in ("coachingteam", "vaxa_coachingteam")]
    assert _sum([row for row in rows if row["public_support"] == "yes"], "exit_count") == 4
    assert _sum([row for row in rows if row["public_support"] == "no"], "exit_count") == 3


def test_the_register_has_72_associations_274_members_and_16_outside() -> None:
    rows = _rows("association_register")
    assert len({row["municipality_code"] for row in rows}) == len(rows) == 290
    assert all(row["municipality_code"].startswith(row["county_code"]) for row in rows)
    names = {row["association_name"] for row in rows} - {""}
    assert len(names) == 72
    assert sum(not row["association_name"] for row in rows) == 16
    changes = _rows("association_changes")
    ended = {row["association_name"] for row in changes if row["change_type"] in ("merged", "ceased", "dissolved")}
    begun = {row["successor_name"] for row in changes if row["change_type"] == "merged"}
    assert len(ended) - len(begun) == 3
    assert not ended & names
    assert begun <= names


def test_the_national_orientations_add_up_to_their_type() -> None:
    rows = [row for row in _rows("uppfoljning_national") if not row["target_group"]]
    for kind, programmes, persons in (("individual", 296, 20553), ("structural", 275, 63796)):
        whole = [row for row in rows if row["programme_type"] == kind and not row["orientation"]]
        parts = [row for row in rows if row["programme_type"] == kind and row["orientation"]]
        for column, value in (("programme_count", programmes), ("participant_count", persons)):
            assert _sum(whole, column) == _sum(parts, column) == value


def test_invented_rows_are_in_the_example_association_only() -> None:
    for table in load_contract().tables:
        for row in _rows(table.name):
            if "provenance" in row:
                assert (row["provenance"] == "synthetic") == (row["association"] == "exempel"), (table.name, row)


def test_test_persons_agree_with_their_numbers_and_stand_in_one_file_only() -> None:
    rows = _rows("sus")
    assert len(rows) == 40
    assert len({row["person_id"] for row in rows}) == 30
    for row in rows:
        number = normalise_person_id(row["person_id"])
        assert number[:4] == row["birth_year"]
        assert row["sex"] == ("man" if int(number[10]) % 2 else "woman")
    for path in EXPORTS.rglob("*"):
        if path.is_file() and path.parent.name != "sus" and path.suffix in (".csv", ".md", ".json"):
            text = path.read_bytes().decode("utf-8", errors="replace")
            assert mask_line(text) == text, path


def test_the_bundle_meets_every_expectation(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(b"k" * 32)
    settings = Settings(project=ROOT, exports=EXPORTS, var=tmp_path / "var", person_key_file=key)
    read(settings, receive(settings))
    rows = check(settings).rows
    assert {row["source"] for row in rows} >= {"sus", "goals", "target_groups", "association_register"}
    failed = {(row["source"], row["severity"], row["expectation"]) for row in rows if not row["success"]}
    assert failed == {("budget", "note", "the_day_of_decision_is_given")}
