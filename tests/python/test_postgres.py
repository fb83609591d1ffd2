"""PostgreSQL, a real server: each sees its own, readers see one build, and what fails leaves the old one."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import psycopg
import pytest
from nightly_fakes import FakeDbt, make_project
from nights import PROJECT, Night
from postgres_server import ADMIN_PASSWORD, Server, running_server
from small_builds import publish_small
from typer.testing import CliRunner

from finsam.bi import postgres
from finsam.bi.access import OPEN_RELATIONS, PUBLIC_KINDS
from finsam.bi.postgres import load
from finsam.bi.server import ServerError
from finsam.cli import app
from finsam.errors import BusyError, InputError, UsageError
from finsam.settings import Settings

Rows = Counter[tuple[Any, ...]]
NOBODY = "127.0.0.1:9"  # the discard port: nothing answers


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def loaded(server: Server, night: Night) -> Server:
    """The night's build in the database `night`, with one login user per reader role and two who have none."""
    outcome = load(Settings(project=PROJECT, exports=PROJECT / "exports", var=night.var), server.database("night"))
    for role in outcome["roles"]:
        server.run(f"create user {_user(role)} in role {role}")
    server.run("create user member in role finsam_reader", "create user stranger")
    return server


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(project=tmp_path, exports=tmp_path / "exports", var=tmp_path / "var")


def _user(role: str) -> str:
    return role.replace("finsam_", "user_")


def _published(night: Night) -> dict[str, list[dict[str, Any]]]:
    with duckdb.connect(str((night.var / "current").resolve() / "finsam.duckdb"), read_only=True) as connection:
        names = connection.execute("select distinct table_name from duckdb_columns() where schema_name = 'published'")
        relations = {}
        for (name,) in names.fetchall():
            cursor = connection.execute(f"select * from published.{name}")
            columns = [column[0] for column in cursor.description or []]
            relations[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return relations


def _seen(server: Server, user: str, relation: str, database: str = "night") -> Rows:
    return Counter(server.rows(f"select * from published.{relation}", user, database))


def _rows(rows: list[dict[str, Any]]) -> Rows:
    return Counter(tuple(row.values()) for row in rows)


# --- what is there ---------------------------------------------------------------------------------------------------


def test_the_county_sees_every_value_as_it_was_published(loaded: Server, night: Night) -> None:
    relations = _published(night)
    assert len(relations) > 40
    # the history of runs goes on after a build is made: the server has those until the load
    assert _seen(loaded, "user_county", "run").total() >= len(relations.pop("run"))
    for name, rows in relations.items():
        assert _seen(loaded, "user_county", name) == _rows(rows), name


def test_types_keys_and_words_are_kept(loaded: Server, night: Night) -> None:
    types = dict(
        loaded.rows(
            "select column_name, format_type(atttypid, atttypmod) from information_schema.columns join pg_attribute "
            "on attrelid = 'published.cost_split'::regclass and attname = column_name "
            "where table_schema = 'published' and table_name = 'cost_split'",
            database="night",
        )
    )
    assert types == {
        "association_code": "text", "fiscal_year": "bigint", "definition_set": "text", "cost_category": "text",
        "amount_sek": "numeric(18,2)", "share_of_cost": "numeric(28,10)", "share_of_allocation": "numeric(28,10)",
    }  # fmt: skip
    silent = loaded.rows(
        "select relname, attname from pg_class join pg_attribute on attrelid = pg_class.oid "
        "where relnamespace = 'published'::regnamespace and relkind in ('r', 'v') and attnum > 0 "
        "and (col_description(attrelid, attnum) is null or obj_description(attrelid) is null)",
        database="night",
    )
    assert silent == []
    unkeyed = loaded.rows(
        "select relname from pg_class as c where relnamespace = 'published'::regnamespace and relkind = 'r' "
        "and not exists (select from pg_index where indrelid = c.oid and indisunique)",
        database="night",
    )
    assert unkeyed == [("run",)]  # keys come from the open files, where the history of runs is not
    assert _seen(loaded, "user_county", "build").total() == 1


# --- who sees what ---------------------------------------------------------------------------------------------------


def _expected(relations: dict[str, list[dict[str, Any]]], association: str) -> dict[str, Rows]:
    """What an association may see, worked out from the rows and not from the policies."""
    kinds = {row["association_code"]: row["kind"] for row in relations["association"]}
    allowed = {None, "", association} | {code for code, kind in kinds.items() if kind in PUBLIC_KINDS}
    owners = {row["file_sha256"]: row["association_code"] for row in relations["delivery"]}
    findings = {row["finding_id"] for row in relations["finding"] if row["association_code"] in allowed}

    def own(row: dict[str, Any]) -> bool:
        return row["association_code"] in allowed

    sources = {
        row["source_key"] for row in relations["source_row"] if owners.get(row["file_sha256"], "nobody") in allowed
    }

    def figure(row: dict[str, Any]) -> bool:
        (owner,) = set(row["fact_key"].split("/")) & kinds.keys()
        return owner in allowed and row["source_key"] in sources

    rules: dict[str, Callable[[dict[str, Any]], bool]] = {
        "finding_row": lambda row: own(row) and row["finding_id"] in findings,
        "source_row": lambda row: owners.get(row["file_sha256"], "nobody") in allowed,
        "figure_part": figure,
        "figure_source": lambda row: figure(row) and owners.get(row["file_sha256"], "nobody") in allowed,
    }

    def shown(name: str, row: dict[str, Any]) -> bool:
        if name in rules:
            return rules[name](row)
        return own(row) if "association_code" in row else name in OPEN_RELATIONS

    return {name: _rows([row for row in rows if shown(name, row)]) for name, rows in relations.items()}


@pytest.mark.parametrize("association", ["sydnarke", "exempel"])
def test_an_association_sees_its_own_rows_and_the_public_ones_and_nothing_else(
    loaded: Server, night: Night, association: str
) -> None:
    relations = _published(night)
    for name, expected in _expected(relations, association).items():
        assert _seen(loaded, f"user_{association}", name) == expected, name


def test_psql_shows_an_association_its_own_and_the_county(loaded: Server) -> None:
    asked = "select distinct association_code from published.indicator_value order by 1"
    assert loaded.psql(asked, "user_sofint", "night") == (0, "orebro_lan\nsofint\n")
    assert loaded.psql("select count(*) from published.cost_split", "user_sofint", "night") == (0, "9\n")
    for spied in ("sydnarke", "exempel"):
        for relation in ("cost_split", "participant_flow", "finding", "delivery", "grade_reason"):
            asked = f"select count(*) from published.{relation} where association_code = '{spied}'"
            assert loaded.psql(asked, "user_sofint", "night") == (0, "0\n"), relation


def test_who_reads_for_no_association_sees_only_what_is_public(loaded: Server) -> None:
    assert loaded.rows("select distinct association_code from published.finding order by 1", "member", "night") == [
        ("_national",), ("orebro_lan",),
    ]  # fmt: skip
    code, said = loaded.psql("select count(*) from published.build", "stranger", "night")
    assert (code, "permission denied" in said) == (1, True)


def test_a_table_without_a_rule_shows_an_association_nothing(server: Server, settings: Settings) -> None:
    publish_small(settings, "a", also="create table published.unruled as select 'secret' as message")
    url = server.database("small")
    load(settings, url)
    server.run("create user alfa_reader in role finsam_alfa", "create user small_county in role finsam_county")
    assert _seen(server, "alfa_reader", "unruled", "small").total() == 0
    assert _seen(server, "small_county", "unruled", "small").total() == 1
    unprotected = server.rows(
        "select relname from pg_class where relnamespace = 'published'::regnamespace and relkind = 'r' "
        "and not relrowsecurity",
        database="small",
    )
    assert unprotected == []


def test_nobody_writes(loaded: Server) -> None:
    granted = loaded.rows(
        "select r.rolname, c.relname from pg_roles r, pg_class c where r.rolname like 'user_%' "
        "and c.relnamespace = 'published'::regnamespace and c.relkind in ('r', 'v') "
        "and has_table_privilege(r.oid, c.oid, 'insert, update, delete, truncate, references, trigger')",
        database="night",
    )
    assert granted == []
    for sql in (
        "delete from published.build",
        "create table published.mine (x int)",
        "drop view published.figure_source",
    ):
        assert loaded.psql(sql, "user_county", "night")[0] == 1, sql


# --- one build, whole, or the old one --------------------------------------------------------------------------------

_MARKS = (
    "select build_id from published.build union select build_id from published.cost_split "
    "union select build_id from published.figure_source"
)


def test_readers_during_ten_publishes_see_no_error_and_no_mix(server: Server, settings: Settings) -> None:
    publish_small(settings, "build0")
    url = server.database("busy")
    load(settings, url)
    server.run("create user busy_reader in role finsam_county")
    ended, seen, begun = threading.Event(), set(), threading.Barrier(51)

    def read() -> int:
        rounds = 0
        with psycopg.connect(server.url("busy_reader", "busy")) as connection:
            begun.wait()
            while not ended.is_set() or not rounds:
                with connection.transaction():
                    connection.execute("set transaction isolation level repeatable read")
                    marks = {row[0] for row in connection.execute(_MARKS)}
                    counted = connection.execute(
                        "select build_id, count(*) from published.indicator_value group by 1"
                    ).fetchall()
                assert [(name, 150) for name in marks] == counted
                seen.update(marks)
                rounds += 1
                ended.wait(0.02)
        return rounds

    with ThreadPoolExecutor(50) as pool:
        readers = [pool.submit(read) for _ in range(50)]
        begun.wait()
        try:
            for number in range(1, 11):
                publish_small(settings, f"build{number}")
                assert load(settings, url)["previous_build"] == f"build{number - 1}"
        finally:
            ended.set()
        assert sum(reader.result() for reader in readers) >= 50
    assert len(seen) > 1


def test_changed_columns_wait_for_readers_and_then_show_whole(server: Server, settings: Settings) -> None:
    publish_small(settings, "narrow")
    url = server.database("changing")
    load(settings, url)
    with psycopg.connect(url) as reading, psycopg.connect(url) as waiting:
        for connection in (reading, waiting):
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        assert reading.execute("select build_id from published.build").fetchall() == [("narrow",)]
        waiting.execute("select 1")
        publish_small(settings, "wide", also="alter table published.cost_split add column extra bigint;")
        with ThreadPoolExecutor(1) as pool:
            loading = pool.submit(load, settings, url)
            with psycopg.connect(url, autocommit=True) as watching:
                while not _has_begun(watching):
                    pass
            assert reading.execute(_MARKS).fetchall() == [("narrow",)]
            reading.rollback()
            assert loading.result()["status"] == "loaded"
        assert waiting.execute(_MARKS).fetchall() == [("wide",)]
    assert server.rows("select distinct extra from published.cost_split", database="changing") == [(None,)]


def _has_begun(connection: psycopg.Connection) -> bool:
    return bool(connection.execute("select from pg_locks where locktype = 'advisory'").fetchall())


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("insert into published.cost_split values ('alfa', 'twice-secret')", "unique constraint"),
        ("alter table published.cost_split add column odd blob", "type BLOB"),
        ("insert into published.association values ('county', 'association')", "finsam_county is taken"),
    ],
)
def test_a_load_that_fails_leaves_the_old_build(server: Server, settings: Settings, damage: str, words: str) -> None:
    publish_small(settings, "good")
    url = server.database("failing")
    load(settings, url)
    publish_small(settings, "bad", also=damage)
    with pytest.raises(Exception, match=words) as caught:
        load(settings, url)
    assert "secret" not in str(caught.value)
    assert server.rows(_MARKS, database="failing") == [("good",)]


def test_the_same_build_again_changes_nothing(server: Server, settings: Settings) -> None:
    publish_small(settings, "one")
    url = server.database("again")
    first = load(settings, url)
    assert load(settings, url) == {**first, "previous_build": "one"}
    assert load(settings, url, unless_there=True)["status"] == "there"
    publish_small(settings, "two", also="insert into published.association values ('gamma', 'association')")
    assert "finsam_gamma" in load(settings, url, unless_there=True)["roles"]
    assert server.rows("select count(*) from published.cost_split", database="again") == [(3,)]


def test_two_loads_at_once_do_not_meet(server: Server, settings: Settings) -> None:
    publish_small(settings, "one")
    url = server.database("crowded")
    with psycopg.connect(url) as other:
        other.execute("select pg_advisory_xact_lock(%s)", [postgres._LOCK])
        with pytest.raises(BusyError):
            load(settings, url)


# --- what the administrator has done ---------------------------------------------------------------------------------


def test_what_others_made_is_not_dropped(server: Server, settings: Settings) -> None:
    publish_small(settings, "one")
    url = server.database("shared")
    server.run("create schema published", database="shared")
    with pytest.raises(ServerError, match="finsam did not make"):
        load(settings, url)
    server.run("drop schema published", database="shared")
    load(settings, url)
    server.run("create view public.mine as select * from published.build", database="shared")
    publish_small(settings, "two", also="alter table published.build add column extra bigint;")
    with pytest.raises(ServerError, match="rests on the tables"):
        load(settings, url)
    assert server.rows("select build_id from public.mine", database="shared") == [("one",)]


def test_a_reader_role_that_sees_all_is_refused(server: Server, settings: Settings) -> None:
    publish_small(settings, "one", also="insert into published.association values ('root', 'association')")
    url = server.database("mighty")
    server.run("create role finsam_root superuser")
    with pytest.raises(ServerError, match="finsam_root is a superuser"):
        load(settings, url)
    server.run("drop role finsam_root")


def test_a_user_without_the_right_is_told_so_and_with_ready_roles_needs_less(
    server: Server, settings: Settings
) -> None:
    publish_small(settings, "one", also="insert into published.association values ('delta', 'association')")
    server.database("poor")
    server.run("create user poor", "grant create on database poor to poor")
    with pytest.raises(ServerError, match="lacks a right"):
        load(settings, server.url("poor", "poor"))
    server.run("create role finsam_delta in role finsam_reader")
    assert load(settings, server.url("poor", "poor"))["status"] == "loaded"


def test_a_build_that_does_not_say_whose_figures_there_are_is_not_loaded(server: Server, settings: Settings) -> None:
    publish_small(settings, "old", also="drop table published.association")
    with pytest.raises(InputError, match="older version"):
        load(settings, server.database("old"))


# --- the command, and what it never says -----------------------------------------------------------------------------


def _finsam(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_the_command_loads_over_the_network_with_a_password(server: Server, settings: Settings) -> None:
    publish_small(settings, "one")
    server.database("network")
    url = f"postgresql://admin:{quote(ADMIN_PASSWORD, safe='')}@127.0.0.1:{server.port}/network"
    code, said = _finsam("publish", "--postgres", url, "--var", str(settings.var))
    assert (code, "finsam_alfa" in said) == (0, True), said
    wrong = f"postgresql://admin:w%40ng-{quote(ADMIN_PASSWORD, safe='')}@127.0.0.1:{server.port}/network"
    for words in ((), ("--json",)):
        code, refused = _finsam("publish", "--postgres", wrong, "--var", str(settings.var), *words)
        assert (code, "authentication failed" in refused) == (3, True), refused
        said += refused
    kept = said + "".join(path.read_text(encoding="utf-8") for path in settings.logs.rglob("*") if path.is_file())
    assert not re.search("s3cret|with@signs|w@ng|w%40ng", kept)


@pytest.mark.parametrize(
    "url",
    [
        "host=localhost password=zxcvqwrt", "mysql://u:zxcvqwrt@h/db", "postgresql://u:zxcv@qwrt@h/db",
        "postgresql://u:zxcvqwrt/x@h/db", "postgresql://u:zxcvqwrt@h/db?nonsense=1", "postgresql+psycopg://u:zxcvqwrt@h/d",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_read_is_wrong_usage_and_is_not_repeated(settings: Settings, url: str) -> None:
    publish_small(settings, "one")
    for command in ("publish", "nightly"):
        code, said = _finsam(command, "--postgres", url, "--var", str(settings.var), "--exports", str(settings.var))
        assert (code, "zxcv" in said, "qwrt" in said) == (2, False, False), said


def test_a_server_that_is_not_there_is_named(settings: Settings) -> None:
    publish_small(settings, "one")
    code, said = _finsam("publish", "--postgres", f"postgresql://u:hemligt@{NOBODY}/db", "--var", str(settings.var))
    assert (code, NOBODY in said, "hemligt" in said) == (3, True, False), said


def test_a_night_whose_server_fails_is_still_published_here(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_project(tmp_path)
    dbt = FakeDbt(also="create table published.association as select 'alfa' as association_code, 'county' as kind")
    monkeypatch.setattr("finsam.build.run_dbt", dbt)
    monkeypatch.setenv("FINSAM_PROJECT", str(made.project))
    places = ("--exports", str(made.exports), "--var", str(made.var))
    monkeypatch.setenv("FINSAM_POSTGRES", f"postgresql://u:hemligt@{NOBODY}/db")
    code, said = _finsam("nightly", *places)
    assert (code, "The build here is published" in said, "hemligt" in said) == (3, True, False), said
    monkeypatch.setenv("FINSAM_POSTGRES", server.database("nightly"))
    code, said = _finsam("nightly", *places)
    assert (code, dbt.runs) == (0, 1), said
    build = server.rows("select build_id from published.build", database="nightly")
    assert build == [(made.current.resolve().name,)]
    code, said = _finsam("nightly", *places)
    assert (code, "the build is there already" in said) == (0, True), said
    with pytest.raises(UsageError):
        load(made, "postgresql+asyncpg://x")
