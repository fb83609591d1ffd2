"""The workbook of Sydnärke 2019 is its printed annual report, to the krona, and LibreOffice opens it without a word."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from nights import PROJECT, Night
from pack_sheets import Sheet, exact, sheets

from finsam.pack.choice import Order
from finsam.pack.make import make_packs
from finsam.published import opened
from finsam.settings import Settings

PRINTED = PROJECT / "exports" / "_national" / "published" / "tryckta_uppgifter.csv"
LINES = PROJECT / "seeds" / "definitions" / "statement_line.csv"
STATEMENTS = {
    "income_statement": "Resultaträkning",
    "balance_sheet": "Balansräkning",
    "cash_flow": "Kassaflödesanalys",
    "operating_statement": "Driftredovisning",
}
# printed measure -> the statement, and in which column this year and the year before stand
MEASURES = {
    "income_statement_amount": ("income_statement", 2, 3),
    "balance_sheet_amount": ("balance_sheet", 2, 3),
    "cash_flow_statement_amount": ("cash_flow", 2, 3),
    "operating_statement_outcome": ("operating_statement", 2, 5),
    "operating_statement_budget": ("operating_statement", 3, None),
    "operating_statement_variance": ("operating_statement", 4, None),
}
# The budget that was delivered has revenue and costs only; what it leaves in equity and cash is printed, not known.
NOT_DELIVERED = {(line, place) for line in ("closing_equity", "cash") for place in (3, 4)}


@pytest.fixture(scope="module")
def files(night: Night, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pack of Sydnärke 2019, file ending -> file."""
    settings = Settings(PROJECT, PROJECT / "exports", tmp_path_factory.mktemp("pack") / "var")
    night_settings = Settings(PROJECT, PROJECT / "exports", night.var)
    with opened(night_settings) as published:
        made = make_packs(published, settings, Order("sydnarke", 2019), lambda _: None)
    return {path.suffix: path for path in made}


@pytest.fixture(scope="module")
def book(files: dict[str, Path]) -> dict[str, Sheet]:
    return sheets(files[".xlsx"].read_bytes())


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed() -> Iterator[tuple[str, str, str, int | None, Decimal]]:
    """Yield the number of a printed figure, its statement, its line, its column and its amount."""
    for row in rows_of(PRINTED):
        if row["Område"] == "sydnarke" and row["Mått"] in MEASURES:
            statement, this_year, year_before = MEASURES[row["Mått"]]
            parts = dict(part.split("=", 1) for part in row["Uppdelning"].split("; "))
            place = {"2019": this_year, "2018": year_before}[row["År"]]
            yield row["Löpnummer"], statement, parts["line_item"], place, Decimal(row["Värde"])


def label(statement: str, line: str) -> str:
    (found,) = (row for row in rows_of(LINES) if (row["statement"], row["line_key"]) == (statement, line))
    return found["label_sv"]


def test_every_printed_amount_of_the_statements_stands_in_the_workbook_to_the_krona(
    night: Night, book: dict[str, Sheet]
) -> None:
    explained = {number for row in night.rows("finding") for number in row["figure_nos"].split("|")}
    differing, compared = {}, 0
    for number, statement, line, place, amount in printed():
        if place is None or (statement == "operating_statement" and (line, place) in NOT_DELIVERED):
            continue
        shown = book[STATEMENTS[statement]].row(label(statement, line))[place]
        assert not isinstance(shown, str), (number, line, shown)
        compared += 1
        if exact(shown) != amount:
            differing[number] = (line, shown, amount)
    assert compared > 50
    assert set(differing) <= explained, "a printed amount differs, and no finding says so"
    assert {line for line, _, _ in differing.values()} <= {"operating_cash_flow"}, differing


def test_what_was_not_delivered_is_said_to_be_missing_and_is_not_zero(book: dict[str, Sheet]) -> None:
    sheet = book["Driftredovisning"]
    for line, place in NOT_DELIVERED:
        assert sheet.row(label("operating_statement", line))[place] == "–"
    assert any("4 uppgifter saknas" in note for note in sheet.below)


def test_the_statements_come_first_and_their_lines_stand_in_the_order_of_the_law(book: dict[str, Sheet]) -> None:
    assert list(book)[:5] == ["Resultaträkning", "Balansräkning", "Kassaflödesanalys", "Noter", "Driftredovisning"]
    for statement, name in STATEMENTS.items():
        lines = sorted(
            (row for row in rows_of(LINES) if row["statement"] == statement), key=lambda row: int(row["sort_order"])
        )
        assert [row[0] for row in book[name].rows] == [line["label_sv"] for line in lines]


def test_the_notes_add_up_to_the_lines_they_belong_to(book: dict[str, Sheet]) -> None:
    sums: dict[str, Decimal] = {}
    for _, line, _, amount, _ in book["Noter"].rows:
        sums[line] = sums.get(line, Decimal(0)) + (Decimal(0) if amount == "–" else exact(amount))
    statements = [*book["Resultaträkning"].rows, *book["Balansräkning"].rows]
    noted = {row[0]: exact(row[2]) for row in statements if row[1]}
    assert sums == noted
    assert len(noted) == 3


def test_every_table_says_its_source_its_grade_and_what_is_missing(book: dict[str, Sheet]) -> None:
    for sheet in book.values():
        if sheet.name != "Innehåll":
            assert any(text.startswith("Källa: published.") for text in sheet.above), sheet.name
    assert any("sydnarke_2019.se" in text for text in book["Resultaträkning"].above)
    assert any(text.startswith("Betyg: C") for text in book["Resultaträkning"].above)
    assert any(text.startswith("Betyg: A") for text in book["Balansräkning"].above)
    assert any("skyddad:" in text for text in book["Deltagare och resultat"].below)


def test_the_bridge_leads_from_the_booked_amounts_to_the_shared_ones(book: dict[str, Sheet]) -> None:
    sheet = book["Brygga"]
    for place in range(1, len(sheet.headings) - 1):
        steps = [row[place] for row in sheet.rows]
        assert sum(exact(step) for step in steps[:-1] if step != "–") == exact(steps[-1])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Convert a file with LibreOffice in a profile of its own; returns the folder of what came out."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("office")

    def convert(path: Path, form: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        done = subprocess.run(
            [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", form,
             "--outdir", str(folder), str(path)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        said = [line for line in done.stderr.splitlines() if line.strip() and "javaldx" not in line]  # no Java here
        assert said == [], said
        return folder

    return convert


def test_libreoffice_opens_the_workbook_without_a_warning_and_every_value_survives(
    office: Any, files: dict[str, Path], book: dict[str, Sheet]
) -> None:
    folder = office(files[".xlsx"], "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1")
    for name, sheet in book.items():
        (path,) = folder.glob(f"*-{name}.csv")
        with path.open(encoding="utf-8", newline="") as file:
            found = list(csv.reader(file))
        start = next(place for place, row in enumerate(found) if row[: len(sheet.headings)] == sheet.headings)
        for offset, row in enumerate(sheet.rows, 1):
            for here, there in zip(row, found[start + offset], strict=False):
                assert same(here, there), (name, here, there)


def same(here: Any, there: str) -> bool:
    if here is None or isinstance(here, str):
        return (here or "").strip() == there.strip()
    there_exact = Decimal(there.removesuffix("%").replace(",", ".")) / (100 if there.endswith("%") else 1)
    return abs(exact(here) - there_exact) < Decimal("0.000001")


def test_libreoffice_makes_a_pdf_of_the_document(office: Any, files: dict[str, Path]) -> None:
    (made,) = office(files[".docx"], "pdf").iterdir()
    assert made.read_bytes().startswith(b"%PDF")
