"""The whole night on the bundled deliveries: the figures, what moves them and what must not."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from crowded import copied_project
from disclosure_attack import attack
from nights import PROJECT, Night, run_finsam, run_nightly

IDENTITY = {"build_id", "inputs_sha256", "definitions_sha256", "code_revision", "file_sha256"}


def moved(before: Night, after: Night) -> dict[str, list[dict[str, str]]]:
    """Rows of the later night that the earlier one does not have, identities of build and file set aside."""

    def plain(night: Night, relation: str) -> list[dict[str, str]]:
        return [{k: v for k, v in row.items() if k not in IDENTITY} for row in night.rows(relation)]

    relations = {name.removesuffix(".csv") for name in after.files() if name.endswith(".csv")}
    changes = {}
    for relation in sorted(relations):
        earlier = {tuple(row.items()) for row in plain(before, relation)}
        fresh = [row for row in plain(after, relation) if tuple(row.items()) not in earlier]
        if fresh:
            changes[relation] = fresh
    return changes


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


def test_interest_is_the_one_line_between_the_annual_report_and_the_review(night: Night) -> None:
    line = night.one("cost_bridge", association_code="sydnarke", fiscal_year="2019", to_set="as_reviewed")
    assert (line["cost_type"], line["from_category"], line["to_category"]) == (
        "financial",
        "financial",
        "administration",
    )
    assert Decimal("1340863.00") + Decimal(line["amount_sek"]) == Decimal("1342034.00")
    printed = {
        (row["definition_set"], row["printed_value"], row["computed_value"].split(".")[0], row["is_within_tolerance"])
        for row in night.rows("printed_comparison")
        if row["indicator_code"] == "administration_cost" and row["association_code"] == "sydnarke"
    }
    assert printed == {
        ("as_reviewed", "1342.000000", "1342034", "true"),
        ("as_booked", "-1340863.000000", "1340863", "true"),
    }


def test_the_four_associations_stand_side_by_side_step_by_step(night: Night) -> None:
    rows = [row for row in night.rows("cost_comparison") if row["to_set"] == "shared" and row["fiscal_year"] == "2019"]
    associations = {"sydnarke", "lekeberg_orebro", "degerfors_karlskoga", "sofint"}
    steps = [{row["step_code"] for row in rows if row["association_code"] == code} for code in sorted(associations)]
    assert {row["association_code"] for row in rows} == associations
    assert all(found == steps[0] for found in steps) and len(steps[0]) == 13
    administration = {
        (row["association_code"], row["step_code"]): row["amount_sek"]
        for row in rows
        if row["cost_category"] == "administration"
    }
    for code in associations:
        moved = [
            Decimal(amount)
            for (association, step), amount in administration.items()
            if association == code and step not in {"to_amount", "contains_admin"} and amount
        ]
        assert sum(moved) == Decimal(administration[code, "to_amount"])
    assert administration["sofint", "premises"] == "-39000.00"
    # a shown cost that stays is zero; what the printed documents do not show is not known
    assert administration["sydnarke", "interest"] == administration["sofint", "manager"] == "0.00"
    assert administration["lekeberg_orebro", "premises"] == administration["lekeberg_orebro", "developer"] == ""
    memo = {(row["association_code"], row["step_code"]): row for row in rows if row["cost_category"] == ""}
    assert memo["degerfors_karlskoga", "external_funds"]["amount_sek"] == "527000.00"
    assert memo["sofint", "external_funds"]["amount_sek"] == "0.00"
    assert memo["lekeberg_orebro", "positions_members"]["fte"] == "1.90"
    assert {row["amount_sek"] for (_, step), row in memo.items() if step.startswith("positions")} == {""}


def test_open_choices_show_their_effect_and_swell_nothing_else(night: Night) -> None:
    def answer(choice: str, association: str) -> dict[str, str]:
        where = {"definition_set": choice, "fiscal_year": "2019", "cost_category": "administration"}
        return night.one("cost_sensitivity", association_code=association, **where)

    pay = Decimal(answer("manager_0", "orebro_lan")["touched_sek"])
    for percent in (0, 25, 50, 75):
        county = answer(f"manager_{percent}", "orebro_lan")
        assert Decimal(county["difference_sek"]) == -pay * percent / 100
        assert (county["part_count"], county["whole_count"]) == ("4", "4")
    assert answer("premises_administration", "sofint")["difference_sek"] == "78000.00"
    assert answer("premises_administration", "sydnarke")["difference_sek"] == ""
    assert answer("premises_administration", "orebro_lan")["part_count"] == "1"
    assert answer("interest_administration", "sydnarke")["amount_sek"] == "1342034.00"
    choices = {row["definition_set"] for row in night.rows("cost_sensitivity")}
    assert len(choices) == 11
    for relation in ("cost_line", "cost_split", "budget_split", "indicator_value"):
        assert choices.isdisjoint(row["definition_set"] for row in night.rows(relation)), relation
    assert choices.isdisjoint(row["to_set"] for row in night.rows("cost_bridge"))


TEAMS = {"mottagningsteam": 125, "vaxa_mottagningsteam": 11, "coachingteam": 120, "vaxa_coachingteam": 11}


def test_sydnarkes_flow_is_whole_for_the_controller_and_protected_for_others(night: Night) -> None:
    shown = [row for row in night.rows("participant_flow") if row["association_code"] == "sydnarke"]
    for team, participants in TEAMS.items():
        (total,) = (row for row in shown if row["programme_code"] == team and row["slice"] == "total")
        assert (total["total"], total["source_system"], total["is_official"]) == (str(participants), "internal", "true")
    advisory = night.one("participant_flow", programme_code="radgivande_arenden", registration_kind="volume")
    assert advisory["total"] == "163"
    whole = night.inside(
        "select programme_code, municipality_code, completed, closing from controller.controller.participant_flow"
        " where association_code = 'sydnarke' and slice = 'municipality' and registration_kind = 'named'"
    )
    assert len(whole) == 17 and all(completed is not None and closing is not None for *_, completed, closing in whole)
    hidden = [row for row in shown if row["slice"] == "municipality" and row["is_suppressed"] == "true"]
    assert hidden
    for row in shown:
        if row["registration_kind"] != "volume":
            counts = [int(row[name]) for name in ("opening", "new", "completed", "closing", "total") if row[name]]
            assert not [count for count in counts if 0 < count < 5], row


def test_both_sources_stay_visible_and_neither_is_corrected(night: Night) -> None:
    teams = night.one(
        "indicator_value",
        indicator_code="completed_participants",
        association_code="sydnarke",
        unit_code="",
        definition_set="as_booked",
        breakdown="",
    )
    beside = night.one(
        "participant_flow",
        association_code="sydnarke",
        programme_code="samtliga_individinriktade",
        registration_kind="named",
    )
    assert Decimal(teams["value"]) == 194
    assert (beside["completed"], beside["source_system"], beside["is_official"]) == ("189", "sus", "false")
    differences = [row for row in night.rows("finding") if row["check_code"] == "participants_sources_differ"]
    assert {row["association_code"] for row in differences} >= {"sydnarke", "lekeberg_orebro", "sofint"}


@pytest.mark.parametrize("definition_set", ["as_booked", "shared"])
def test_the_county_overview_of_coaching_teams_and_projects(night: Night, definition_set: str) -> None:
    values = {
        (row["indicator_code"], row["association_code"]): row["value"] and Decimal(row["value"])
        for row in night.rows("indicator_value")
        if row["breakdown_value"] == "coaching_and_projects"
        and row["definition_set"] == definition_set
        and row["period_end"] == "2019-12-31"
    }
    county = {
        "participants_registered": 610,
        "completed_participants": 272,
        "step_forward_count": 138,
        "work_exits": 35,
    }
    assert {code: values[code, "orebro_lan"] for code in county} == county
    assert values["step_forward_count", "sydnarke"] == 48
    assert values["completed_participants", "sydnarke"] == 84
    assert round(values["step_forward_share_of_completed", "sydnarke"], 3) == Decimal("0.571")


def test_the_reviews_printed_county_figures_stand_beside_ours(night: Night) -> None:
    county = {
        row["indicator_code"]: (row["printed_value"], Decimal(row["computed_value"]), row["is_within_tolerance"])
        for row in night.rows("printed_comparison")
        if row["association_code"] == "orebro_lan" and row["breakdown_value"] == "coaching_and_projects"
    }
    assert county["completed_participants"] == ("269.000000", 272, "false")
    assert county["step_forward_count"] == ("137.000000", 138, "false")
    assert county["work_exits"] == ("35.000000", 35, "true")
    found = {row["subject"] for row in night.rows("finding") if row["check_code"] == "printed_figure_differs"}
    assert {"completed_participants coaching_and_projects", "step_forward_count coaching_and_projects"} <= found


@pytest.mark.parametrize(
    ("goal", "target", "share", "base"),
    [("stegforflyttning_orebro", "0.5000", "0.481", "27"), ("stegforflyttning_lekeberg", "0.5500", "0.524", "21")],
)
def test_a_goal_shows_target_outcome_base_and_verdict(
    night: Night, goal: str, target: str, share: str, base: str
) -> None:
    result = night.one("goal_result", goal_code=goal, fiscal_year="2019")
    assert result["target_value"] == target
    assert round(Decimal(result["outcome_value"]), 3) == Decimal(share)
    assert (Decimal(result["base"]), result["verdict"], result["held_against"]) == (
        Decimal(base),
        "not_met",
        "reference",
    )
    own = night.one("goal_result", goal_code=goal, fiscal_year="2022")
    assert (own["verdict"], own["held_against"]) == ("not_assessable", "own_period")


def test_a_survey_tells_the_rate_of_the_asked_and_of_the_participants(night: Night) -> None:
    survey = night.one("survey_result", programme_code="coachingteam", survey="participants_ongoing", question_no="0")
    assert (survey["asked_count"], survey["answered_count"], survey["participant_count"]) == ("39", "24", "120")
    assert round(Decimal(survey["response_rate_of_asked"]), 2) == Decimal("0.62")
    assert round(Decimal(survey["coverage_of_participants"]), 2) == Decimal("0.20")


def test_a_person_in_two_programmes_is_two_registered_and_one_unique(night: Night) -> None:
    years = night.inside(
        "select indicator_code, year(period_end), value from controller.controller.indicator_value"
        " where association_code = 'exempel' and unit_code = '' and breakdown = '' and definition_set = 'as_booked'"
        " and indicator_code in ('participants_registered', 'participants_unique', 'participants_anonymous')"
    )
    values = {(code, year): value for code, year, value in years}
    assert values["participants_registered", 2022] > values["participants_unique", 2022] > 0
    # the anonymous are counted apart: all that is unique is a person row
    assert values["participants_anonymous", 2022] > 0
    persons = night.inside(
        "select count(distinct person_id) from staging.stg_sus__spell"
        " where year(entry_date) <= 2022 and coalesce(year(exit_date), 2022) >= 2022"
        " and lower(coalesce(exit_reason, '')) not like '%felregistrering%'"
    )
    assert persons == [(values["participants_unique", 2022],)]


def test_the_national_tables_and_the_register(night: Night) -> None:
    lines = {
        (row["programme_type"], row["orientation"], row["target_group"]): (
            row["programme_count"],
            row["participant_count"],
        )
        for row in night.rows("national_overview")
        if row["fiscal_year"] == "2023" and row["sex"] == "all" and row["basis"] == "reported_nationally"
    }
    assert lines["individual", "", ""] == ("296", "20553")
    assert lines["individual", "arbetslivsinriktad", ""] == ("162", "12608")
    assert lines["structural", "", ""] == ("275", "63796")
    members = [row for row in night.rows("municipality_membership") if row["is_member"] == "true"]
    assert len({row["municipality_code"] for row in members}) == 274
    assert sum(row["is_current"] == "true" for row in night.rows("association_register")) == 72


def test_no_hidden_number_can_be_worked_out(night: Night) -> None:
    cells = dict(night.inside("select cell_id, value from intermediate.int_disclosure__cell"))
    hidden = {row[0] for row in night.inside("select cell_id from intermediate.int_disclosure__hidden_cell")}
    sums: dict[str, dict[str, int]] = {}
    for sum_id, cell_id, coefficient in night.inside("select * from intermediate.int_disclosure__sum"):
        sums.setdefault(sum_id, {})[cell_id] = coefficient
    small = {cell_id for cell_id, value in cells.items() if 0 < value < 5}
    assert small <= hidden < set(cells)
    asked = {cell_id for cell_id in hidden if cell_id.startswith(("participant_flow/sydnarke", "exit_outcome"))}
    assert asked
    assert attack([cells], [sums], [hidden], 5, asked) == {}


def edit_rows(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    """Change the rows of a seed as a controller would."""
    with path.open(encoding="utf-8", newline="") as handle:
        table = list(csv.DictReader(handle))
    header = list(table[0])
    change(table)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def raise_an_amount(exports: Path) -> None:
    """One krona more for Lekeberg's reception team, in one voucher."""
    path = exports / "lekeberg_orebro" / "sie" / "finsam_lo_2019.SE"
    text = path.read_bytes().decode("cp437")
    changed = text.replace("534847.00", "534848.00")
    assert text.count("534847.00") == 2
    lines = [line for line in changed.splitlines(keepends=True) if not line.startswith("#KSUMMA")]
    path.write_bytes("".join(lines).encode("cp437"))


def deliver_in_another_form(exports: Path) -> None:
    """What Lekeberg/Örebro delivered in Windows-1252, once more in UTF-8."""
    for source in ("budget", "forecast", "funding", "programmes", "staffing"):
        path = next((exports / "lekeberg_orebro" / source).glob("*.csv"))
        (path.parent / "i annan form.csv").write_text(path.read_bytes().decode("cp1252"), encoding="utf-8", newline="")


def start_a_rule_in_july(table: list[dict[str, str]]) -> None:
    for row in table:
        if row["rule_id"] == "AB-SY-41":
            row["valid_from"] = "2019-07-01"


def test_a_changed_amount_and_rule_date_move_what_rests_on_them_and_a_second_form_moves_nothing(
    night: Night, exports: Path, tmp_path: Path
) -> None:
    raise_an_amount(exports)
    deliver_in_another_form(exports)
    project = copied_project(tmp_path)
    edit_rows(project / "seeds" / "definitions" / "cost_rule.csv", start_a_rule_in_july)
    after = run_nightly(exports, tmp_path / "var", project)
    assert after.exit_code == 0, after.output
    changes = moved(night, after)
    by_amount = [row for row in changes["cost_line"] if row["association_code"] == "lekeberg_orebro"]
    by_rule = [row for row in changes["cost_line"] if row["association_code"] == "sydnarke"]
    assert len(by_amount) + len(by_rule) == len(changes["cost_line"])
    assert {row["programme_code"] for row in by_amount} == {"lekeberg_mt"}
    assert {row["month"] for row in by_rule} == {f"2019-{month:02d}-01" for month in range(1, 7)}
    # the set that the rule is written for, and the one that inherits it
    assert {row["definition_set"] for row in by_rule} == {"as_booked", "as_reviewed"}
    figures = changes["indicator_value"]
    assert {row["association_code"] for row in figures} == {"lekeberg_orebro", "sydnarke", "orebro_lan"}
    assert {row["unit_code"] for row in figures if row["association_code"] == "lekeberg_orebro"} == {
        *("", "lekeberg", "lekeberg_mt"),
    }
    found = {(row["check_code"], row["association_code"]) for row in changes["finding"]}
    assert ("cost_unclassified", "sydnarke") in found
    assert not {"funding", "staffing", "equity", "balance_sheet", "budget_split", "programme_year"} & set(changes)


def test_a_new_association_needs_rows_in_seeds_and_no_code(crowded: Night) -> None:
    flow = crowded.one("participant_flow", association_code="nytt", fiscal_year="2021", slice="total")
    counts = [flow[name] for name in ("opening", "new", "completed", "closing", "total", "is_official")]
    assert counts == ["22", "38", "26", "34", "60", "true"]
    where = {"association_code": "nytt", "unit_code": "", "definition_set": "shared", "breakdown": ""}
    work = crowded.one("indicator_value", indicator_code="work_exits", **where)
    assert Decimal(work["value"]) == 9
    share = crowded.one("indicator_value", indicator_code="women_share_of_participants", **where)
    assert Decimal(share["value"]) == Decimal("0.5")
    findings = {row["check_code"]: row for row in crowded.rows("finding") if row["association_code"] == "nytt"}
    assert set(findings) >= {"exit_reason_unmapped", "flow_roll_forward"}
    # a finding about persons has no numbers where nothing says that they may be shown
    assert (
        findings["exit_reason_unmapped"]["actual"] == "" and "11" not in findings["exit_reason_unmapped"]["message_sv"]
    )
    inside = crowded.inside(
        "select actual from controller.controller.finding where check_code = 'exit_reason_unmapped'"
        " and association_code = 'nytt'"
    )
    assert inside == [(Decimal(11),)]


def test_bad_deliveries_get_their_answer_and_the_rest_is_published(night: Night, crowded: Night) -> None:
    after = crowded
    refused = {
        row["file_name"]: row
        for row in after.rows("delivery")
        if row["status"] == "refused" and row["association_code"] != "exempel"
    }
    assert set(refused) == {"bidrag.csv", "utan_kolumn.csv", "avklippt.se"}
    assert "association.csv" in refused["bidrag.csv"]["reason"]
    assert "Finansiärstyp" in refused["utan_kolumn.csv"]["reason"]
    partly = after.one("delivery", association_code="sofint", source="sie")
    assert partly["status"] == "partly_loaded"
    assert partly["quarantined_sek"] == "135147.00"
    assert int(partly["rows_in"]) == int(partly["rows_read"]) + int(partly["rows_quarantined"])
    for row in after.rows("delivery"):
        assert int(row["rows_in"]) == int(row["rows_read"]) + int(row["rows_quarantined"])
    refusals = {
        row["subject"]
        for row in after.rows("finding")
        if row["check_code"] == "delivery_refused" and row["association_code"] != "exempel"
    }
    assert refusals == {"funding/bidrag.csv", "funding/utan_kolumn.csv", "sie/avklippt.se"}
    assert after.one("finding", check_code="delivery_partly_loaded", association_code="sofint")
    # the reception team's cost is gone with its voucher, and nothing else of the association is
    programmes = {
        row["programme_code"] for row in moved(after, night)["cost_line"] if row["association_code"] == "sofint"
    }
    assert programmes == {"mottagningsteam"}


def test_the_summary_fits_a_screen_and_the_receipt_adds_up(night: Night) -> None:
    summary = night.output[night.output.index("Leveranser och karantän") :].split("receive ", 1)[0]
    assert len(summary.splitlines()) < 60
    receipt = json.loads((night.var / "current" / "receipt.json").read_text(encoding="utf-8"))
    deliveries = receipt["deliveries"]
    assert deliveries["rows_in"] == deliveries["rows_read"] + deliveries["rows_quarantined"]


def share_the_manager(association: str, decision: str) -> Callable[[list[dict[str, str]]], None]:
    """From 2019: seven tenths of the manager in administration and three in structural, as booked."""

    def change(table: list[dict[str, str]]) -> None:
        own = [
            row
            for row in table
            if (row["allocation_key"], row["definition_set"], row["association_code"])
            == ("manager", "as_booked", association)
            and row["valid_from"] == "2004-01-01"
        ]
        for row in own:
            share = "0.7000" if row["takes_remainder"] == "true" else "0.3000"
            table.append({**row, "share": share, "valid_from": "2019-01-01", "decision_id": decision})
            row["valid_to"] = "2018-12-31"

    return change


def correct_the_accounts(exports: Path) -> None:
    """A second delivery of 2019: a fee of the board that was forgotten."""
    folder = exports / "sydnarke" / "sie"
    lines = (folder / "sydnarke_2019.se").read_bytes().decode("cp437").splitlines(keepends=True)
    plain = [line for line in lines if not line.startswith("#KSUMMA")]
    voucher = '#VER C 1 20191231 "Arvode"\r\n{\r\n#TRANS 5010 {1 "10"} 1000.00\r\n#TRANS 1930 {} -1000.00\r\n}\r\n'
    later = "".join(plain).replace("#GEN 20200316", "#GEN 20210316") + voucher
    (folder / "sydnarke_2019_rattad.se").write_bytes(later.encode("cp437"))


def test_a_blocked_night_publishes_nothing_and_closed_years_change_by_decision_only(
    night: Night, exports: Path, tmp_path: Path
) -> None:
    project, var = copied_project(tmp_path), tmp_path / "var"
    shutil.copytree(night.var, var, symlinks=True)
    seeds = project / "seeds"

    def run(*words: str) -> tuple[int, str]:
        return run_finsam(list(words), exports, var, project)

    for association in ("sydnarke", "lekeberg_orebro", "degerfors_karlskoga"):
        code, said = run(
            *("periods", "close", "--association", association, "--year", "2019"),
            *("--decision", f"C-{association}", "--decided-on", "2020-03-25", "--approver-role", "board"),
        )
        assert code == 0, said
    for decision, restate in (("D-LATER", "false"), ("D-AGAIN", "true")):
        with (seeds / "decisions" / "decision.csv").open("a", encoding="utf-8") as file:
            file.write(f"{decision},Ny,New,controller,board,2024-01-10,2019-01-01,{restate},adopted,Ny.,New.,minutes\n")
    keys = seeds / "definitions" / "allocation_key.csv"
    edit_rows(keys, share_the_manager("lekeberg_orebro", "D-LATER"))
    edit_rows(keys, share_the_manager("degerfors_karlskoga", "D-AGAIN"))
    correct_the_accounts(exports)
    conflict = exports / "sofint" / "funding" / "rattad.csv"
    conflict.write_text("År,Finansiär,Finansiärstyp,Mottaget\n2019,Staten,state,1999999\n", encoding="utf-8")
    before = (var / "current").readlink()

    code, said = run("nightly")
    assert code == 3, said
    assert (var / "current").readlink() == before
    assert "Staten" in said, "a blocking finding is named too"
    assert "contributions follow the law" not in said, "and once: what follows from it is no failure of its own"
    conflict.unlink()
    assert "closed period sydnarke 2019" in said
    assert "closed period degerfors_karlskoga 2019" in said
    assert "closed period lekeberg_orebro" not in said
    assert "cause: the file sydnarke/sie/sydnarke_2019_rattad.se is new" in said
    assert "allocation_key.csv, row new or changed" in said

    code, said = run(
        *("periods", "restate", "--association", "sydnarke", "--year", "2019"),
        *("--decision", "D-FILE", "--decided-on", "2024-01-11", "--approver-role", "board"),
    )
    assert code == 0, said
    code, said = run(
        *("periods", "restate", "--association", "degerfors_karlskoga", "--year", "2019", "--decision", "D-AGAIN")
    )
    assert code == 0, said
    first_parse = parsed(var)
    code, said = run("nightly")
    assert code == 0, said
    assert parsed(var) == first_parse == parsed(night.var), "decisions are rows, and nothing is lost that dbt knows"

    code, said = run("explain", "admin_share_of_cost", "--association", "sydnarke", "--year", "2019")
    assert code == 0, said
    assert "numerator 1 340 863 → 1 341 863; beslut / decision D-FILE" in said

    after = Night(var, 0, said)
    ledger = {
        (row["figure_key"], row["decision_id"]): (Decimal(row["as_published"]), Decimal(row["as_restated"]))
        for row in after.rows("restatement")
        if (row["relation"], row["measure"]) == ("cost_split", "amount_sek")
    }
    ((pay,),) = night.inside(
        "select sum(amount_sek) from controller.controller.cost_line where association_code = ? "
        "and fiscal_year = 2019 and definition_set = 'as_booked' and cost_type = 'manager'",
        "degerfors_karlskoga",
    )
    published, restated = ledger["degerfors_karlskoga/2019/as_booked/administration", "D-AGAIN"]
    assert published - restated == (pay * 3 / 10).quantize(Decimal("0.01"))
    board = ledger["sydnarke/2019/as_booked/administration", "D-FILE"]
    assert board[1] - board[0] == 1000
    bridge = {
        (row["from_set"], row["to_set"], row["rule_id"], row["from_category"], row["to_category"]): row["amount_sek"]
        for row in after.rows("cost_bridge")
    }
    moved_pay = bridge["as_booked", "as_booked", "D-AGAIN", "administration", "structural"]
    assert Decimal(moved_pay) == published - restated
    assert Decimal(bridge["as_booked", "as_booked", "D-FILE", "outside", "administration"]) == 1000
    for relation in ("cost_split", "cost_line", "indicator_value"):
        assert of_lekeberg_orebro_2019(night, relation)
        assert of_lekeberg_orebro_2019(night, relation) == of_lekeberg_orebro_2019(after, relation)


def parsed(var: Path) -> set[str]:
    manifest = json.loads((var / "target" / "manifest.json").read_text(encoding="utf-8"))
    return {*manifest["nodes"], *manifest["sources"], *manifest["unit_tests"], *manifest["exposures"]}


def of_lekeberg_orebro_2019(night: Night, relation: str) -> list[dict[str, str]]:
    return [
        {name: value for name, value in row.items() if name not in IDENTITY}
        for row in night.rows(relation)
        if row["association_code"] == "lekeberg_orebro" and "2019" in row.get("fiscal_year", row.get("period_end", ""))
    ]
