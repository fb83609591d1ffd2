"""What a proposal would do: to the öre, in files that are safe to open, and without touching what is published."""

from __future__ import annotations

import csv
import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from nights import PROJECT, Night
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from finsam.cli import app
from finsam.definitions.changes import ADDED, RowChange
from finsam.definitions.impact import Impact, ReconciliationError, _reconciled
from finsam.definitions.moved import category_rows, compute_moves, moved_rows
from finsam.definitions.report import write_report
from finsam.settings import Settings

CENT = Decimal("0.01")

# ---- lines that move, by hand -------------------------------------------------------------------------------------

_TABLES = """
create table S.int_ledger__key as select 1 as ledger_key, 'a' as association_code, 2019 as fiscal_year,
    date '2019-01-01' as month, '7510' as account, cast(null as varchar) as unit_object,
    cast(null as varchar) as project_object, 'delivered' as provenance, cast(null as varchar) as text_signature,
    (select sum(amount_sek) from lines) as amount_sek;
create table S.int_cost__subject as select 'ledger' as subject_kind, 'L1' as subject_key, 'a' as association_code,
    2019 as fiscal_year, '' as budget_version, date '2019-01-01' as valid_on, cast(null as varchar) as programme_code,
    amount_sek from S.int_ledger__key;
create table S.int_ledger__line as select 'a' as association_code, 2019 as fiscal_year, 'f' as file_sha256, line_no,
    'A' as voucher_series, '1' as voucher_number, date '2019-01-02' as voucher_date, date '2019-01-01' as month,
    '7510' as account, cast(null as varchar) as unit_object, cast(null as varchar) as project_object,
    'delivered' as provenance, 'Text' as line_text, amount_sek from lines;
create table S.int_ledger__text_signature (line_text varchar, text_signature varchar);
create table S.int_ledger__account as select 'a' as association_code, 2019 as fiscal_year, '7510' as account,
    'Chef' as account_name;
create table S.int_budget__line (association_code varchar, file_sha256 varchar, line_no bigint, account varchar,
    line_text varchar, budget_group varchar, amount_sek decimal(18, 2));
create table S.cost_rule as select 'R1' as rule_id, 'own' as definition_set, 'D1' as decision_id;
create table S.controller__delivery as select 'a' as association_code, 'f' as file_sha256, 'a.se' as file_name;
create table S.allocation_key (allocation_key varchar, definition_set varchar, association_code varchar,
    cost_category varchar, programme_code varchar, share decimal(18, 10), takes_remainder boolean, valid_from date,
    valid_to date, decision_id varchar);
create table S.int_cost__amount (subject_kind varchar, subject_key varchar, definition_set varchar, rule_id varchar,
    allocation_key varchar, share_basis varchar, share decimal(18, 10), cost_category varchar, programme_code varchar,
    amount_sek decimal(18, 2));
"""


class HandMade:
    """Two sides written by hand, in the place of finsam.definitions.sides.Sides."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def differs(self, *_names: str) -> bool:
        return False

    def rows(self, query: str) -> list[dict[str, Any]]:
        cursor = self.connection.execute(query)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@contextmanager
def sides(amounts: list[Decimal], before: list[Decimal], after: list[Decimal]) -> Iterator[HandMade]:
    """One subject of some lines, split by the shares of the categories c0, c1, ...; the last takes the remainder."""
    with duckdb.connect() as connection:
        connection.execute("create table lines (line_no bigint, amount_sek decimal(18, 2))")
        connection.executemany("insert into lines values (?, ?)", list(enumerate(amounts, 1)))
        for side, shares in (("before", before), ("after", after)):
            connection.execute(f"create schema {side}")
            connection.execute(_TABLES.replace("S.", f"{side}."))
            whole = sum(amounts, Decimal())
            parts = [(whole * share).quantize(CENT, ROUND_HALF_UP) for share in shares]
            parts[-1] = whole - sum(parts[:-1], Decimal())
            for number, (share, part) in enumerate(zip(shares, parts, strict=True)):
                last = number == len(shares) - 1
                key = ["manager", "own", "a", f"c{number}", None, share, last, "2004-01-01", "9999-12-31", side]
                connection.execute(f"insert into {side}.allocation_key values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", key)
                if share or last:
                    row = ["ledger", "L1", "own", "R1", "manager", "documented", share, f"c{number}", None, part]
                    connection.execute(
                        f"insert into {side}.int_cost__amount values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row
                    )
            connection.execute(
                f"create table {side}.int_cost__key_share as "
                f"select * exclude (decision_id), definition_set as key_set from {side}.allocation_key"
            )
        made = HandMade(connection)
        compute_moves(made)  # type: ignore[arg-type]
        yield made


def test_the_oere_left_over_is_on_the_largest_line() -> None:
    amounts = [Decimal("0.05"), Decimal("100.05"), Decimal("0.05")]
    one, other = Decimal("1"), Decimal("0")
    with sides(amounts, [other, one], [Decimal("0.3"), Decimal("0.7")]) as made:
        moves = {row["line_no"]: row["amount_sek"] for row in moved_rows(made)}  # type: ignore[arg-type]
        found = moved_rows(made)[0]  # type: ignore[arg-type]
    # 0.3 of 100.15 is 30.05 (30.045 rounded); 0.3 of 0.05 is 0.02 (0.015 rounded), so 30.01 are left for the largest
    assert moves == {1: Decimal("0.02"), 2: Decimal("30.01"), 3: Decimal("0.02")}
    assert (found["from_category"], found["to_category"]) == ("c1", "c0")
    assert (found["old_share"], found["new_share"]) == (Decimal("1"), Decimal("0.3"))
    assert (found["old_key_decision_id"], found["new_key_decision_id"]) == ("before", "after")
    assert (found["file_name"], found["account_name"], found["new_rule_decision_id"]) == ("a.se", "Chef", "D1")


_AMOUNT = st.integers(-(10**7), 10**7).map(lambda number: Decimal(number) / 100)
_SHARES = (
    st.lists(st.integers(0, 1000), min_size=2, max_size=2)
    .map(lambda parts: [*(Decimal(part) / 3000 for part in parts), 1 - Decimal(sum(parts)) / 3000])
    .map(lambda shares: [share.quantize(Decimal("0.0000000001")) for share in shares])
)


@budget(max_examples=30, deadline=None, derandomize=True)
@given(st.lists(_AMOUNT, min_size=1, max_size=6), _SHARES, _SHARES)
def test_lines_add_up_to_categories_and_each_line_to_itself(
    amounts: list[Decimal], before: list[Decimal], after: list[Decimal]
) -> None:
    with sides(amounts, before, after) as made:
        lines = moved_rows(made)  # type: ignore[arg-type]
        categories = category_rows(made)  # type: ignore[arg-type]
        portions = made.rows("select line_no, sum(portion_sek) as sek from after.portion group by all")
    net: dict[str, Decimal] = defaultdict(Decimal)
    for row in lines:
        assert row["amount_sek"] > 0
        net[row["from_category"]] -= row["amount_sek"]
        net[row["to_category"]] += row["amount_sek"]
    assert {category: value for category, value in net.items() if value} == {
        row["cost_category"]: row["difference_sek"] for row in categories if row["difference_sek"]
    }
    assert all(row["sek"] == amounts[row["line_no"] - 1] for row in portions)
    split = [{**row, "difference_sek": row["difference_sek"]} for row in categories]
    assert len(list(_reconciled(categories, lines, split))) == bool(lines)


def test_what_does_not_add_up_is_never_shown() -> None:
    with sides([Decimal("10.00")], [Decimal(0), Decimal(1)], [Decimal("0.3"), Decimal("0.7")]) as made:
        categories = category_rows(made)  # type: ignore[arg-type]
        lines = moved_rows(made)  # type: ignore[arg-type]
    for wrong in ([], [{**lines[0], "amount_sek": lines[0]["amount_sek"] + CENT}]):
        with pytest.raises(ReconciliationError) as caught:
            list(_reconciled(categories, wrong, categories))
        assert caught.value.exit_code == 1
    published = [{**row, "difference_sek": row["difference_sek"] * 2} for row in categories]
    with pytest.raises(ReconciliationError, match="does not add up"):
        list(_reconciled(categories, lines, published))


# ---- the files ----------------------------------------------------------------------------------------------------


@pytest.fixture
def hostile() -> Impact:
    """An impact whose texts would do harm where they are not neutralised."""
    with sides([Decimal("10.00")], [Decimal(0), Decimal(1)], [Decimal("0.3"), Decimal("0.7")]) as made:
        categories = category_rows(made)  # type: ignore[arg-type]
        lines = moved_rows(made)  # type: ignore[arg-type]
    lines = [
        {**lines[0], "line_text": text}
        for text in ("=1+1", "+46 19 123", "@SUM(A1)", "-2", "<script>alert(1)</script>\x0b", "ring 640823-3234")
    ]
    sha256 = "0" * 64
    change = RowChange("t", "seeds/t.csv", ADDED, {"id": "<b>"}, {}, {"reason": "<i>"}, None, None)
    return Impact(
        build_id="0" * 16,
        as_of="2020-01-31",
        before={"source": "build", "sha256": sha256},
        after={"source": "<u>", "sha256": sha256},
        definitions=[change],
        categories=categories,
        indicators=[],
        lines=lines,
        flows=[],
        reconciliation=list(_reconciled(categories, lines[:1], categories)),
        relations=[{"relation": "cost_split", "rows_gone": 1, "rows_come": 1}],
        left_out=[],
        decisions=[],
        closed=[],
        labels={kind: {} for kind in ("association", "definition_set", "cost_category", "indicator")},
    )


def test_the_workbook_has_numbers_and_no_formulas(hostile: Impact, tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path, tmp_path)
    page, workbook = write_report(settings, hostile, tmp_path / "out")
    assert {path.stat().st_mode & 0o777 for path in (page, workbook)} == {0o600}
    sheet = load_workbook(workbook)["Rader"]
    header, *rows = sheet.iter_rows()
    position = {cell.value: number for number, cell in enumerate(header)}
    texts = [row[position["line_text"]] for row in rows]
    assert {cell.data_type for cell in texts} == {"s"}
    assert [cell.quotePrefix for cell in texts] == [True, True, True, True, False, False]
    assert texts[4].value == "<script>alert(1)</script>"
    assert "640823" not in texts[5].value
    assert {row[position["amount_sek"]].data_type for row in rows} == {"n"}
    assert rows[0][position["amount_sek"]].value == 3


def test_the_page_runs_nothing_and_fetches_nothing(hostile: Impact, tmp_path: Path) -> None:
    page, _ = write_report(Settings(tmp_path, tmp_path, tmp_path), hostile, None)
    text = page.read_text(encoding="utf-8")
    assert page.is_relative_to(tmp_path / "reports" / "impact" / hostile.build_id)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    for harmful in ("<script", "<u>", "<b>", "<i>", "http://", "https://", "src=", "640823", "@import", "url("):
        assert harmful not in text, harmful
    assert "2020-01-31" in text
    assert hostile.after["sha256"] in text


# ---- the bundle ---------------------------------------------------------------------------------------------------


def call(night: Night, *words: str, out: Path) -> Result:
    arguments = ["definitions", "impact", "--var", str(night.var), "--out", str(out), *words]
    return CliRunner().invoke(app, arguments, env={"FINSAM_PROJECT": str(PROJECT)})


def heirs(definition_set: str) -> set[str]:
    """The sets that count costs by the rules of another one."""
    with (PROJECT / "seeds" / "definitions" / "definition_set.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {row["definition_set"] for row in rows if row["inherits"] == definition_set and row["covers_cost"] == "true"}


def standing(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file of the published builds with its size and time."""
    files = [folder / "current", *sorted((folder / "builds").rglob("*"))]
    return {str(path): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in files}


@pytest.fixture
def proposal(tmp_path: Path) -> Path:
    """The manager of sydnarke: 30 % structural from 2019 in the association's own practice."""
    with (PROJECT / "seeds" / "definitions" / "allocation_key.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    proposed = []
    for row in rows:
        if (row["allocation_key"], row["definition_set"], row["association_code"]) != (
            "manager",
            "as_booked",
            "sydnarke",
        ):
            proposed.append(row)
            continue
        share = {"administration": "0.7", "structural": "0.3"}[row["cost_category"]]
        proposed.append({**row, "valid_to": "2018-12-31"})
        proposed.append({**row, "valid_from": "2019-01-01", "share": share, "decision_id": "B-NEW"})
    folder = tmp_path / "proposal"
    folder.mkdir()
    with (folder / "allocation_key.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(proposed)
    return folder


def test_a_managers_structural_share_moves_exactly_its_kronor_and_nothing_else(
    night: Night, proposal: Path, tmp_path: Path
) -> None:
    before = standing(night.var)
    result = call(night, "--with", str(proposal), "--json", out=tmp_path / "out")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert standing(night.var) == before
    ((of_manager,),) = night.inside(
        "select sum(amounts.amount_sek) from intermediate.int_cost__amount as amounts inner join "
        "intermediate.int_cost__ledger_subject as subjects on amounts.subject_key = subjects.subject_key "
        "where allocation_key = 'manager' and definition_set = 'as_booked' and association_code = 'sydnarke' "
        "and fiscal_year = 2019"
    )
    assert of_manager == Decimal("775837.00")
    assert Decimal("0.3") * of_manager == Decimal("232751.100")
    differences = {
        (row["association_code"], row["fiscal_year"], row["definition_set"], row["cost_category"]): row[
            "difference_sek"
        ]
        for row in found["categories"]
        if Decimal(row["difference_sek"])
    }
    sets = {"as_booked", *heirs("as_booked")}
    assert differences == {
        ("sydnarke", 2019, definition_set, category): amount
        for definition_set in sets
        for category, amount in (("administration", "-232751.10"), ("structural", "232751.10"))
    }
    by_set = dict.fromkeys(sets, Decimal())
    for row in found["lines"]:
        by_set[row["definition_set"]] += Decimal(row["amount_sek"])
    assert by_set == dict.fromkeys(sets, Decimal("232751.10"))
    assert {(row["account"], row["new_share"], row["new_key_decision_id"]) for row in found["lines"]} == {
        ("7510", "0.3000000000", "B-NEW")
    }
    assert [row["total_difference_sek"] for row in found["reconciliation"]] == ["0.00"] * len(sets)
    # the county is the sum of its associations
    assert {row["association_code"] for row in found["indicators"]} == {"sydnarke", "orebro_lan"}
    assert {row["year"] for row in found["indicators"]} == {2019}
    assert "as_booked" in {row["definition_set"] for row in found["indicators"]} <= sets
    assert "total_cost" not in {row["indicator_code"] for row in found["indicators"]}
    assert [(row["change"], row["key"]["cost_category"], row["decision_id"]) for row in found["definitions"]] == [
        ("changed", "administration", "B-001"),
        ("added", "administration", "B-NEW"),
        ("changed", "structural", "B-001"),
        ("added", "structural", "B-NEW"),
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["impact.html", "impact.xlsx"]


def test_the_screen_says_what_moves_where_and_why(night: Night, proposal: Path, tmp_path: Path) -> None:
    result = call(night, "--with", str(proposal), "--association", "sydnarke", out=tmp_path / "out")
    assert result.exit_code == 0, result.output
    for words in (
        "administration → structural",
        "232 751,10",
        "sydnarke_2019.se:791",
        "manager 1 → AB-SY-20 manager 0.3",
    ):
        assert words in result.stdout
    assert "Controllerfunktionens eget underlag" in result.stdout
    assert "orebro_lan" not in result.stdout
    elsewhere = call(night, "--with", str(proposal), "--year", "2018", "--json", out=tmp_path / "out")
    assert [json.loads(elsewhere.stdout)[part] for part in ("categories", "indicators", "lines")] == [[], [], []]


def test_nothing_to_change_is_said_and_writes_nothing(night: Night, tmp_path: Path) -> None:
    arguments = ["definitions", "impact", "--var", str(night.var)]
    result = CliRunner().invoke(app, arguments, env={"FINSAM_PROJECT": str(PROJECT)})
    assert result.exit_code == 0, result.output
    assert "Förslaget ändrar inget tal. / The proposal changes no figure." in result.stdout
    assert not (night.var / "reports").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0.3", "0,3", "the row has 13 cells, the table 12"),
        ("0.3", "30 %", "column share: '30 %"),
        ("2018-12-31", "2018-31-12", "column valid_to: there is no day '2018-31-12'"),
    ],
)
def test_a_proposal_that_cannot_be_loaded_is_refused_in_words(
    night: Night, proposal: Path, old: str, new: str, said: str
) -> None:
    place = proposal / "allocation_key.csv"
    place.write_text(place.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    out = proposal.parent / "out"
    result = call(night, "--with", str(proposal), out=out)
    assert result.exit_code == 3
    assert "allocation_key.csv, line" in result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert not out.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--association", "sydnarket"], "--association sydnarket: there is none. Choose from"),
        (["--set", "own"], "--set own: there is none. Choose from as_booked"),
        (["--year", "1999"], "--year 1999: there is none. Choose from"),
    ],
)
def test_a_choice_that_names_nothing_is_no_empty_answer(
    night: Night, tmp_path: Path, words: list[str], said: str
) -> None:
    result = call(night, *words, out=tmp_path / "out")
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_category_in_use_cannot_be_proposed_away(night: Night, tmp_path: Path) -> None:
    folder = tmp_path / "proposal"
    folder.mkdir()
    text = (PROJECT / "seeds" / "definitions" / "cost_category.csv").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith("structural,")]
    (folder / "cost_category.csv").write_text("".join(kept), encoding="utf-8")
    result = call(night, "--with", str(folder), out=tmp_path / "out")
    assert result.exit_code == 3
    assert "lacks categories that rules and keys use: structural" in result.stderr


def test_edits_of_the_project_are_what_a_proposal_is_compared_with(
    night: Night, proposal: Path, tmp_path: Path
) -> None:
    """Two proposals in a row: the second shows only what it adds to the first."""
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "seeds", project / "seeds")
    shutil.copy(PROJECT / "dbt_project.yml", project)
    shutil.copy(proposal / "allocation_key.csv", project / "seeds" / "definitions")
    arguments = ["definitions", "impact", "--var", str(night.var), "--out", str(tmp_path / "out"), "--json"]
    environment = {"FINSAM_PROJECT": str(project)}
    own = json.loads(CliRunner().invoke(app, arguments, env=environment).stdout)
    same = json.loads(CliRunner().invoke(app, [*arguments, "--with", str(proposal)], env=environment).stdout)
    text = (proposal / "allocation_key.csv").read_text(encoding="utf-8")
    assert text.count(",0.7,") == text.count(",0.3,") == 1
    (proposal / "allocation_key.csv").write_text(
        text.replace(",0.7,", ",0.5,").replace(",0.3,", ",0.5,"), encoding="utf-8"
    )
    more = json.loads(CliRunner().invoke(app, [*arguments, "--with", str(proposal)], env=environment).stdout)
    moved = [
        sum(Decimal(row["amount_sek"]) for row in found["flows"] if row["definition_set"] == "as_booked")
        for found in (own, same, more)
    ]
    assert moved == [Decimal("232751.10"), 0, Decimal("155167.40")]
    assert same["status"] == "nothing"
    assert more["before"]["source"] == "seeds/"
