"""The command that makes packs, from the published file and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import duckdb
import pytest
from nights import PROJECT, Night, published_only
from pack_sheets import Sheet, exact, sheets
from typer.testing import CliRunner, Result

from finsam.cli import app
from finsam.pack.compose import compose
from finsam.pack.period import Period, parse_part, whole_year
from finsam.pack.subject import Subject
from finsam.pack.tables import TABLES
from finsam.pack.tables.spec import Part
from finsam.published import opened
from finsam.settings import Settings
from finsam.wording import Language


@pytest.fixture(scope="module")
def var(night: Night, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A var folder with the published file only, with an association without figures, and a quarter of participants."""
    var = tmp_path_factory.mktemp("public") / "var"
    with duckdb.connect(str(published_only(night, var) / "finsam.duckdb")) as connection:
        connection.execute(
            "insert into published.association (association_code, name_sv, short_name, kind) "
            "values ('tyst', 'Tysta förbundet', 'Tyst', 'association')"
        )
        connection.execute(
            """
            insert into published.participant_flow
            select * replace ('quarter' as period_type, date '2019-03-31' as period_end, 17 as opening)
            from published.participant_flow
            where association_code = 'sydnarke' and programme_code = 'rehabmassa' and fiscal_year = 2019
            """
        )
    return var


def call(var: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["pack", *words, "--var", str(var)])


def made(var: Path, *words: str) -> dict[str, Path]:
    result = call(var, *words, "--json")
    assert result.exit_code == 0, result.output
    return {path.suffix: path for path in map(Path, json.loads(result.stdout)["files"])}


def book(var: Path, *words: str) -> dict[str, Sheet]:
    return sheets(made(var, *words)[".xlsx"].read_bytes())


def said(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_a_quarter_cuts_what_has_months_and_says_what_has_not(var: Path) -> None:
    files = made(var, "--association", "sydnarke", "--period", "2019-Q1")
    assert files[".xlsx"].parent == var / "reports" / "packs" / "sydnarke" / "2019"
    quarter = sheets(files[".xlsx"].read_bytes())
    half = book(var, "--association", "sydnarke", "--period", "2019-T1")
    team = [quarter["Insatser"].rows, half["Insatser"].rows]
    spent = [{row[1]: row for row in rows}["Coachingteam Sydnärke"] for rows in team]
    assert exact(spent[0][2]) * 4 == exact(spent[1][2]) * 3, "three months of an even year against four"
    assert spent[0][4] == spent[1][4] == 3176000
    assert "Balansräkning" not in quarter
    assert [row[5:6] for row in quarter["Deltagarflöde"].rows] == [[17]]
    assert "Deltagarflöde" not in half
    words = said(files[".docx"])
    assert "Balansräkning" in words
    absent = [spec.code for spec in TABLES if spec.part is Part.ABSENT]
    assert words.count("Tabellen finns bara för hela året. Inget tal kan sägas gälla 2019-Q1.") == len(absent) > 0
    assert "Inga tal är levererade för 2019-Q1" in words
    assert any("Tabellen gäller hela 2019" in note for note in quarter["Mål"].below)


def test_the_quarters_and_the_tertials_of_a_year_add_up_to_the_year(night: Night) -> None:
    with opened(Settings(PROJECT, PROJECT / "exports", night.var)) as published:

        def result(period: Period) -> list[Any]:
            pack = compose(published, Subject(("sydnarke",), period), Language.SV)
            (table,) = (table for table in pack.tables if table.code == "income_statement")
            return [cell.value for cell in table.lines[-1].cells]

        year = result(whole_year(2019))
        for parts in (("Q1", "Q2", "Q3", "Q4"), ("T1", "T2", "T3")):
            results = [result(parse_part(f"2019-{part}")) for part in parts]
            assert sum(row[2] for row in results) == year[2]
            assert [row[0] for row in (*results, year)] == ["Årets resultat"] * (len(parts) + 1)
            assert results[-1][3] == year[2], "since new year"


def test_the_county_stands_side_by_side_with_notes_on_what_cannot_be_compared(var: Path) -> None:
    files = made(var, "--county", "--year", "2019")
    side = sheets(files[".xlsx"].read_bytes())
    income = side["Resultaträkning"]
    assert len(income.headings) == 5
    assert len(income.rows) == 10
    assert all(isinstance(value, int | float) for value in income.row("Årets resultat")[1:])
    assert "–" in side["Balansräkning"].row("Summa tillgångar")
    assert any(note.startswith("Uppgifter saknas för:") for note in side["Balansräkning"].below)
    cost = side["Nyckeltal"].headings.index("Jämförbarhet")
    (row,) = (row for row in side["Nyckeltal"].rows if row[1] == "Kostnad per deltagare")
    assert "Medlemmarna betalar mottagningsteamet" in row[cost]
    assert any("Medlemmarna betalar mottagningsteamet" in str(row) for row in side["Kostnad per resultat"].rows)
    assert "exempel" not in " ".join(str(row) for row in side["Insatser"].rows).casefold()
    assert "skyddad" in str(side["Deltagare och resultat"].rows)


def test_the_documents_have_charts_of_what_their_tables_say(var: Path) -> None:
    def alternatives(*words: str) -> list[str]:
        book = docx.Document(str(made(var, *words)[".docx"]))
        return [shape._inline.docPr.get("descr") for shape in book.inline_shapes]

    assert alternatives("--association", "sydnarke", "--year", "2019") == [
        "2018 14,3\N{NO-BREAK SPACE}% (rekommenderat tak 20,0\N{NO-BREAK SPACE}%); "
        "2019 21,3\N{NO-BREAK SPACE}% (rekommenderat tak 20,0\N{NO-BREAK SPACE}%)"
    ]
    moved = alternatives("--association", "sofint", "--year", "2019")
    assert len(moved) == 2
    assert all("39\N{NO-BREAK SPACE}000" in text for text in moved)


def test_without_options_there_is_a_pack_for_every_association_and_year(var: Path) -> None:
    result = call(var, "--json")
    files = [Path(text) for text in json.loads(result.stdout)["files"]]
    owners = {path.parent.parent.name for path in files}
    assert owners == {"degerfors_karlskoga", "exempel", "lekeberg_orebro", "sofint", "sydnarke"}
    assert {path.parent.name for path in files if path.parent.parent.name == "sydnarke"} == {"2018", "2019"}
    assert all(path.stat().st_size for path in files)
    assert not list(var.rglob("*.tmp"))


def test_the_same_build_is_the_same_files_in_each_language(var: Path) -> None:
    words = ("--association", "exempel", "--year", "2022")
    first = {path: path.read_bytes() for path in made(var, *words).values()}
    english = made(var, *words, "--lang", "en")
    assert set(first) & set(english.values()) == set()
    assert {path: path.read_bytes() for path in made(var, *words).values()} == first
    table = sheets(english[".xlsx"].read_bytes())
    assert "Income statement" in table or "Participants and results" in table
    assert not [text for sheet in table.values() for text in sheet.above if "Källa" in text]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--association", "tyst"), 3, "Förbundet tyst har inga publicerade tal"),
        (("--association", "nosuch"), 2, "degerfors_karlskoga, exempel, lekeberg_orebro, sofint, sydnarke"),
        (("--association", "../x"), 2, "finns inte"),
        (("--association", "sydnarke", "--year", "2001"), 2, "sydnarke: 2018, 2019"),
        (("--county", "--year", "2001"), 2, "2019"),
        (("--county", "--association", "sydnarke"), 2, "--county"),
        (("--association", "sydnarke", "--period", "2019-Q5"), 2, "2019-Q1"),
        (("--association", "sydnarke", "--period", "2019-T4"), 2, "2019-T1"),
        (("--year", "2018", "--period", "2019-Q1"), 2, "ligger inte i"),
        (("--year", "0"), 2, "inget år"),
    ],
)
def test_a_wrong_question_gets_what_there_is(var: Path, words: tuple[str, ...], code: int, sentence: str) -> None:
    result = call(var, *words)
    assert result.exit_code == code, result.output
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_without_a_build_it_says_what_to_run(tmp_path: Path) -> None:
    result = call(tmp_path / "var")
    assert result.exit_code == 3
    assert "finsam nightly" in result.stderr
