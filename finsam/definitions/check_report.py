"""The outcome of a check of the definitions as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from finsam.console import Section, money
from finsam.definitions.check import Outcome, Remark
from finsam.definitions.files import RULE
from finsam.definitions.problem import Problem
from finsam.findings.finding import SEVERITIES

_SHOWN = 3


def check_sections(outcome: Outcome, everything: bool) -> list[Section]:
    """Return errors by file, then remarks by check, then what was looked at.

    Args:
        outcome: What the check found.
        everything: Whether each remark is shown, not only how many there are of each kind.
    """
    by_file = sorted(outcome.errors, key=lambda problem: (problem.file, problem.rule, problem.lines))
    sections = [
        _errors(file, list(problems), everything) for file, problems in groupby(by_file, lambda problem: problem.file)
    ]
    if outcome.remarks:
        sections += _every_remark(outcome) if everything else [_summary(outcome)]
    if outcome.stopped:
        sections.append(Section(outcome.stopped[0], [[outcome.stopped[1]]]))
    return [*sections, _closing(outcome)]


def _errors(file: str, problems: list[Problem], everything: bool) -> Section:
    rows = []
    for _, alike in groupby(problems, lambda problem: problem.rule):
        told = list(alike)
        shown = told if everything or told[0].rule == RULE else told[:_SHOWN]
        rows += [[line] for problem in shown for line in problem.within_file()]
        if len(told) > len(shown):
            rows.append([f"... och {len(told) - len(shown)} fel till av samma slag / more errors of that kind (--all)"])
    return Section(f"{file or 'Definitioner / definitions'}: {len(problems)} fel / errors", rows)


def _by_check(outcome: Outcome) -> Iterator[tuple[str, list[Remark]]]:
    ordered = sorted(outcome.remarks, key=lambda remark: (SEVERITIES.index(remark.severity), remark.check_code))
    for code, remarks in groupby(ordered, lambda remark: remark.check_code):
        yield code, list(remarks)


def _summary(outcome: Outcome) -> Section:
    rows = []
    for code, remarks in _by_check(outcome):
        amounts = [remark.amount for remark in remarks if remark.amount is not None]
        rows.append([code, remarks[0].severity, str(len(remarks)), money(sum(amounts)) if amounts else "–"])
    header = ("kontroll / check", "grad / severity", "antal / count", "summa / sum")
    return Section("Anmärkningar / remarks (--all visar var och en / shows each)", rows, header, frozenset({2, 3}))


def _every_remark(outcome: Outcome) -> Iterator[Section]:
    for code, remarks in _by_check(outcome):
        rows = []
        for remark in remarks:
            about = " ".join(str(part) for part in (remark.association_code, remark.fiscal_year) if part)
            rows += [[f"{about}: {text}" if about else text] for text in (remark.words[0], remark.words[1])]
        words = remarks[0].words
        rows += [[f"-> {words.advice_sv}"], [f"-> {words.advice_en}"]]
        yield Section(f"{code} ({remarks[0].severity}): {len(remarks)}", rows)


def _closing(outcome: Outcome) -> Section:
    seconds = f"{outcome.seconds:.1f}"
    rows = []
    if outcome.not_checked:
        number = len(outcome.not_checked)
        rows.append([f"{number} regler kan bara en hel natt pröva / {number} rules only a whole night can check"])
    rows.append(
        [
            f"{outcome.tables} tabeller, {outcome.rows} rader, {outcome.rules} regler prövade, {seconds} s / "
            f"{outcome.tables} tables, {outcome.rows} rows, {outcome.rules} rules checked, {seconds} s"
        ]
    )
    verdict = f"{len(outcome.errors)} fel / errors" if outcome.errors else "Inga fel / no errors"
    return Section(f"{verdict}, {len(outcome.remarks)} anmärkningar / remarks", rows)
