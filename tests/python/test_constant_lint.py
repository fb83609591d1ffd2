"""No business constant and no clock in the code of the project; and what the lints of Python reject and accept."""

from __future__ import annotations

from pathlib import Path

import pytest
from constant_lint import PROJECT, Allowed, Problem, allowed, verdict, vocabularies
from python_lint import python_problems

CODES = {"sydnarke", "administration"}


def test_no_business_constant_and_no_clock_in_code() -> None:
    left, _ = verdict()
    assert left == [], "make it a row in seeds/definitions, or say in constant_lint_allowed.csv why it is none"


def test_the_allow_list_is_short_and_every_row_is_needed_and_says_why() -> None:
    _, unused = verdict()
    assert unused == []
    assert [row for row in allowed() if len(row.reason.split()) < 2] == []
    assert len(allowed()) < 100


def test_the_codes_of_the_lint_are_those_that_controllers_keep() -> None:
    codes = vocabularies()
    assert "cost_category.cost_category" in codes["administration"]
    assert "association.association_code" in codes["sydnarke"]
    assert "cost_rule" not in codes


def test_the_project_has_no_variables() -> None:
    assert "vars:" not in (PROJECT / "dbt_project.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("models/marts/fct_planted.sql", "select * from a where association_code = 'sydnarke'"),
        ("models/marts/fct_planted.sql", "select * from a where cost_category = 'administration'"),
        ("models/marts/fct_planted.sql", "select * from a where day <= current_date"),
        ("macros/planted.sql", "{% macro planted() %}0.30{% endmacro %}"),
        ("tests/money/planted.sql", "select * from a where fiscal_year = 2019"),
        ("finsam/planted.py", "SHARE = 0.30"),
        ("finsam/planted.py", "from datetime import date\nTODAY = date.today()"),
    ],
)
def test_a_planted_constant_is_found_in_every_room(tmp_path: Path, place: str, text: str) -> None:
    keys = "macros/definition_keys.sql"
    (tmp_path / "seeds").symlink_to(PROJECT / "seeds")
    for name, content in ((keys, (PROJECT / keys).read_text(encoding="utf-8")), (place, text)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    left, _ = verdict(tmp_path)
    assert {problem.place for problem in left} == {place}


def test_a_row_allows_only_its_own_place_lint_and_value() -> None:
    row = Allowed("models/a/*", "code", "cost_type.cost_type", "A reason that says why")
    kept = {"board": {"cost_type.cost_type"}, "work": {"outcome_class.outcome_class"}}
    assert row.covers(Problem("models/a/b.sql", "code", "board"), kept)
    assert not row.covers(Problem("models/c/b.sql", "code", "board"), kept)
    assert not row.covers(Problem("models/a/b.sql", "constant", "board"), kept)
    assert not row.covers(Problem("models/a/b.sql", "code", "work"), kept)


@pytest.mark.parametrize(
    ("source", "lint"),
    [
        ("YEAR = 2019", "year or account"),
        ("if account < 5000: pass", "year or account"),
        ("ACCOUNT = '5010'", "account"),
        ("SHARE = 0.3", "share"),
        ("def split(share: float = 0.25) -> None: ...", "share"),
        ("SHARE = Decimal('0.30')", "share"),
        ("if count < 5: pass", "threshold"),
        ("if 20 <= share: pass", "threshold"),
        ("FIRST = '2019-01-01'", "date"),
        ("FIRST = '20190101'", "date"),
        ("from datetime import date as d\nFIRST = d(2019, 1, 1)", "date"),
        ("if code == 'sydnarke': pass", "code"),
        ("rows['administration']", "code"),
        ("match category:\n    case 'administration': pass", "code"),
        ("from datetime import date\ndate.today()", "clock"),
        ("import datetime as dt\ndt.datetime.now(dt.UTC)", "clock"),
        ("from datetime import datetime\nclock = datetime.utcnow", "clock"),
        ("import time\ntime.time()", "clock"),
        ("from time import time as now\nnow()", "clock"),
        ("import time\ntime.strftime('%Y')", "clock"),
        ("import pandas as pd\npd.Timestamp.now()", "clock"),
        ("sql = 'select current_date'", "clock"),
        ("sql = f'select {a} where day < now()'", "clock"),
    ],
)
def test_a_constant_or_clock_in_python_is_found(source: str, lint: str) -> None:
    assert lint in {found.lint for found in python_problems(source, CODES)}


@pytest.mark.parametrize(
    "source",
    [
        "for at in range(12): pass",
        "if len(parts) > 3: pass",
        "if found == 0 or found > 1: pass",
        '"""As in 2019: administration took 0.3 of sydnarke."""',
        'def f() -> None:\n    """administration"""',
        "text = 'the accounts 5010 to 5019 of 2019'",
        "import time\nstarted = time.monotonic()",
        "from datetime import date\nlast = date(year, 12, 31)",
        "from datetime import datetime\ndatetime.fromisoformat(text)",
        "now = receipt.now()",
        "today = 'today'",
        "rate = 1.0",
        "yes = True",
    ],
)
def test_the_shape_of_a_program_is_no_constant(source: str) -> None:
    assert python_problems(source, CODES) == []
