"""Person rows: the models against a count in plain Python, and no person in any table."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from nights import Night
from person_oracle import MEANS_OF_SUPPORT, Oracle, Row, World
from person_project import CATALOG, FIRST, PersonProject, database, rows_of, seed_rows

from finsam.privacy import PersonKey

# Skatteverket's published test numbers: nobody has them.
PERSONS = [
    PersonKey(b"only for tests: thirty-two bytes!").pseudonym(number)
    for number in ("189001019802", "189001029819", "189001039800", "189001049817", "191401682396")
]
COUNTY = next(row for row in seed_rows("association") if row["kind"] == "county")
MEMBERS = [
    row["association_code"]
    for row in seed_rows("association")
    if row["kind"] == "association" and row["county_code"] == COUNTY["county_code"]
][:2]
EXAMPLE = next(row["association_code"] for row in seed_rows("association") if row["kind"] == "example")
ASSOCIATIONS = [*MEMBERS, EXAMPLE]
COUNTIES = dict.fromkeys(MEMBERS, COUNTY["association_code"])
PROGRAMMES = ["team", "project", "unlisted"]
PARENTS = {(association, "project"): "town" for association in ASSOCIATIONS}
FILES = {association: [f"{n}{place}" * 32 for n in "ab"] for place, association in enumerate(ASSOCIATIONS)}
LISTED = "f" * 64


@pytest.fixture(scope="module")
def project(night: Night, tmp_path_factory: pytest.TempPathFactory) -> PersonProject:
    """The compiled models, in a county of two associations beside an example association."""
    known = [row for row in seed_rows("association") if row["association_code"] in (*ASSOCIATIONS, *COUNTIES.values())]
    return PersonProject(tmp_path_factory.mktemp("person"), night, {"association": known})


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """One database for all examples."""
    with database() as opened:
        yield opened


def delivered(world: World) -> dict[str, list[dict[str, Any]]]:
    """The world as raw tables."""
    files = sorted({(row.association, "sus", row.file) for row in world.rows})
    files += [(association, "programmes", LISTED) for association in ASSOCIATIONS]
    return {
        "sus": [
            {
                "file_sha256": row.file,
                "line_no": row.line,
                "person_id": row.person,
                "programme_code": row.programme,
                "sex": row.sex,
                "birth_year": row.birth_year,
                "municipality_code": row.municipality,
                "entry_date": row.entry,
                "registered_on": row.registered,
                "exit_date": row.exit,
                "exit_reason": row.reason,
                "education_level": row.education,
                "support_before": row.support_before,
                "support_after": row.support_after,
                "referrer": row.referrer,
                "placement_type": row.placement,
                "provenance": "synthetic",
            }
            for row in world.rows
        ],
        "delivery": [
            {"association_code": a, "source": s, "file_name": f"{s}{f[:2]}.csv", "file_sha256": f, "status": "loaded"}
            for a, s, f in files
        ],
        "run": [{"build_id": "test", "as_of": world.as_of}],
        "programmes": [
            {"file_sha256": LISTED, "line_no": at, "programme_code": code, "parent_programme_code": parent}
            | {"programme_name": code, "start_date": date(2004, 1, 1)}
            for at, (code, parent) in enumerate([("town", None), ("team", None), ("project", "town")])
        ],
    }


# Days where rules turn: the ends of years, with a few in between; as_of may lie before the last of them.
DAYS = [
    *(date(y, m, d) for y in range(2018, 2021) for m, d in ((1, 1), (1, 2), (6, 15), (12, 30), (12, 31))),
    date(2020, 6, 30),
    date(2020, 7, 1),
]
SUPPORTS = [None, "sjukpenningar", "Lön | studiestöd", "studiestöd|okänt", "studiestöd|sjukpenning", *MEANS_OF_SUPPORT]
Choose = Callable[[Sequence[Any]], Any]


def random_world(size: int, choose: Choose) -> World:
    """A few persons in several programmes and associations, with returns, corrections and faults."""
    rows: list[Row] = []
    for line in range(size):
        association, person = choose(ASSOCIATIONS), choose(PERSONS)
        programme, entry = choose(PROGRAMMES), choose(DAYS)
        again = choose(["new", "return", "same", "new"]) if rows else "new"
        if again != "new":
            # the person returns to the programme, or the same spell stands once more in this file or the other
            association, person, programme, known = choose(rows).spell
            entry = known if again == "same" else entry
        ended = choose([*[None] * 10, *DAYS, *(entry + timedelta(days=n) for n in (-1, 0, 1, 90, 91, 365))])
        rows.append(
            Row(
                association=association,
                file=choose(FILES[association]),
                line=line,
                person=person,
                programme=programme,
                sex=choose(["woman", "man", "unknown"]),
                birth_year=choose(range(1952, 2005)),
                municipality=choose([None, "1881", "1882"]),
                entry=entry,
                registered=choose([None, *(entry + timedelta(days=n) for n in (-2, 0, 3, 30, 31))]),
                exit=ended,
                reason=choose(
                    [None, "Arbete", "Flytt", "Felregistrering"] if ended else [None, None, "felregistrerad"]
                ),
                education=choose([None, "gymnasium"]),
                support_before=choose(SUPPORTS),
                support_after=choose(SUPPORTS),
                referrer=choose([None, "Kommunen", "Region"]),
                placement=choose([None, "internal", "external", "none"]),
            )
        )
    return World(tuple(rows), choose([date(2020, 6, 30), date(2024, 1, 22)]), PARENTS, COUNTIES)


@st.composite
def small_worlds(draw: st.DrawFn) -> World:
    """Worlds that can be made smaller when one fails."""
    return random_world(draw(st.integers(1, 12)), lambda choices: draw(st.sampled_from(choices)))


def spell(person: int = 0, entry: str = "2019-03-01", ended: str | None = None, **more: Any) -> Row:
    """One row of the first association, woman, in Kumla."""
    plain: dict[str, Any] = {
        "association": MEMBERS[0], "file": FILES[MEMBERS[0]][0], "line": 0, "programme": "team", "sex": "woman",
        "birth_year": 1980, "municipality": "1881", "registered": None, "reason": None, "education": None,
        "support_before": None, "support_after": None, "referrer": None, "placement": None,
    }  # fmt: skip
    dates = {"entry": date.fromisoformat(entry), "exit": date.fromisoformat(ended) if ended else None}
    return Row(**(plain | {"person": PERSONS[person]} | dates | more))


def world(*rows: Row) -> World:
    """A world of these rows, numbered."""
    return World(tuple(Row(**(row.__dict__ | {"line": at})) for at, row in enumerate(rows)), date(2024, 1, 22), PARENTS,
                 COUNTIES)  # fmt: skip


def test_the_models_count_what_plain_python_counts(
    project: PersonProject, connection: duckdb.DuckDBPyConnection
) -> None:
    @settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(small_worlds())
    @example(world())
    @example(world(spell(ended="2019-12-31"), spell(1, ended="2020-01-01")))
    @example(world(spell(entry="2019-12-31"), spell(1, entry="2020-01-01")))
    @example(world(spell(ended="2019-04-01"), spell(entry="2019-05-01", ended="2019-06-01", municipality="1882")))
    @example(world(spell(), spell(programme="project"), spell(association=MEMBERS[1], file=FILES[MEMBERS[1]][0])))
    @example(world(spell(), spell(ended="2019-03-01", reason="felregistrering")))
    @example(world(spell(), spell(ended="2020-05-01")))
    @example(world(spell(), spell(ended="2020-05-01", file=FILES[MEMBERS[0]][1])))
    @example(world(spell(ended="2019-09-01"), spell(ended="2019-09-01", file=FILES[MEMBERS[0]][1])))
    def compare(world: World) -> None:
        project.load(connection, delivered(world))
        assert_same(connection, Oracle(world))

    compare()


@pytest.mark.parametrize("seed", range(8))
def test_many_rows_are_counted_as_plain_python_counts_them(
    project: PersonProject, connection: duckdb.DuckDBPyConnection, seed: int
) -> None:
    world = random_world(150, random.Random(seed).choice)  # noqa: S311
    project.load(connection, delivered(world))
    assert_same(connection, Oracle(world))


def assert_same(connection: duckdb.DuckDBPyConnection, oracle: Oracle) -> None:
    """Every table of the person topic is what the oracle counts."""

    def table(model: str, keys: int, *columns: str) -> dict[Any, Any]:
        rows = rows_of(connection, model, *columns)
        found = {row[:keys]: row[keys:] for row in rows}
        assert len(found) == len(rows), model
        return found

    def counted(model: str, *columns: str) -> dict[Any, Any]:
        return {key: value for key, (value,) in table(model, len(columns) - 1, *columns).items()}

    place = ("association_code", "programme_code")
    unit = ("association_code", "unit_code", "fiscal_year")
    counts = ("opening_count", "new_count", "completed_count", "closing_count", "total_count")
    cell = (*place, "municipality_code", "sex", "cast(year(period_to) as varchar)", "count_basis")
    assert counted("int_person__excluded", *place, "fiscal_year", "row_status", "row_count") == oracle.excluded()
    flow = table("int_person__flow", 6, *cell, *counts)
    assert flow == oracle.flow()
    assert_rolls_forward(flow, oracle)
    found = table("int_person__unique", 4, *unit, "sex", "unique_count", "registered_count")
    assert found == oracle.unique()
    reason = ("exit_reason", "public_support", "exit_count")
    exits = counted("int_person__exit", *place, "municipality_code", "sex", "year(period_to)", *reason)
    assert exits == oracle.exits()
    referrals = counted("int_person__referral", *place, "year(period_to)", "referrer", "referral_count")
    assert referrals == oracle.referrals()
    assert table("int_person__stay", 3, *unit, "completed_count", "median_stay_days") == oracle.stays()
    assert counted("int_person__stay_band", *unit, "stay_band", "completed_count") == oracle.stay_bands()
    placements = table("int_person__placement", 3, *unit, "external_count", "in_work_training_count")
    assert placements == oracle.placements()
    assert table("int_person__repeat", 3, *unit, "new_count", "returning_count") == oracle.returns()
    told = ("new_count", "registered_count", "median_days_to_registration", "late_count")
    assert table("int_person__timeliness", 3, *place, "fiscal_year", *told) == oracle.registrations()
    profile = counted("int_person__entry", *place, "fiscal_year", "attribute", "attribute_value", "new_count")
    assert profile == oracle.entries()
    disagreements = counted("int_person__disagreement", *place, "fiscal_year", "spell_count")
    assert disagreements == oracle.disagreements()
    overlaps = counted(
        "int_finding__sus_overlapping_spells", "association_code", "subject", "fiscal_year", "cast(actual as integer)"
    )
    assert overlaps == oracle.overlapping()


def assert_rolls_forward(flow: dict[Any, Any], oracle: Oracle) -> None:
    """Opening + new - completed = closing = the next opening, in every cell."""
    for (association, programme, home, sex, year, basis), (opening, new, completed, closing, total) in flow.items():
        assert total == opening + new
        assert closing == opening + new - completed
        if int(year) + 1 in oracle.years[association]:
            after = flow.get((association, programme, home, sex, str(int(year) + 1), basis), (0,))
            assert after[0] == closing


def test_unique_persons_are_the_persons(project: PersonProject, connection: duckdb.DuckDBPyConnection) -> None:
    project.load(connection, delivered(world(spell(), spell(programme="project"), spell(1))))
    found = rows_of(connection, "int_person__unique", "unit_code", "unique_count", "registered_count", "sex")
    everyone = {unit: (persons, participations) for unit, persons, participations, sex in found if sex == "all"}
    assert everyone == {"": (2, 3), "team": (2, 2), "project": (1, 1), "town": (1, 1)}


def test_no_table_holds_a_person(project: PersonProject, tmp_path: Path) -> None:
    file = tmp_path / "person.duckdb"
    rows = [spell(n, ended="2019-09-01", reason="Arbete", support_after="lön", referrer="Region") for n in range(4)]
    with database(file) as connection:
        project.load(connection, delivered(world(*rows)), views_as_tables=False)
        relations = connection.execute(
            "select t.table_schema, t.table_name, t.table_type, c.column_name from information_schema.tables as t "
            "inner join information_schema.columns as c using (table_catalog, table_schema, table_name) "
            "where t.table_catalog = ?",
            [CATALOG],
        ).fetchall()
        seen = [name for schema, name, kind, column in relations if kind == "VIEW" and column == "person_id"]
        assert FIRST in seen
        assert [row for row in relations if row[2] != "VIEW" and row[3].startswith("person_")] == []
        tables = {(schema, name) for schema, name, kind, _ in relations if kind != "VIEW"}
        for schema, name in sorted(tables):
            content = connection.execute(f"select * from {CATALOG}.{schema}.{name}").fetchall()
            assert not [p for p in PERSONS if p in str(content)], name
        connection.execute(f"checkpoint {CATALOG}")
    written = file.read_bytes()
    assert not [person for person in PERSONS if person.encode() in written]
    # the search itself: the file does hold what the tables hold
    assert b"Region" in written


def test_models_that_see_persons_are_views(project: PersonProject) -> None:
    staging = [node for node in project.models.values() if node["path"].startswith("staging/sus/")]
    assert FIRST in {node["name"] for node in staging}
    seeing = [node for node in project.downstream if "person_id" in node["columns"]]
    assert {node["name"] for node in seeing} > {FIRST}
    kinds = {node["name"]: node["config"]["materialized"] for node in [*staging, *seeing]}
    assert set(kinds.values()) == {"view"}, kinds


def test_tables_below_person_rows_have_no_column_of_a_person(project: PersonProject) -> None:
    tables = [node for node in project.downstream if node["config"]["materialized"] != "view"]
    assert "int_person__flow" in {node["name"] for node in tables}
    wrong = {node["name"]: [c for c in node["columns"] if c.startswith("person_")] for node in tables}
    assert {name: columns for name, columns in wrong.items() if columns} == {}
