"""The definitions as they are on disk now, looked through before a night: files first, then rules, then remarks.

The rules are the dbt tests of tests/definitions and the remarks the checks of family `definition` in the catalogue.
What runs here is the SQL that dbt compiled for the current build, on the definitions as they are now.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.definitions.check_words import problems_found
from finsam.definitions.files import SEEDS, FileCheck, check_files, check_folder, read_tables
from finsam.definitions.problem import Problem, Words
from finsam.errors import InputError

if TYPE_CHECKING:
    from finsam.definitions.folder import SeedFolder
    from finsam.definitions.recipe import Node, Recipe
    from finsam.definitions.scenario import Scenario
    from finsam.settings import Settings

_RULES = "tests/definitions/"
_CHECK_MODEL = "int_finding__"
_FAMILY = "definition"
_WHOLE_NIGHT = frozenset({"published", "controller"})


@dataclass(frozen=True)
class Remark:
    """One thing to look at that stops nothing.

    Args:
        check_code: Check of the catalogue, or a dbt test that only warns.
        severity: error, warning or note, as the catalogue has it.
        association_code: The association, or empty for all.
        fiscal_year: The year, where it is about one.
        amount: What is affected: SEK, counts or rows, as the message says.
        words: What it is about and what to do.
    """

    check_code: str
    severity: str
    association_code: str
    fiscal_year: int | None
    amount: Decimal | None
    words: Words


@dataclass(frozen=True)
class Outcome:
    """What the check found.

    Args:
        tables: Number of tables looked at.
        rows: Number of their rows.
        rules: Number of rules and checks that were run on them.
        build_id: The build whose data they were run on; None where there is none yet.
        errors: What has to be corrected before a night.
        remarks: What to look at.
        not_checked: Names of the rules that only a whole night can tell.
        stopped: Why the rules were not run at all, in Swedish and English; None where they were.
        seconds: How long it took.
    """

    tables: int
    rows: int
    rules: int = 0
    build_id: str | None = None
    errors: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    not_checked: tuple[str, ...] = ()
    stopped: tuple[str, str] | None = None
    seconds: float = 0

    def content(self) -> dict[str, Any]:
        """Return the outcome for a machine."""
        return {
            "status": "errors" if self.errors else "ok",
            "tables": self.tables,
            "rows": self.rows,
            "rules": self.rules,
            "build_id": self.build_id,
            "errors": [problem.content() for problem in self.errors],
            "remarks": [
                {**{name: value for name, value in asdict(remark).items() if name != "words"}, **remark.words._asdict()}
                for remark in self.remarks
            ],
            "not_checked": list(self.not_checked),
            "stopped": self.stopped,
            "seconds": self.seconds,
        }


def check_definitions(settings: Settings, source: str | None = None) -> Outcome:
    """Look through the definitions.

    Args:
        settings: The run's places.
        source: A folder laid over the project's definitions, or a git revision of them; None for the project's own.

    Raises:
        UsageError: `source` is neither a folder nor a revision.
        ProposalError: What it holds is no definitions.
    """
    began = time.perf_counter()
    files, seeds = _files(settings, source)
    found = _Found(files, list(files.problems))
    if files.problems:
        stopped: tuple[str, str] | None = _FILES_FIRST
    else:
        stopped = _run_rules(settings, seeds, found)
    return Outcome(
        len(files.tables),
        sum(map(len, files.rows.values())),
        found.rules,
        found.build_id,
        tuple(found.errors),
        tuple(found.remarks),
        tuple(found.not_checked),
        stopped,
        round(time.perf_counter() - began, 2),
    )


_FILES_FIRST = (
    "Resten prövas när filerna går att läsa.",
    "The rest is checked when the files can be read.",
)
_NO_BUILD = (
    "Bara filerna är prövade: reglerna behöver ett bygge. Kör finsam nightly först.",
    "Only the files were checked: the rules need a build. Run finsam nightly first.",
)


@dataclass
class _Found:
    """What has been found so far."""

    files: FileCheck
    errors: list[Problem]
    remarks: list[Remark] = field(default_factory=list)
    not_checked: list[str] = field(default_factory=list)
    rules: int = 0
    build_id: str | None = None


def _files(settings: Settings, source: str | None) -> tuple[FileCheck, SeedFolder | None]:
    """Look through the files of the project, or of what is laid over them."""
    folder = settings.project / SEEDS
    if source is None:
        return check_folder(folder), None
    from finsam.definitions.folder import proposed_seeds  # noqa: PLC0415

    tables = read_tables(folder)
    seeds = proposed_seeds(settings, _recipe_of_files(folder), source)
    return check_files(tables, {name: (file.place, file.data) for name, file in seeds.files.items()}), seeds


def _recipe_of_files(folder: Path) -> Recipe:
    from finsam.definitions.recipe import SEED, Node, Recipe  # noqa: PLC0415

    return Recipe(
        Node(table.name, SEED, "", table.name, SEED, path=f"{SEEDS}/{table.file}")
        for table in read_tables(folder).values()
    )


def _run_rules(settings: Settings, seeds: SeedFolder | None, found: _Found) -> tuple[str, str] | None:
    """Run rules and checks on the current build; returns why that could not be done."""
    from finsam.definitions.folder import SeedFolder  # noqa: PLC0415
    from finsam.definitions.recipe import TEST, load_recipe  # noqa: PLC0415
    from finsam.definitions.scenario import scenario  # noqa: PLC0415
    from finsam.publish import current_build  # noqa: PLC0415

    found.build_id = current_build(settings)
    if found.build_id is None:
        return _NO_BUILD
    try:
        recipe = load_recipe(settings, found.build_id)
    except InputError as error:
        return error.message_sv, error.message_en
    seeds = seeds or SeedFolder.of_project(settings, recipe)
    with scenario(settings, found.build_id, seeds, recipe) as computed:
        for test in recipe.of_kind(TEST):
            if test.path.startswith(_RULES):
                _run_test(computed, recipe, test, found)
        for check in _checks(found.files):
            _run_check(computed, recipe, check, found)
    return None


def _run_test(computed: Scenario, recipe: Recipe, test: Node, found: _Found) -> None:
    from finsam.definitions.scenario import NotRebuildableError  # noqa: PLC0415

    if any(recipe[name].schema in _WHOLE_NIGHT for name in test.parents):
        found.not_checked.append(test.name)
        return
    with suppress(NotRebuildableError):
        rows = computed.rows(test.name)
        problems = problems_found(test.name, test.meta or {}, rows, found.files)
        found.rules += 1
        if test.severity == "error":
            found.errors += problems
        else:
            found.remarks += [
                Remark(test.name, "warning", "", None, None, _with_place(problem)) for problem in problems
            ]
        return
    found.not_checked.append(test.name)


def _with_place(problem: Problem) -> Words:
    words = problem.words
    return words._replace(
        message_sv=problem.place_sv + words.message_sv, message_en=problem.place_en + words.message_en
    )


def _checks(files: FileCheck) -> Iterator[dict[str, str]]:
    """The rows of the catalogue that are about definitions."""
    columns = list(files.tables["check_catalogue"].types) if "check_catalogue" in files.tables else []
    for row in files.rows.get("check_catalogue", ()):
        check = dict(zip(columns, row.cells, strict=True))
        if check["family"] == _FAMILY:
            yield check


def _run_check(computed: Scenario, recipe: Recipe, check: Mapping[str, str], found: _Found) -> None:
    from finsam.definitions.scenario import NotRebuildableError  # noqa: PLC0415

    name = _CHECK_MODEL + check["check_code"]
    if name not in recipe.nodes:
        found.not_checked.append(check["check_code"])
        return
    try:
        rows = computed.rows(name)
    except NotRebuildableError:
        found.not_checked.append(check["check_code"])
        return
    found.rules += 1
    found.remarks += [
        Remark(
            check["check_code"],
            row["own_severity"] or check["severity"],
            row["association_code"] or "",
            row["fiscal_year"],
            row["actual"],
            Words(
                _filled(check["message_sv"], row, "sv"),
                _filled(check["message_en"], row, "en"),
                check["guidance_sv"],
                check["guidance_en"],
            ),
        )
        for row in rows
    ]


def _filled(template: str, row: Mapping[str, Any], language: str) -> str:
    """Fill the words of the catalogue as the published finding has them."""
    values = {
        "subject": row["subject"] or "",
        "expected": _number(row["expected"], language),
        "actual": _number(row["actual"], language),
        "detail_sv": row["detail_sv"] or "",
        "detail_en": row["detail_en"] or "",
    }
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def _number(value: Decimal | None, language: str) -> str:
    if value is None:
        return "-"
    text = f"{value:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(",", "\u00a0").replace(".", ",") if language == "sv" else text
