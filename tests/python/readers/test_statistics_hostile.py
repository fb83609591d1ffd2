"""Files of open statistics that are meant to break a reader get a clear answer instead."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statistics_support import FILES, workbook

from finsam.readers import ReadResult
from finsam.readers.statistics import PROVIDERS, read_statistic

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=8), part, max_size=4),
    max_leaves=12,
)
GOOD = {"kolada": "kolada_good.json", "scb": "scb_good.json", "forsakringskassan": "fk_good.json"}


def read(source: str, data: bytes) -> ReadResult:
    result = read_statistic(data, "f" * 64, source)
    assert result.rows_in == result.rows_read + result.rows_quarantined
    assert result.tables["open_statistic"].num_rows == result.rows_read
    return result


@pytest.mark.parametrize("source", PROVIDERS)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\x00" * 100,
        b"null",
        b"0",
        b'"text"',
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"PK\x05\x06" + b"\x00" * 18,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"%PDF-1.7",
        b"<?xml version='1.0'?><error/>",
        "Örebro".encode("utf-16"),
        b"\n\n\n",
    ],
)
def test_what_is_no_file_of_any_provider_is_refused(source: str, data: bytes) -> None:
    result = read(source, data)
    assert result.status == "refused"
    assert result.reason_sv
    assert result.reason_en


@pytest.mark.parametrize("source", GOOD)
def test_a_file_cut_anywhere_is_refused(source: str) -> None:
    whole = (FILES / GOOD[source]).read_bytes().strip()
    assert read(source, whole).status == "loaded"
    for length in range(len(whole)):
        assert read(source, whole[:length]).status == "refused", length


@pytest.mark.parametrize("name", ["af_good.xlsx", "fk_good.xlsx"])
def test_a_workbook_cut_anywhere_is_refused(name: str) -> None:
    whole = (FILES / name).read_bytes()
    source = "arbetsformedlingen" if name.startswith("af") else "forsakringskassan"
    for length in range(0, len(whole) - 1, 97):
        assert read(source, whole[:length]).status == "refused", length


@settings(max_examples=300, deadline=None)
@given(source=st.sampled_from(sorted(GOOD)), content=JSON)
def test_any_json_gets_an_answer(source: str, content: Any) -> None:
    read(source, json.dumps(content).encode())


def places(content: Any) -> list[tuple[Any, Any]]:
    """Return every container of a JSON value with every key of it."""
    if isinstance(content, dict):
        return [(content, key) for key in content] + [pair for part in content.values() for pair in places(part)]
    if isinstance(content, list):
        return [(content, i) for i in range(len(content))] + [pair for part in content for pair in places(part)]
    return []


@settings(max_examples=600, deadline=None)
@given(source=st.sampled_from(sorted(GOOD)), at=st.integers(0, 10_000), part=JSON)
def test_a_good_file_with_one_part_replaced_gets_an_answer(source: str, at: int, part: Any) -> None:
    content = json.loads((FILES / GOOD[source]).read_bytes())
    found = places(content)
    container, key = found[at % len(found)]
    container[key] = part
    read(source, json.dumps(content).encode())


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(alphabet='",;\n\r\t.<0123456789 aregionåkönFlmäd<-M', max_size=200),
    newline=st.sampled_from(["", "\n"]),
)
def test_any_text_gets_an_answer(text: str, newline: str) -> None:
    for source in PROVIDERS:
        read(source, (text + newline).encode())


def test_a_table_that_claims_more_cells_than_fit_in_memory() -> None:
    content = json.loads((FILES / "scb_good.json").read_bytes())
    codes = {str(10_000 + n): n for n in range(4_000)}
    for name in ("Region", "Tid"):
        content["dimension"][name]["category"] = {"index": codes}
    content["size"] = [4_000, 2, 1, 4_000]
    content["value"] = {"0": 1}
    assert read("scb", json.dumps(content).encode()).reason_code == "too_many_observations"


TOO_LARGE = ("1e400", "-1e400", "9" * 5_000, "1e99999999")


@pytest.mark.parametrize("number", [*TOO_LARGE, "1e-400", "0." + "1" * 5_000])
def test_numbers_of_any_size(number: str) -> None:
    data = (FILES / "kolada_good.json").read_bytes().replace(b"158057.0", number.encode())
    result = read("kolada", data)
    assert result.rows_in == 7
    assert result.rows_read == (6 if number in TOO_LARGE else 7)


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finsam.readers.statistics.MAX_BYTES", 10)
    assert read("kolada", (FILES / "kolada_good.json").read_bytes()).reason_code == "file_too_large"


def test_more_observations_than_a_file_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finsam.readers.statistics.observation.MAX_OBSERVATIONS", 3)
    result = read("kolada", (FILES / "kolada_good.json").read_bytes())
    assert (result.reason_code, result.rows_in) == ("too_many_observations", 3)


@pytest.mark.parametrize("case", sorted(GOOD))
def test_a_file_in_the_folder_of_another_provider_is_refused(case: str) -> None:
    for source in PROVIDERS:
        if source != case:
            assert read(source, (FILES / GOOD[case]).read_bytes()).status == "refused"


@pytest.mark.parametrize("source", GOOD)
def test_binary_content_is_told_from_broken_text(source: str) -> None:
    for data in (b'{"a": \x00}', b"[\x00]"):
        result = read(source, data)
        assert result.reason_code == "shape_unknown"
        assert "binary file" in str(result.reason_en)


@pytest.mark.parametrize("source", GOOD)
def test_half_a_letter_is_no_text(source: str) -> None:
    data = (FILES / GOOD[source]).read_bytes()
    assert read(source, data.replace(b'"', b'"\\ud800', 1)).status == "refused"
    # a whole letter written as two halves is one
    assert read(source, data[:1] + b'"note":"\\ud83d\\ude00",' + data[1:]).status == "loaded" or data[:1] == b"["


CELLS = st.sampled_from(["2024-12", "Örebro län", "Örebro", "Uppgift saknas", "Totalt", "<5", "..", "", "7", "0", "x"])
HEADERS = st.sampled_from(
    [
        "PERIOD",
        "LÄN",
        "KOMMUN",
        "KÖN",
        "ÅLDER",
        "Utan arbete mer än 12 månader",
        "ARBETSLÖSA",
        "År",
        "Län",
        "Kommun",
        "Antal",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    preamble=st.lists(st.lists(CELLS, max_size=2), max_size=5),
    header=st.lists(HEADERS, max_size=7),
    body=st.lists(st.lists(CELLS, max_size=8), max_size=6),
    title=st.sampled_from(["Total", "Andel", "Antal", "Info"]),
)
def test_any_sheet_gets_an_answer(
    preamble: list[list[str]], header: list[str], body: list[list[str]], title: str
) -> None:
    data = workbook({title: [*preamble, header, *body]})
    for source in ("arbetsformedlingen", "forsakringskassan"):
        read(source, data)


def test_a_formula_like_text_and_odd_names_stay_text() -> None:
    content = json.loads((FILES / "fk_good.json").read_bytes())
    content[0]["dimensions"] |= {"": "=1+1", "ålder;kön": "a=b;c", "x" * 5_000: "y" * 5_000}
    found = read("forsakringskassan", json.dumps(content).encode()).tables["open_statistic"].to_pylist()[0]
    assert "variable=:1+1" in found["breakdown"]
    assert "alderkon=a:b,c" in found["breakdown"]
