"""The published DuckDB file while nights publish: readers see one build, whole, also one that is pruned under them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import duckdb_reader
import pytest
from nightly_fakes import FakeDbt, make_project

from finsam.audit import audit
from finsam.build import build
from finsam.lock import writing
from finsam.publish import RunFacts, finished_builds, publish
from finsam.read import read
from finsam.receive import receive
from finsam.settings import Settings

_PROCESSES = 5
_PUBLISHES = 10

# every relation says which build it is of, so that a mix shows
_MARKED = """
create table published.cost_split as select build_id, i from published.build, range(1000) as numbers(i);
drop view published.figure_source;
create view published.figure_source as select build_id from published.cost_split;
drop table published.indicator_value;
create table published.indicator_value as select build_id, i from published.build, range(1000) as numbers(i);
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(make_project(tmp_path), keep=3)


def _night(settings: Settings, day: int) -> str:
    """The steps of one night that makes a build of its own, by the real publish step."""
    settings = replace(settings, as_of=date(2024, 1, day))
    with writing(settings):
        read(settings, receive(settings))
        build(settings, FakeDbt(also=_MARKED))
        audit(settings)
        return str(publish(settings, RunFacts(datetime.now(UTC), {}, 0))["build_id"])


def test_fifty_readers_during_ten_publishes_see_no_error_and_no_mix(settings: Settings) -> None:
    first = _night(settings, 1)
    script = [sys.executable, duckdb_reader.__file__, str(settings.var)]
    readers = [
        subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(_PROCESSES)
    ]
    try:
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "reading\n"
        made = [_night(settings, day) for day in range(2, 2 + _PUBLISHES)]
    finally:
        answers = [reader.communicate()[0] for reader in readers]
    assert len({first, *made}) == _PUBLISHES + 1
    assert set(finished_builds(settings)) == set(made[-3:])  # the builds before were pruned while they were read
    for answer in answers:
        (last,) = answer.splitlines()
        _, rounds, _, builds = last.split()
        assert int(rounds) >= duckdb_reader.READERS
        assert int(builds) > 1


def test_a_reader_of_a_pruned_build_reads_on(settings: Settings) -> None:
    first = _night(settings, 1)
    file = settings.current.resolve() / "finsam.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        for day in range(2, 6):
            _night(settings, day)
        assert first not in finished_builds(settings)
        assert not file.exists()
        assert connection.execute("select distinct build_id from published.cost_split").fetchall() == [(first,)]
        assert connection.execute("select count(*) from published.indicator_value").fetchall() == [(1000,)]
