"""What the readers of open statistics make of each provider's codes, signs and marks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from statistics_support import FILES, workbook

from finsam.readers.statistics import read_statistic
from finsam.readers.statistics.codes import breakdown, parse_period, region_code, sex_code
from finsam.readers.statistics.problems import ObservationError
from finsam.readers.statistics.values import is_amount, json_amount, text_amount, within_scale


def rows(source: str, data: bytes | str | Any) -> list[dict[str, Any]]:
    """Read a file by its name or its content, and return the raw rows."""
    if isinstance(data, str):
        data = (FILES / data).read_bytes()
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    result = read_statistic(content, "d" * 64, source)
    found: list[dict[str, Any]] = result.tables["open_statistic"].to_pylist()
    return found


def columns(found: Iterable[Mapping[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in found]


def test_kolada_keeps_codes_as_text_and_missing_as_missing() -> None:
    found = rows("kolada", "kolada_good.json")

    assert columns(found, "measure_code", "region_code", "sex", "period", "value", "is_missing", "status") == [
        ("N01951", "1880", "all", "2023", Decimal(158057), False, ""),
        ("N01951", "1880", "woman", "2023", Decimal(80001), False, ""),
        ("N01951", "1880", "man", "2023", Decimal(78056), False, ""),
        ("N00938", "0018", "all", "2022", Decimal("9.25"), False, ""),
        ("N00938", "0000", "all", "2022", Decimal("8.1235"), False, ""),
        ("N31816", "0001", "all", "2023", None, True, "Missing"),
        ("U40455", "G123456", "all", "2023", Decimal("41.5"), False, ""),
    ]


def test_json_stat_runs_through_the_last_dimension_first() -> None:
    names = ("region_code", "region_text", "sex", "value", "is_missing", "status", "unit", "dataset")
    expected = [
        ("1880", "Örebro", "man", Decimal(101), False, "", "antal", "TAB638"),
        ("1880", "Örebro", "woman", Decimal(102), False, "", "antal", "TAB638"),
        ("1882", "Askersund", "man", Decimal(103), False, "", "antal", "TAB638"),
        ("1882", "Askersund", "woman", None, True, "..", "antal", "TAB638"),
    ]
    assert columns(rows("scb", "scb_good.json"), *names) == expected
    assert columns(rows("scb", "scb_good_index_order.json"), *names) == expected


def test_json_stat_with_a_sparse_map_of_values() -> None:
    assert columns(rows("scb", "scb_good_sparse.json"), "value", "is_missing", "status") == [
        (Decimal(101), False, ""),
        (None, True, ".."),
        (Decimal(103), False, ""),
        (None, True, "."),
    ]


def test_one_status_may_stand_for_all_values() -> None:
    content = json.loads((FILES / "scb_good.json").read_bytes()) | {"status": "p", "value": [1, 2, 3, 4]}
    assert columns(rows("scb", content), "value", "status") == [(Decimal(n), "p") for n in (1, 2, 3, 4)]


def test_wide_and_long_csv_say_the_same() -> None:
    names = ("region_code", "region_text", "sex", "breakdown", "measure_code", "period", "value", "status")
    latin1, utf8 = rows("scb", "scb_good_wide_latin1.csv"), rows("scb", "scb_good_wide_utf8_bom.csv")
    assert columns(latin1, *names) == columns(utf8, *names)
    assert columns(latin1, *names)[:5] == [
        ("18", "Örebro län", "man", "age=16-64", "Folkmängd", "2018", Decimal(93001), ""),
        ("18", "Örebro län", "man", "age=16-64", "Folkmängd", "2019", Decimal(93512), ""),
        ("18", "Örebro län", "woman", "age=16-64", "Folkmängd", "2018", Decimal(89100), ""),
        ("18", "Örebro län", "woman", "age=16-64", "Folkmängd", "2019", None, ".."),
        ("1814", "Lekeberg", "woman", "", "Folkmängd", "2018", None, "."),
    ]
    assert ("18", "Örebro län", "man", "age=16-64", "Folkmängd", "2019", Decimal(93512), "") in columns(
        rows("scb", "scb_good_long.csv"), *names
    )


def test_csv_with_codes_only() -> None:
    names = ("region_code", "sex", "breakdown", "measure_code", "period")
    assert columns(rows("scb", "scb_good_codes.csv"), *names) == [
        ("1880", "all", "age=16-64", "BE0101N1", "2019-10"),
        ("0180", "woman", "", "BE0101N1", "2019-Q3"),
    ]


def test_csv_with_the_contents_in_a_column_of_its_own() -> None:
    found = rows("scb", "scb_good_wide_contents.csv")
    assert columns(found, "region_code", "measure_code", "period", "value") == [
        ("0180", "Folkmängd", "2018", Decimal(1)),
        ("0180", "Folkmängd", "2019", Decimal(2)),
        ("0180", "Folkökning", "2018", Decimal(-3)),
        ("0180", "Folkökning", "2019", Decimal(4)),
    ]


def test_the_title_of_a_csv_is_its_dataset() -> None:
    assert columns(rows("scb", "scb_good_title_semicolon.csv"), "dataset", "value") == [
        ("Folkmängd efter region och år", Decimal(304805))
    ]


def test_fewer_than_five_is_hidden_between_zero_and_four() -> None:
    found = rows("arbetsformedlingen", "af_good.xlsx")

    hidden = [row for row in found if row["status"] == "<5"]
    assert {
        (row["value"], row["value_lower"], row["value_upper"], row["is_suppressed"], row["is_missing"])
        for row in hidden
    } == {(None, Decimal(0), Decimal(4), True, False)}
    assert len(hidden) == 7


def test_all_sheets_are_read_and_the_remainder_has_no_code() -> None:
    found = rows("arbetsformedlingen", "af_good.xlsx")

    names = ("region_code", "region_text", "sex", "breakdown", "value")
    assert (None, "Örebro län / Örebro", "all", "time=over_12_months", Decimal(2880)) in columns(found, *names)
    assert (None, "Örebro län / Uppgift saknas", "all", "time=over_6_months", Decimal(7)) in columns(found, *names)
    assert (None, "Örebro län / Lekeberg", "woman", "time=over_6_months", Decimal(40)) in columns(found, *names)
    assert (None, "Örebro län / Lekeberg", "all", "age=18-24;time=over_6_months", Decimal(14)) in columns(found, *names)
    assert {row["dataset"] for row in found} == {"tid-utan-arbete-lan-kom"}
    assert {row["period"] for row in found} == {"2024-12"}


def test_a_code_before_the_name_is_the_code() -> None:
    found = rows("arbetsformedlingen", "af_good_codes.xlsx")

    assert {(row["region_code"], row["region_text"]) for row in found} == {
        ("0180", "01 Stockholms län / 0180 Stockholm"),
        ("18", "18 Örebro län"),
        (None, "Riket"),
    }
    assert columns(found, "measure_code", "value")[0] == ("unemployed", Decimal(9))


def test_the_two_series_of_shares_are_two_datasets() -> None:
    register, bas = (rows("arbetsformedlingen", f"af_good_{name}.xlsx") for name in ("register", "bas"))

    assert {row["dataset"] for row in register} == {"andel-av-reg"}
    assert {row["dataset"] for row in bas} == {"andel-av-bas"}
    assert columns(register, "sex", "breakdown", "value", "measure_code", "unit") == [
        ("all", "", Decimal("0.0712"), "share_of_labour_force", "share"),
        ("woman", "", Decimal("0.07"), "share_of_labour_force", "share"),
        ("all", "age=18-24", Decimal("0.08"), "share_of_labour_force", "share"),
        ("woman", "age=18-24", None, "share_of_labour_force", "share"),
        ("all", "birth_country=Inrikesfödda", Decimal("0.04"), "share_of_labour_force", "share"),
    ]


def test_a_date_as_period_and_cells_that_hold_no_value() -> None:
    found = rows("arbetsformedlingen", "af_row_cells.xlsx")
    assert columns(found, "period", "value") == [("2024-12", Decimal(7))]


def test_hidden_values_of_forsakringskassan_are_hidden() -> None:
    found = rows("forsakringskassan", "fk_good.json")

    assert columns(found, "region_code", "sex", "period", "value", "is_suppressed", "is_missing") == [
        ("18", "all", "2024-12", Decimal(1234), False, False),
        ("18", "man", "2024-12", None, True, False),
        ("ALL", "all", "2024-12", Decimal(99), False, False),
        ("1814", "all", "2024-12", Decimal(7), False, False),
        ("18", "woman", "2024-12", Decimal(8), False, False),
        ("18", "all", "2024", None, False, True),
    ]


def test_the_dimensions_name_a_json_table_of_forsakringskassan() -> None:
    found = rows("forsakringskassan", "fk_good_measures.json")

    assert columns(found, "dataset", "measure_code", "breakdown", "value") == [
        ("ar+delforman+kon_kod+lan+manad", "antal", "delforman=A", Decimal(943)),
        ("ar+delforman+kon_kod+lan+manad", "andel", "delforman=A", Decimal("2.85")),
    ]


@pytest.mark.parametrize("names", [("lan", "lan_kod"), ("lan_kod", "lan")])
def test_a_code_counts_before_its_text(names: tuple[str, str]) -> None:
    values = {"lan": "Örebro län", "lan_kod": "18"}
    content = [
        {
            "dimensions": {"ar": "2024"} | {name: values[name] for name in names},
            "observations": {"antal": {"value": 1, "rojd": False}},
        }
    ]
    assert columns(rows("forsakringskassan", content), "region_code", "breakdown") == [("18", "")]


def test_all_sheets_of_a_workbook_of_forsakringskassan() -> None:
    found = rows("forsakringskassan", "fk_good.xlsx")

    names = ("dataset", "region_code", "region_text", "sex", "breakdown", "value", "is_missing")
    assert columns(found, *names) == [
        ("Sjukpenningtalet", "18", "Örebro län", "all", "age=16-64", Decimal("9.1"), False),
        ("Sjukpenningtalet", "1814", "Lekeberg", "woman", "age=16-19", None, True),
        ("Sjukpenningtalet", "18", "Örebro län", "man", "age=16-64", Decimal("7.5"), False),
        ("Sjukpenningtalet", None, "Riket", "man", "age=16-64", Decimal(6), False),
    ]


def test_a_stated_provenance_goes_with_every_row() -> None:
    content = json.loads((FILES / "kolada_good.json").read_bytes()) | {"provenance": "printed"}
    assert {row["provenance"] for row in rows("kolada", content)} == {"printed"}
    assert {row["provenance"] for row in rows("kolada", "kolada_good.json")} == {None}


def test_a_contradicted_observation_is_not_read_at_all() -> None:
    assert columns(rows("kolada", "kolada_row_contradicted.json"), "region_code") == [("1814",)]
    # the same statement twice is no contradiction
    assert len(rows("kolada", "kolada_good_repeated.json")) == 2


@pytest.mark.parametrize(
    ("text", "period", "first", "last"),
    [
        ("2019", "2019", "2019-01-01", "2019-12-31"),
        ("2020M02", "2020-02", "2020-02-01", "2020-02-29"),
        ("2019-02", "2019-02", "2019-02-01", "2019-02-28"),
        ("201912", "2019-12", "2019-12-01", "2019-12-31"),
        ("2019-10-01", "2019-10", "2019-10-01", "2019-10-31"),
        ("2019K1", "2019-Q1", "2019-01-01", "2019-03-31"),
        ("2019Q4", "2019-Q4", "2019-10-01", "2019-12-31"),
    ],
)
def test_periods(text: str, period: str, first: str, last: str) -> None:
    found = parse_period(text)
    assert (found.text, found.start.isoformat(), found.end.isoformat()) == (period, first, last)


@pytest.mark.parametrize("text", ["", "19", "2019M13", "2019-00", "2019K5", "2019-10-02", "0019", "9999", "2019-2021"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(ObservationError):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", "12"), ("1 234", "1234"), ("1\u00a0234,5", "1234.5"), ("-3", "-3"), ("\u22123", "-3"), ("0.125", "0.125")],
)
def test_numbers(text: str, value: str) -> None:
    assert text_amount(text).value == Decimal(value)


@pytest.mark.parametrize("text", ["1,234", "12 34", "x", "5 %", "*", "<0", "< ", "1e3", "TRUE", "--", "\u0661"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ObservationError):
        text_amount(text)


@pytest.mark.parametrize("text", ["..", ".", "-", "", None])
def test_signs_for_missing(text: str | None) -> None:
    amount = text_amount(text)
    assert (amount.value, amount.is_missing, amount.status) == (None, True, text or "")


def test_bounds_of_a_hidden_number() -> None:
    assert (text_amount("<10").lower, text_amount("<10").upper) == (Decimal(0), Decimal(9))
    assert (text_amount("< 5").lower, text_amount("< 5").upper) == (Decimal(0), Decimal(4))


def test_the_largest_number_and_the_first_too_large() -> None:
    assert json_amount(Decimal("99999999999999.9999"), "").value == Decimal("99999999999999.9999")
    with pytest.raises(ObservationError):
        json_amount(Decimal("100000000000000"), "")


def test_a_number_too_large_still_makes_a_column_of_figures() -> None:
    assert is_amount("100000000000000")
    assert is_amount("<5")
    assert not is_amount("18 Örebro län")


def test_rounding_goes_to_the_even_digit_and_is_told() -> None:
    assert within_scale(Decimal("0.00005")) == (Decimal("0.0000"), True)
    assert within_scale(Decimal("0.00015")) == (Decimal("0.0002"), True)
    assert within_scale(Decimal("0.12500000")) == (Decimal("0.1250"), False)


def test_breakdowns_are_sorted_and_without_totals() -> None:
    assert breakdown({"time": "over_6_months", "age": "18-24 år"}) == "age=18-24;time=over_6_months"
    assert breakdown({"age": "Samtliga 16-64 år", "education": "Samtliga"}) == "age=16-64"
    assert breakdown({"age": "tot16-64"}) == "age=16-64"
    assert breakdown({"age": "totalt ålder"}) == ""
    assert breakdown({"age": "100+ år"}) == "age=100+"
    assert breakdown({"x": "a;b=c"}) == "x=a,b:c"


def test_sex_words() -> None:
    assert [sex_code(word) for word in ("T", "K", "M", "Kvinnor och män", "uppgift saknas")] == [
        "all",
        "woman",
        "man",
        "all",
        "unknown",
    ]
    with pytest.raises(ObservationError):
        sex_code("1")
    assert sex_code("1", {"1": "man"}) == "man"


@pytest.mark.parametrize("code", ["1", "180"])
def test_a_code_that_lost_its_zero(code: str) -> None:
    with pytest.raises(ObservationError):
        region_code(code)
    assert region_code(f"0{code}") == f"0{code}"


def outcome(source: str, content: Any) -> tuple[str, str | None]:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    result = read_statistic(data, "d" * 64, source)
    return result.status, result.reason_code


def test_a_sex_may_be_told_by_its_label() -> None:
    content = json.loads((FILES / "scb_good.json").read_bytes())
    content["dimension"]["Kon"]["category"] = {"index": ["A", "B"], "label": {"A": "kvinnor", "B": "män"}}
    assert columns(rows("scb", content), "sex") == [("woman",), ("man",)] * 2


def test_a_code_twice_in_a_dimension_is_refused() -> None:
    content = json.loads((FILES / "scb_good.json").read_bytes())
    content["dimension"]["Kon"]["category"] = {"index": ["1", "1"]}
    assert outcome("scb", content) == ("refused", "dimension_broken")


@pytest.mark.parametrize("header", ['"region","2019"', '"region","tabellinnehåll","Folkmängd 2019"'])
def test_a_wide_table_names_its_contents_once(header: str) -> None:
    data = f'{header}\n"18 Örebro län"{",x" * (header.count(",") - 1)},1\n'.encode()
    assert outcome("scb", data) == ("refused", "shape_unknown")


FK_HEADER = ["År", "Kön", "Län", "Ålder", "Antal"]


def test_the_provenance_of_a_workbook_is_a_line_of_its_own() -> None:
    line = [2024, "Män", "18 Örebro län", "16", 5]
    found = rows("forsakringskassan", workbook({"1": [["Härkomst: printed"], ["Ohälsotalet"], FK_HEADER, line]}))
    assert columns(found, "dataset", "provenance") == [("Ohälsotalet", "printed")]
    assert outcome("forsakringskassan", workbook({"1": [["Härkomst: gissat"], FK_HEADER, line]})) == (
        "refused",
        "provenance_unknown",
    )


def test_single_ages_are_a_variable_and_not_figures() -> None:
    lines = [[2024, "Män", "18 Örebro län", age, 5] for age in (16, 17)]
    found = rows("forsakringskassan", workbook({"1": [["Titel"], FK_HEADER, *lines]}))
    assert columns(found, "measure_code", "breakdown", "value") == [
        ("antal", "age=16", Decimal(5)),
        ("antal", "age=17", Decimal(5)),
    ]


def test_a_row_without_observations_is_another_shape() -> None:
    row = {"dimensions": {"ar": "2024", "lan": "18"}, "observations": {}}
    assert outcome("forsakringskassan", [row]) == ("refused", "shape_unknown")


def test_the_same_measure_of_two_tables_is_no_contradiction() -> None:
    places = ["PERIOD", "LÄN", "KOMMUN"]
    data = workbook(
        {
            "Total": [[*places, "ARBETSLÖSA"], ["2024-12", "18 Örebro län", "Totalt", 4]],
            "Antal": [["BAS"], [*places, "Totalt"], ["2024-12", "18 Örebro län", "Totalt", 5]],
        }
    )
    assert columns(rows("arbetsformedlingen", data), "dataset", "measure_code", "value") == [
        ("tid-utan-arbete-lan-kom", "unemployed", Decimal(4)),
        ("andel-av-bas", "unemployed", Decimal(5)),
    ]
