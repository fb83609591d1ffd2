"""The measurement of the checks: faults do what they say, and a fast night finds what a night finds."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from nights import PROJECT, Night

from finsam.contract import load_contract
from finsam.errors import UsageError
from finsam.proving.faults import HARMLESS, Damage, catalogue, chosen, damage
from finsam.proving.faults.kit import Ledger, NotHereError, Table, delivered
from finsam.proving.journal import Journal
from finsam.proving.judge import CAUGHT, FALSE, MISSED, QUIET, Verdict, judge
from finsam.proving.night import Alarm, Base, Said, fast_night
from finsam.proving.prove import summary
from finsam.proving.words import kind_sections, markdown, result_sections
from finsam.settings import Settings

EXPORTS = PROJECT / "exports"


def folder(place: Path) -> Path:
    return Path(shutil.copytree(EXPORTS, place / "exports"))


def contents(exports: Path) -> dict[str, bytes]:
    return {str(file.path.relative_to(exports)): file.data for file in delivered(exports)}


def test_the_catalogue_has_every_source_of_the_contract_and_says_what_it_does() -> None:
    faults = [fault for fault in catalogue().values() if fault.severity != HARMLESS]
    sources = Counter(source for fault in faults for source in fault.sources)
    assert len(faults) >= 300
    assert {name: count for name in load_contract().sources if (count := sources[name]) < 2 and name[0] != "_"} == {}
    assert len({fault.sv for fault in faults} & {fault.en for fault in faults}) == 0
    assert sum(fault.severity == HARMLESS for fault in catalogue().values()) >= 25


def test_every_kind_changes_the_deliveries_and_always_in_the_same_way(tmp_path: Path) -> None:
    before = contents(EXPORTS)
    exports = folder(tmp_path)
    for fault in catalogue().values():
        seen = []
        for _ in range(2):
            made = damage(fault, exports, 7)
            assert made is not None, fault.code
            seen.append((made, contents(exports)))
            for file in delivered(exports):
                if before.get(str(file.path.relative_to(exports))) != file.data:
                    file.path.unlink()
            for name in before.keys() - contents(exports).keys():
                (exports / name).write_bytes(before[name])
        (made, one), (again, other) = seen
        assert one != before, fault.code
        if "workbook" not in fault.code and not fault.code.startswith(("employment", "insurance_sheet")):
            assert (made, one) == (again, other), fault.code


def test_a_table_comes_back_as_it_was(tmp_path: Path) -> None:
    for file in delivered(folder(tmp_path)):
        if file.path.suffix == ".csv":
            table = Table(file)
            again = Table(file)
            again.cells = [list(cells) for cells in table.cells]
            assert table.text() == again.text()
            with pytest.raises(NotHereError):  # nothing changed: no fault
                file.write(file.data)


def test_a_ledger_is_read_by_voucher(tmp_path: Path) -> None:
    file = next(file for file in delivered(folder(tmp_path)) if file.source == "sie")
    book = Ledger(file)
    first, last = book.voucher(Random(1))  # noqa: S311
    assert book.lines[first].startswith("#VER")
    assert book.lines[last] == "}"
    assert len(book.transactions(first, last)) > 1


def test_unknown_kinds_are_a_wrong_call() -> None:
    assert {fault.family for fault in chosen(("control",))} == {"control"}
    assert [fault.code for fault in chosen(("ledger_line_sign",))] == ["ledger_line_sign"]
    with pytest.raises(UsageError):
        chosen(("nothing_like_it",))


def alarm(severity: str, association: str, code: str = "demo") -> Alarm:
    return Alarm(code, severity, association, 2019, "x", "sv", "en")


@pytest.mark.parametrize(
    ("kind", "alarms", "outcome", "is_serious"),
    [
        ("ledger_line_sign", [alarm("error", "alfa")], CAUGHT, True),
        ("ledger_line_sign", [alarm("warning", "alfa")], CAUGHT, False),
        ("ledger_line_sign", [alarm("note", "alfa")], MISSED, False),
        ("ledger_line_sign", [alarm("error", "beta")], MISSED, False),
        ("ledger_line_sign", [alarm("blocking", "")], CAUGHT, True),
        ("ledger_object_other", [alarm("note", "alfa")], CAUGHT, True),
        ("harmless_bom", [alarm("note", "alfa")], QUIET, True),
        ("harmless_bom", [alarm("warning", "alfa")], FALSE, False),
    ],
)
def test_an_alarm_counts_in_the_right_place_and_loud_enough(
    kind: str, alarms: list[Alarm], outcome: str, is_serious: bool
) -> None:
    base = Said((alarm("error", "alfa", "old"),), {})
    verdict = judged(kind, base, Said((*base.alarms, *alarms), {}))
    assert (verdict.outcome, verdict.is_serious) == (outcome, is_serious)
    assert judged(kind, base, base).outcome == (QUIET if kind.startswith("harmless") else MISSED)


def judged(kind: str, base: Said, said: Said) -> Verdict:
    return judge(catalogue()[kind], Damage(("alfa",), "sie", "x.se"), base, said, 1.0)


def test_someone_else_is_not_to_be_blamed() -> None:
    verdict = judged("ledger_line_sign", Said((), {}), Said((alarm("error", "alfa"), alarm("error", "beta")), {}))
    assert [found.association_code for found in verdict.elsewhere] == ["beta"]


def test_a_measurement_is_told_as_tables_and_as_plain_values() -> None:
    none = Said((), {})
    verdicts = [
        judged("ledger_line_sign", none, none),
        judged("ledger_twice", none, Said((alarm("error", "alfa"),), {})),
        judged("harmless_bom", none, Said((alarm("error", "alfa"),), {})),
    ]
    content = summary([verdict.content() for verdict in verdicts], ["scb_cut"], [], 9.0)
    assert (content["kinds"], content["caught"], content["absent"]) == (2, 1, ["scb_cut"])
    assert [row["code"] for row in content["survivors"]] == ["ledger_line_sign"]
    assert [row["code"] for row in content["false_alarms"]] == ["harmless_bom"]
    text = markdown(result_sections(content))
    assert "| error | 2 | 1 | 50,00 % | 1 | 1 |" in text
    assert "ledger_line_sign" in text
    assert "blocking" in markdown(kind_sections(list(catalogue().values())))


def test_an_interrupted_measurement_keeps_what_it_has_and_another_begins_anew(tmp_path: Path) -> None:
    file = tmp_path / "proving" / "measured.jsonl"
    first = Journal(file, {"build": "one", "seed": 1})
    first.add("fault a", {"code": "a", "what_sv": "ändrad"})
    first.add("fault b", None)
    file.write_bytes(file.read_bytes() + b'{"name": "fault c", "resu')  # killed while writing

    assert Journal(file, {"build": "one", "seed": 1}).results == first.results
    assert Journal(file, {"build": "one", "seed": 1}).results["fault a"]["what_sv"] == "ändrad"
    assert Journal(file, {"build": "one", "seed": 1}, is_fresh=True).results == {}
    first.add("fault a", 1)
    assert Journal(file, {"build": "two", "seed": 1}).results == {}


def test_a_fast_night_says_nothing_new_of_the_same_and_finds_what_was_damaged(night: Night, tmp_path: Path) -> None:
    key = night.var.parent / "person_key"
    base = Base(Settings(project=PROJECT, exports=EXPORTS, var=night.var, person_key_file=key))
    unchanged = fast_night(base, EXPORTS, tmp_path / "unchanged")
    assert unchanged.beyond(base.said) == base.said.beyond(unchanged) == ()

    exports = folder(tmp_path)
    codes = ("budget_sum_changed", "exits_reason_unknown", "participants_sex_code", "harmless_bom")
    places = {code: damage(catalogue()[code], exports, 1) for code in codes}
    new = fast_night(base, exports, tmp_path / "damaged").beyond(base.said)
    found = {(alarm.code, alarm.association_code) for alarm in new}
    for code, check in (
        ("exits_reason_unknown", "exit_reason_unmapped"),
        ("participants_sex_code", "delivery_partly_loaded"),
    ):
        made = places[code]
        assert made is not None
        assert (check, made.associations[0]) in found
