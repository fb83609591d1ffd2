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
from dataclasses import dataclass, replace
from pathlib import Path

import nights
import pytest
from leaks import leaks, spelled
from nights import PERSON_KEY, PROJECT
from planted import NAME, NUMBERS, deliver, plant, plant_broken, sus

from finsam.privacy import PersonKey
from finsam.publish import clear_leftovers
from finsam.raw import raw_schemas
from finsam.settings import load_settings


def pseudonyms() -> list[str]:
    """What every pseudonym begins with, in letters and as the checksum it is made of."""
    letters = [PersonKey(PERSON_KEY).pseudonym(number)[:24] for number in NUMBERS]
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
    assert leaks(night.var, [*numbers, NAME, PERSON_KEY.decode(), *names], [landing]) == set()
    rows = [landing, night.var / "raw" / "sus", night.var / "raw" / "_spill"]
    assert leaks(night.var, pseudonyms(), rows) == set()
    assert [needle for needle in (*numbers, *pseudonyms(), NAME, *names) if needle in night.said] == []


# --- the small project -----------------------------------------------------------------------------------------------

PERSON = "{{ config(materialized='view') }} select * from {{ raw('sus') }}"
COUNTED = "select programme_code, count(distinct person_id) as person_count from {{ ref('person') }} group by all"
COPIED = "select * from {{ raw('%s') }}"
FINDING = """
{{ config(schema='controller') }}
select 'prov' as finding_id, 'prov' as check_code, 'structure' as family, 'blocking' as severity, message_sv,
    message_en, excerpt as subject, '' as association_code, null as fiscal_year, '' as guidance_sv, '' as guidance_en,
    'controller' as owner, 'open' as status
from {{ raw('table_diagnostic') }}
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
    path.write_bytes(PERSON_KEY)
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


def test_a_good_night_of_the_real_project(crowded: nights.Night) -> None:
    assert_clean(Night(crowded.var, crowded.exit_code, crowded.output))


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
