"""Personal numbers never get through; every number here is one of Skatteverket's published test numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finsam.masking import PSEUDONYM_MASK, mask
from finsam.privacy import (
    KEY_VARIABLE,
    MASK,
    PersonIdError,
    PersonKey,
    PersonKeyError,
    are_personal,
    mask_line,
    mask_text,
    normalise_person_id,
    pseudonymise_sus,
)
from finsam.readers import ReadResult
from finsam.readers.table import read_table

PERSONS = ("189001019802", "189001029819", "189001039800", "189001049817", "189001059808", "189001069815")
COORDINATION = "191401682396"
KEY = PersonKey(b"only for tests: thirty-two bytes!")
SHA = "0123456789abcdef" * 4
HEADER = "Personnummer;Insats-id;Kön;Födelseår;Inskriven"


def sus(*numbers: str) -> bytes:
    rows = [f"{number};coachingteam;woman;1890;2019-03-01" for number in numbers]
    return ("\n".join([HEADER, *rows]) + "\n").encode()


def spellings(number: str) -> list[str]:
    century, date, last = number[:2], number[2:8], number[8:]
    year, month, day = date[:2], date[2:4], date[4:]
    compact = [f"{date}{last}", f"{century}{date}{last}"]
    compact += [
        f"{start}{gap}{last}" for start in (date, century + date) for gap in ("-", "+", " ", "\u00a0", "–", " - ")
    ]
    compact += [f"{start}{gap}{last}" for start in (date, century + date) for gap in ("_", "\u200b-", "\u00ad", "\t")]
    spaced = [f"{century}{year}{sep}{month}{sep}{day}{sep}{last}" for sep in "- ./_"]
    return compact + spaced


@pytest.mark.parametrize("number", [*PERSONS, COORDINATION])
def test_every_spelling_of_a_number_is_masked(number: str) -> None:
    for written in spellings(number):
        for before, after in (("", ""), ("Hyra ", " mars"), ("pnr:", ";"), ("PNR", "x"), ("123456 ", " 123456-1234")):
            assert mask_line(f"{before}{written}{after}") == f"{before}{MASK}{after}"


@pytest.mark.parametrize(
    "text",
    [
        "556016-0680",  # an organisation number: month 60
        "165560160680",
        "802481-2345",
        "189001019803",  # wrong check digit
        "900101-9803",
        "189013019802",  # month 13
        "189002309808",  # 30 February
        "191400682397",  # day 00
        "2019-01-31 5010",
        "2019-01-31",
        "20190131",
        "1 234 567 890,00",
        "9001 019802",
        "1890010198021",  # thirteen digits
        "018900101980",
        "",
    ],
)
def test_what_is_no_personal_number_stays(text: str) -> None:
    assert mask_line(text) == text


@pytest.mark.parametrize("vat", ["SE900101980201", "se 900101980201", "Moms SE900101980201."])
def test_the_vat_number_of_a_sole_trader_is_a_personal_number(vat: str) -> None:
    assert mask_line(vat) == vat.replace("9001019802", MASK)
    assert mask(vat) == mask_line(vat)


@pytest.mark.parametrize("vat", ["SE556016068001", "SE900101980202", "SE1900101980201", "900101980201"])
def test_other_vat_numbers_stay(vat: str) -> None:
    assert mask_line(vat) == vat


def test_texts_are_told_apart_by_whether_they_hold_a_number() -> None:
    texts = pa.array(["900101-9802", None, "900101-9803", "Anna 189001029819"])
    assert are_personal(texts).to_pylist() == [True, None, False, True]
    assert are_personal(pa.nulls(2, pa.string())).to_pylist() == [None, None]
    assert are_personal(pa.array([], pa.string())).to_pylist() == []


@pytest.mark.parametrize(
    ("column", "number", "kept"),
    [
        ("Antal", "189001019802", False),
        ("Antal", "9001019802", False),
        ("Antal", "9001019803", True),
        ("Omfattning", "9", True),
    ],
)
def test_a_personal_number_in_a_number_column_is_not_kept(column: str, number: str, kept: bool) -> None:
    row = {"Insats-id": "a", "Från": "2019-01-01", "Till": "2019-12-31", "Avslutsanledning": "x", "Antal": "1"}
    row |= {"Uttagsdatum": "2020-01-01", "Omfattning": ""} | {column: number}
    result = read_table(f"{';'.join(row)}\n{';'.join(row.values())}\n".encode(), SHA, "exits")
    assert result.rows_read == kept
    if not kept:
        assert result.tables["table_diagnostic"].column("code").to_pylist() == ["personal_number"]
        masked = {name: mask_text(table)[0] for name, table in result.tables.items()}
        assert number not in everything_in(replace(result, tables=masked))


def test_an_amount_of_ten_digits_is_an_amount_and_one_of_twelve_may_be_a_person() -> None:
    header = "År;Finansiär;Finansiärstyp;Mottaget"
    amounts = ("9001019802", "189001019802", "189001019803", "189001019802,5")
    rows = "".join(f"2019;Staten;state;{amount}\n" for amount in amounts)
    result = read_table(f"{header}\n{rows}".encode(), SHA, "funding")
    assert [str(value) for value in result.tables["funding"].column("received_sek").to_pylist()] == [
        "9001019802.00",
        "189001019803.00",
        "189001019802.50",
    ]


def test_a_table_is_masked_in_every_text_column_and_counted() -> None:
    table = pa.table(
        {
            "file_sha256": [SHA, SHA, SHA],
            "text": ["Anna 900101-9802", None, "två: 189001029819 189001039800"],
            "large": pa.array(["x", "900104-9817", None], pa.large_string()),
            "coded": pa.array(["189001059808", "y", "y"]).dictionary_encode(),
            "number": [189001019802, 1, 2],
        }
    )
    masked, hits = mask_text(table)
    assert hits == 5
    assert masked.schema == table.schema
    assert masked.column("text").to_pylist() == [f"Anna {MASK}", None, f"två: {MASK} {MASK}"]
    assert masked.column("large").to_pylist() == ["x", MASK, None]
    assert masked.column("coded").to_pylist() == [MASK, "y", "y"]
    assert masked.column("number") == table.column("number")
    assert mask_text(table)[0].equals(masked)
    assert mask_text(masked) == (masked, 0)


def test_a_checksum_is_left_alone_only_where_it_is_one() -> None:
    checksum = ("ab189001019802" + "c" * 64)[:64]
    assert mask_text(pa.table({"file_sha256": [checksum]}))[1] == 0
    assert mask_text(pa.table({"file_sha256": ["189001019802"]}))[1] == 1
    assert mask_text(pa.table({"text": [checksum]}))[1] == 1


def test_an_empty_table_has_nothing_to_mask() -> None:
    table = pa.table({"file_sha256": pa.array([], pa.string()), "text": pa.array([], pa.string())})
    assert mask_text(table) == (table, 0)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(st.sampled_from([*PERSONS[:3], COORDINATION, "x", " ", "-", "12", "2019-01-31", "å", "900101-9802"])))
def test_the_fast_search_of_tables_and_the_search_of_lines_agree(parts: list[str]) -> None:
    text = "".join(parts)
    masked, hits = mask_text(pa.table({"text": [text]}))
    assert masked.column("text").to_pylist() == [mask_line(text)]
    assert hits == mask_line(text).count(MASK)


@pytest.mark.parametrize(
    "written", ["189001019802", "18900101-9802", "18900101+9802", "18900101 9802", " 189001019802 "]
)
def test_twelve_digits_are_normalised(written: str) -> None:
    assert normalise_person_id(written) == "189001019802"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("900101-9802", "person_id_century"),
        ("9001019802", "person_id_century"),
        ("18900101A123", "person_id_reserve"),
        ("19900101-TF12", "person_id_reserve"),
        ("189001019803", "person_id_invalid"),
        ("189013019802", "person_id_invalid"),
        ("Anna Andersson", "person_id_format"),
        ("1890010198020", "person_id_format"),
        ("１８９００１０１９８０２", "person_id_format"),
        ("189001019802\n1", "person_id_format"),
    ],
)
def test_other_numbers_are_refused_without_being_told(written: str, code: str) -> None:
    with pytest.raises(PersonIdError) as caught:
        normalise_person_id(written)
    assert caught.value.code == code
    assert written not in str(caught.value)


def test_a_coordination_number_is_a_person() -> None:
    assert normalise_person_id(COORDINATION) == COORDINATION


def test_a_pseudonym_is_stable_keyed_and_can_never_look_like_a_number() -> None:
    one = KEY.pseudonym("189001019802")
    assert one == KEY.pseudonym("18900101-9802")
    assert len({KEY.pseudonym(number) for number in PERSONS}) == len(PERSONS)
    assert one != PersonKey(b"another key of thirty-two bytes!!").pseudonym("189001019802")
    assert len(one) == 64
    assert set(one) <= set("abcdefghijklmnop")


def test_the_key_comes_from_a_file_and_is_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(b"only for tests: thirty-two bytes!\r\n")
    key = PersonKey.from_file(file)
    assert key.pseudonym(PERSONS[0]) == KEY.pseudonym(PERSONS[0])
    assert "thirty" not in repr(key)


def test_pseudonyms_are_masked_in_lines_but_checksums_and_words_are_not() -> None:
    pseudonym = KEY.pseudonym(PERSONS[0])
    assert mask(f"Could not convert '{pseudonym}' to INT32, {pseudonym[:40]}…") == (
        f"Could not convert '{PSEUDONYM_MASK}' to INT32, {PSEUDONYM_MASK}…"
    )
    for text in (SHA, "samordningsförbundet", "abcdefghijklmnopabcdefghijklmno", "published__indicator_value"):
        assert mask(text) == text


def test_a_short_or_missing_key_is_a_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(b"x" * 31 + b"\n")
    with pytest.raises(PersonKeyError, match="32 byte"):
        PersonKey.from_file(file)
    with pytest.raises(PersonKeyError, match=KEY_VARIABLE):
        PersonKey.from_file(tmp_path / "none")


def everything_in(result: ReadResult) -> str:
    texts = [str(table.to_pydict()) for table in result.tables.values()]
    return " ".join([*texts, str(result.reason_sv), str(result.reason_en)])


def test_sus_rows_get_pseudonyms() -> None:
    result = pseudonymise_sus(read_table(sus(PERSONS[0], PERSONS[1], "18900101-9802"), SHA, "sus"), KEY)
    assert result.status == "loaded"
    persons = result.tables["sus"].column("person_id").to_pylist()
    assert persons == [KEY.pseudonym(number) for number in (PERSONS[0], PERSONS[1], PERSONS[0])]
    assert PERSONS[0] not in everything_in(result)


def test_invalid_numbers_go_to_quarantine_masked() -> None:
    bad = ("189001019803", "9001019802", "18900101A123", "Anna Andersson")
    result = pseudonymise_sus(read_table(sus(PERSONS[0], *bad), SHA, "sus"), KEY)
    assert (result.status, result.rows_in, result.rows_read, result.rows_quarantined) == ("partly_loaded", 5, 1, 4)
    quarantine = result.tables["quarantine"].to_pylist()
    assert [row["line_no"] for row in quarantine] == [3, 4, 5, 6]
    assert [row["code"] for row in quarantine] == [
        "person_id_invalid",
        "person_id_century",
        "person_id_reserve",
        "person_id_format",
    ]
    assert {row["content"] for row in quarantine} == {f'{{"person_id": "{MASK}"}}'}
    assert result.tables["table_diagnostic"].num_rows == 4
    for number in (PERSONS[0], *bad):
        assert number not in everything_in(result)


def test_a_row_that_contradicts_its_number_is_kept_with_a_remark() -> None:
    rows = (
        (PERSONS[0], "woman", 1890),
        (PERSONS[0], "woman", 1891),
        (PERSONS[0], "man", 1890),
        (PERSONS[1], "man", 1990),
        (PERSONS[1], "unknown", 1890),
        (COORDINATION, "man", 1914),
        ("9001019802", "man", 1999),
    )
    data = HEADER + "\n" + "".join(f"{number};a;{sex};{born};2019-03-01\n" for number, sex, born in rows)
    result = pseudonymise_sus(read_table(data.encode(), SHA, "sus"), KEY)
    assert (result.status, result.rows_read, result.rows_quarantined) == ("partly_loaded", 6, 1)
    assert result.tables["sus"].column("birth_year").to_pylist() == [1890, 1891, 1890, 1990, 1890, 1914]
    remarks = [
        (row["line_no"], row["column_name"], row["code"], row["severity"])
        for row in result.tables["table_diagnostic"].to_pylist()
    ]
    assert remarks == [
        (3, "birth_year", "birth_year_differs", "warning"),
        (4, "sex", "sex_differs", "warning"),
        (5, "birth_year", "birth_year_differs", "warning"),
        (8, "person_id", "person_id_century", "error"),
    ]
    assert not any(number in everything_in(result) for number in (*PERSONS, COORDINATION))


def test_rows_quarantined_for_other_reasons_tell_nothing_of_the_person() -> None:
    data = (
        f"{HEADER};Namn\n"
        f"{PERSONS[0]};coachingteam;woman;1890;igår;Anna Andersson\n"
        f"{PERSONS[1]};coachingteam;Anna Andersson;1890;2019-03-01;x\n"
        f"{PERSONS[2]};coachingteam;woman;1890;2019-03-01;Anna;Andersson\n"
        f"{PERSONS[3]};coachingteam;woman;1890;2019-03-01;Anna Andersson\n"
    ).encode()
    result = pseudonymise_sus(read_table(data, SHA, "sus"), KEY)
    assert (result.rows_read, result.rows_quarantined) == (1, 3)
    assert "Andersson" not in everything_in(result)
    assert not any(number in everything_in(result) for number in PERSONS)


def test_a_file_without_header_row_tells_no_names() -> None:
    data = f"{PERSONS[0]};Anna Andersson;woman;1890;2019-03-01\n{PERSONS[1]};Bo;man;1890;2019-03-01\n".encode()
    result = read_table(data, SHA, "sus")
    assert (result.status, result.reason_code) == ("refused", "column_missing")
    assert "Anna" not in everything_in(result)
    assert PERSONS[0] not in everything_in(result)


def test_without_a_key_the_delivery_is_refused() -> None:
    result = pseudonymise_sus(read_table(sus(*PERSONS), SHA, "sus"), None)
    assert (result.status, result.reason_code) == ("refused", "person_key_missing")
    assert (result.rows_in, result.rows_read, result.rows_quarantined) == (6, 0, 6)
    assert result.tables["sus"].num_rows == 0
    assert result.tables["quarantine"].to_pylist()[0]["file_sha256"] == SHA
    assert KEY_VARIABLE in str(result.reason_sv)
    assert not any(number in everything_in(result) for number in PERSONS)


def test_without_a_key_an_empty_delivery_is_refused_too() -> None:
    result = pseudonymise_sus(read_table(sus(), SHA, "sus"), None)
    assert result.reason_code == "person_key_missing"
    assert result.tables["quarantine"].to_pylist()[0]["file_sha256"] == SHA


def test_other_and_refused_results_are_left_alone() -> None:
    refused = read_table(b"", SHA, "sus")
    assert pseudonymise_sus(refused, None) is refused
    other = read_table(b"x", SHA, "budget")
    assert pseudonymise_sus(other, None) is other
