"""Planted persons: no personal number or pseudonym outside the raw zone, after good nights and after bad ones.

A small dbt project stands in for the real one where a night has to fail: it holds what the real one must not, every raw
table copied into tables and published, and looks at person rows in the ways that make DuckDB quote them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest
from leaks import COORDINATION, PERSONS, leaks, spelled

from finsam.contract import Column, Source, load_contract
from finsam.privacy import PersonKey
from finsam.publish import clear_leftovers
from finsam.raw import raw_schemas
from finsam.settings import load_settings

PROJECT = Path(__file__).resolve().parents[2]
KEY = b"only for tests: thirty-two bytes!"
NUMBERS = (*PERSONS, COORDINATION)
TEN_DIGITS = "640823-3234"
NAME = "Testa Testsson"
# how the numbers are written in texts
WRITTEN = ("19640823-3234", "196408233234", TEN_DIGITS, "6408233234", "640823+3234", "640823_3234", "19140168-2396")
SENTENCE = "Prov {0} text"


def pseudonyms() -> list[str]:
    """What every pseudonym begins with, in letters and as the checksum it is made of."""
    letters = [PersonKey(KEY).pseudonym(number)[:24] for number in NUMBERS]
    return letters + [text.translate(str.maketrans("abcdefghijklmnop", "0123456789abcdef")) for text in letters]


@dataclass(frozen=True)
class Night:
    """One run: where it wrote, its exit code and all it said."""

    var: Path
    exit_code: int
    said: str


def assert_clean(night: Night, *names: str) -> None:
    """Nothing of a person where it may not be: numbers and names in the landing only, pseudonyms in raw/sus only."""
    numbers = sorted({form for number in NUMBERS for form in spelled(number)})
    landing = night.var / "landing"
    assert leaks(night.var, [*numbers, NAME, KEY.decode(), *names], [landing]) == set()
    rows = [landing, night.var / "raw" / "sus", night.var / "raw" / "_spill"]
    assert leaks(night.var, pseudonyms(), rows) == set()
    assert [needle for needle in (*numbers, *pseudonyms(), NAME, *names) if needle in night.said] == []


# --- what is delivered -----------------------------------------------------------------------------------------------


def value(column: Column, text: str) -> str:
    """A cell that can be read; text cells carry the planted number."""
    if column.role == "person":
        return PERSONS[0]
    if column.values:
        return column.values[0]
    if column.pattern:
        return column.example
    text = f"moder {text}" if column.name.startswith("parent_") else text  # nothing is a part of itself
    return {"date": "2019-03-01", "integer": "1", "decimal": "1"}.get(column.kind, text)


def table_of(source: Source, written: tuple[str, ...] = WRITTEN) -> list[list[str]]:
    """A header and rows with a planted number in every text column; the later rows cannot be loaded."""
    header = [column.label_sv for column in source.columns] + ["Namn", f"Anteckning {TEN_DIGITS}"]
    name = NAME if source.person_column else "namnlös"
    rows = [[*(value(column, SENTENCE.format(text)) for column in source.columns), name, text] for text in written]
    numbers = [column for column in source.columns if column.kind in ("integer", "decimal") and not column.pattern]
    for place, column in enumerate(source.columns):
        if column in numbers or column.kind == "date":
            rows.append([*rows[0][:place], "196408233234", *rows[0][place + 1 :]])
    rows.append([*rows[0], TEN_DIGITS])
    return [header, *rows]


def deliver(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def as_csv(rows: Iterable[list[str]]) -> str:
    return "".join(";".join(row) + "\n" for row in rows)


def as_xlsx(path: Path, rows: list[list[str]]) -> None:
    """A workbook with planted sheet names, of which one is not read; digits are number cells, as Excel makes them."""
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet(f"Kopia {PERSONS[0]}")):
        for row in rows:
            sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.active.title = f"Blad {TEN_DIGITS}"
    book.save(path)


def sus(numbers: Iterable[str]) -> str:
    rows = [
        [number, "coachingteam", "woman" if int(number[-2]) % 2 == 0 else "man", number[:4], "1882", "2019-03-01", NAME]
        for number in numbers
    ]
    return as_csv([["Personnummer", "Insats-id", "Kön", "Födelseår", "Kommun", "Inskriven", "Namn"], *rows])


def sie(text: str) -> str:
    return (
        f'#FLAGGA 0\n#PROGRAM "Prov {text}" 1\n#FORMAT PC8\n#GEN 20200131 "{text}"\n#SIETYP 4\n#ORGNR 222000-1234\n'
        f'#FNAMN "Alfa {text}"\n#ADRESS "{text}" "{text}" "{text}" "{text}"\n#RAR 0 20190101 20191231\n'
        f'#KONTO 1930 "Bank {text}"\n#KONTO 5010 "Lokal"\n#DIM 1 "Enhet {text}"\n#OBJEKT 1 "{text}" "{text}"\n'
        f'#VER A 1 20190115 "Hyra {text}" 20190115 "{text}"\n{{\n#TRANS 5010 {{1 "{text}"}} 100.00 20190115 "{text}"\n'
        f'#TRANS 1930 {{}} -100.00 20190115 "{text}"\n}}\n#VER B 1 20190115 "Obalans {text}"\n{{\n'
        f'#TRANS 5010 {{}} 7.00 20190115 "{text}"\n}}\n#OKÄND {text}\n#TRANS {text}\n'
    )


def plant(exports: Path, association: str, *sources: str) -> None:
    """Deliveries of every source, or of some, with a planted number wherever text can stand."""
    for source in load_contract().tables:
        if sources and source.name not in sources:
            continue
        folder = exports / association / source.name
        rows = table_of(source)
        deliver(folder, f"{source.name} {TEN_DIGITS}.csv", as_csv(rows).encode())
        as_xlsx(folder / f"bok_{PERSONS[3]}.xlsx", [row[: len(rows[0])] for row in rows])
    people = sus(NUMBERS) + sus([*PERSONS[:2], TEN_DIGITS, "19640823-TF12"]).split("\n", 1)[1]
    deliver(exports / association / "sus", "personer.csv", people.encode())
    deliver(exports / association / "sie", f"{PERSONS[1]}.se", sie(TEN_DIGITS).encode("cp437"))


def plant_broken(exports: Path, association: str) -> None:
    """Files that are refused, each for a reason of its own."""
    whole = sus(NUMBERS)
    folder = exports / association / "sus"
    deliver(folder, f"avklippt {TEN_DIGITS}.csv", whole[:-20].encode())
    deliver(folder, "blandat.csv", whole.replace(NAME, "Åsa").encode() + whole.replace(NAME, "Örjan").encode("cp1252"))
    deliver(folder, "utf16.csv", whole.replace("coachingteam", "mottagningsteam").encode("utf-16"))
    deliver(folder, "utan_rubrik.csv", whole.split("\n", 1)[1].encode())
    deliver(folder, "sida.csv", f"<html>{PERSONS[0]}</html>".encode())
    deliver(folder, "citat.csv", whole.replace(NAME, f'"{NAME}').encode())
    deliver(folder, "bok.xlsx", b"PK\x03\x04" + whole.encode())
    deliver(exports / association / "sie", "avklippt.se", sie(PERSONS[0]).encode("cp437")[:700])
    deliver(exports / TEN_DIGITS / "sus", "x.csv", whole.encode())
    deliver(exports / association / f"slag {PERSONS[0]}", "x.csv", whole.encode())
    deliver(exports, f"{PERSONS[2]}.csv", whole.encode())
    (exports / association / "budget").mkdir(exist_ok=True)
    (exports / association / "budget" / f"lank {TEN_DIGITS}.csv").symlink_to(exports.parent / PERSONS[0])
    for source, described in load_contract().sources.items():
        if not described.is_table and source != "sie":
            text = f'{{"values": [{{"kpi": "N{PERSONS[0]}", "text": "{TEN_DIGITS}"}}], "{TEN_DIGITS}": 1}}\n'
            deliver(exports / association / source, f"svar {TEN_DIGITS}.json", text.encode())


# --- the small project -----------------------------------------------------------------------------------------------

PERSON = "{{ config(materialized='view') }} select * from {{ raw('sus') }}"
COUNTED = "select programme_code, count(distinct person_id) as person_count from {{ ref('person') }} group by all"
COPIED = "select * from {{ raw('%s') }}"
FINDING = """
{{ config(schema='controller') }}
select 'prov' as check_code, 'blocking' as severity, message_sv, message_en from {{ raw('table_diagnostic') }}
"""
FAILING = {
    "models/cast.sql": "select cast(person_id as integer) as wrong from {{ raw('sus') }}",
    "models/failed.sql": "select case when person_id is not null then error(concat('no: ', person_id)) end as wrong "
    "from {{ raw('sus') }}",
    "models/counted.sql": "select sex, count(*) as row_count from {{ raw('sus') }} group by all",
    "seeds/broken.csv": "code,number\na,1\nb,två\n",
    "seeds/broken.yml": "version: 2\nseeds:\n  - name: broken\n    config: {column_types: {number: integer}}\n",
    "tests/one_row_per_person.sql": "select person_id, min(birth_year) as born from {{ ref('person') }} group by all",
    "tests/no_rows.sql": "select * from {{ ref('counted') }}",
}
SPILLING = """
select person_id, many.range, md5(concat(person_id, many.range)) as noise
from {{ ref('person') }} cross join range(3000000) as many order by noise, person_id
"""
SUITE = """
source: sus
table: sus
expectations:
  - {name: no_one, expect: expect_column_values_to_match_regex, with: {column: person_id, regex: '^x'},
     severity: blocking, message_sv: Ingen, message_en: No one}
  - {name: sense, expect: expect_column_values_to_be_between, with: {column: person_id, min_value: 1, max_value: 2},
     severity: blocking, message_sv: Omöjligt, message_en: Impossible}
"""


FEW = frozenset({"budget", "delivery", "quarantine", "table_diagnostic"})
ALL = frozenset(raw_schemas()) - {"sus"}


def make_small_project(folder: Path, files: dict[str, str], tables: frozenset[str] = FEW, setting: str = "") -> Path:
    """Lay out a project that copies raw tables, never the one of person rows, into its own and publishes them."""
    project = folder / "project"
    shutil.copytree(PROJECT / "macros", project / "macros")
    (project / "models/published").mkdir(parents=True)
    shutil.copy(PROJECT / "models/staging/raw.yml", project / "models/raw.yml")
    copied = {f"models/published/published__{name}.sql": COPIED % name for name in sorted(tables)}
    own = {
        "dbt_project.yml": "name: finsam\nversion: '0.1.0'\nconfig-version: 2\nprofile: finsam\n"
        "models: {finsam: {+materialized: table, published: {+schema: published}}}\n",
        "models/person.sql": PERSON,
        "models/published/published__person_count.sql": COUNTED,
        "seeds/reference/association.csv": "association_code,name\nalfa,Alfa\n",
        "expectations/README.md": "",
        **{f"seeds/decisions/{name}.csv": "decision_id\n" for name in ("decision", "closed_period", "restated_figure")},
    }
    profile = (PROJECT / "profiles.yml").read_text(encoding="utf-8").rstrip()
    # uncompressed, so that a search of bytes also sees pages that are free and tables that are gone
    own["profiles.yml"] = f"{profile}\n        force_compression: uncompressed\n{setting}"
    for name, text in (copied | own | files).items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return project


def environment(project: Path, key: Path | None) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if name != "FINSAM_PERSON_KEY_FILE"}
    known = {"FINSAM_PROJECT": str(project), "PYTHONPATH": str(PROJECT)}
    return kept | known | ({"FINSAM_PERSON_KEY_FILE": str(key)} if key else {})


def run(folder: Path, project: Path, key: Path | None, *command: str, code: str = "") -> Night:
    """Run finsam in a process of its own; `code` is run first, to break something."""
    start = ["-c", f"{code}\nfrom finsam.cli import main\nmain()"] if code else ["-m", "finsam"]
    places = ["--exports", str(folder / "exports"), "--var", str(folder / "var")]
    process = subprocess.run(
        [sys.executable, *start, *command, *places],
        env=environment(project, key),
        capture_output=True,
        text=True,
        check=False,
    )
    return Night(folder / "var", process.returncode, process.stdout + process.stderr)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_bytes(KEY)
    return path


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    plant(tmp_path / "exports", "alfa", "budget", "sus")
    return tmp_path


# --- good nights -----------------------------------------------------------------------------------------------------


def test_a_good_night_with_every_source_and_every_kind_of_bad_file(tmp_path: Path, key: Path) -> None:
    plant(tmp_path / "exports", "alfa")
    plant_broken(tmp_path / "exports", "alfa")
    project = make_small_project(tmp_path, {}, ALL)
    night = run(tmp_path, project, key, "nightly")
    assert night.exit_code == 0, night.said
    for show in (["list"], ["show", "personer.csv"], ["show", "[personnummer].se"]):
        shown = run(tmp_path, project, key, "quarantine", *show)
        assert shown.exit_code == 0, shown.said
        night = replace(night, said=night.said + shown.said)
    assert_clean(night)
    assert leaks(night.var / "raw" / "sus", pseudonyms()), "the search finds what is there"


def test_a_good_night_of_the_real_project(tmp_path: Path, key: Path) -> None:
    shutil.copytree(PROJECT / "exports", tmp_path / "exports")
    for source in load_contract().tables:  # one spelling: masked, all are the same text, and a key may not come twice
        rows = table_of(source, WRITTEN[:1])
        deliver(tmp_path / "exports" / "exempel" / source.name, f"{TEN_DIGITS}.csv", as_csv(rows).encode())
    deliver(tmp_path / "exports" / "exempel" / "sus", "personer.csv", sus(NUMBERS).encode())
    deliver(tmp_path / "exports" / "exempel" / "sie", f"{PERSONS[1]}.se", sie(TEN_DIGITS).encode("cp437"))
    night = run(tmp_path, PROJECT, key, "nightly")
    assert night.exit_code == 0, night.said
    assert_clean(night)


def test_a_good_night_without_a_key(planted: Path) -> None:
    night = run(planted, make_small_project(planted, {}), None, "nightly", "--json")
    assert night.exit_code == 0, night.said
    assert "person_key_missing" in (night.var / "current" / "open" / "delivery.csv").read_text(encoding="utf-8")
    assert_clean(night)


# --- nights that fail ------------------------------------------------------------------------------------------------


def test_a_night_whose_models_seeds_and_tests_fail(planted: Path, key: Path) -> None:
    night = run(planted, make_small_project(planted, FAILING), key, "nightly")
    assert night.exit_code == 3, night.said
    for words in ("model cast", "model failed", "seed broken", "[pseudonym]"):
        assert words in night.said
    # of sums an example is shown, of rows about persons none
    assert "one row per person (5 rows)\n" in night.said
    assert "sex = man" in night.said
    assert_clean(night)


def test_a_night_with_a_blocking_finding(planted: Path, key: Path) -> None:
    project = make_small_project(planted, {"models/finding.sql": FINDING})
    night = run(planted, project, key, "nightly")
    assert night.exit_code == 3, night.said
    assert "blocking failures" in night.said
    assert_clean(night)


def test_a_night_whose_expectations_fail(planted: Path, key: Path) -> None:
    project = make_small_project(planted, {"expectations/sus.yml": SUITE})
    night = run(planted, project, key, "nightly")
    assert night.exit_code == 3, night.said
    assert "Blocking expectations" in night.said
    assert_clean(night)


@pytest.mark.parametrize(
    ("broken", "exit_code"),
    [
        (
            "import finsam.readers.table as m\n"
            "def fail(data, sha256, source): raise ValueError(data.decode('cp1252', 'replace'))\n"
            "m.read_table = fail",
            0,
        ),
        (
            "import finsam.privacy as m; real = m.pseudonymise_sus\n"
            "def fail(result, key): raise KeyError(str(real(result, key).tables['sus'].to_pylist()))\n"
            "m.pseudonymise_sus = fail",
            0,
        ),
        (
            "import finsam.raw as m\n"
            "def fail(settings, table, name, rows): raise RuntimeError(str(rows.to_pydict()) + '19640823-3234')\n"
            "m.write_rows = fail",
            1,
        ),
    ],
    ids=["reader", "pseudonyms", "writer"],
)
def test_a_read_that_breaks(planted: Path, key: Path, broken: str, exit_code: int) -> None:
    project = make_small_project(planted, {})
    run(planted, project, key, "receive")
    night = run(planted, project, key, "read", code=broken)
    assert night.exit_code == exit_code, night.said
    assert_clean(night)


def test_a_night_that_is_killed_while_person_rows_do_not_fit_in_memory(tmp_path: Path, key: Path) -> None:
    deliver(tmp_path / "exports" / "alfa" / "sus", "personer.csv", sus(NUMBERS).encode())
    project = make_small_project(tmp_path, {"models/spilling.sql": SPILLING}, setting="        memory_limit: 150MB\n")
    spill = tmp_path / "var" / "raw" / "_spill"
    places = ["--exports", str(tmp_path / "exports"), "--var", str(tmp_path / "var")]
    with (tmp_path / "said").open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "finsam", "nightly", "--as-of", "2020-01-01", *places],
            env=environment(project, key),
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        until = time.monotonic() + 60
        while not any(spill.glob("*")) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        spilled = any(spill.glob("*"))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert spilled, (tmp_path / "said").read_text(encoding="utf-8")
    night = Night(tmp_path / "var", process.returncode, (tmp_path / "said").read_text(encoding="utf-8"))
    assert_clean(night)
    clear_leftovers(load_settings(var=night.var))  # what every night does first
    assert not spill.exists()
    assert not (night.var / "builds" / ".building.tmp").exists()
