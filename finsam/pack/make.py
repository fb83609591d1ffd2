"""Which packs there can be, and the writing of them under var/reports/packs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from finsam.errors import InputError, UsageError
from finsam.files import write_atomic
from finsam.pack.compose import Subject, compose
from finsam.pack.document import document
from finsam.pack.period import Period, whole_year
from finsam.pack.texts import Texts
from finsam.pack.workbook import workbook
from finsam.published import Published
from finsam.settings import Settings
from finsam.wording import Language

_CODE = re.compile(r"[a-z0-9][a-z0-9_]*")


@dataclass(frozen=True)
class Order:
    """What somebody asked for.

    Args:
        association: Whose pack; None means all of them.
        year: Which year; None means all of them.
        period: A part of a year, or a year; None means whole years.
        county: Whether the associations are wanted side by side instead.
        language: The language of the packs.
    """

    association: str | None = None
    year: int | None = None
    period: Period | None = None
    county: bool = False
    language: Language = Language.SV


def make_packs(published: Published, settings: Settings, order: Order, say: Callable[[str], None]) -> list[Path]:
    """Write the packs that were asked for and return their files.

    Args:
        published: The build.
        settings: The run's places.
        order: What was asked for.
        say: Told of each pack as it is begun.

    Raises:
        InputError: The association, or the build, has no figures.
        UsageError: There is no such association or year.
    """
    files = []
    for subject in _subjects(published, order):
        owner = subject.county or subject.associations[0]
        say(f"{owner} {subject.period.name}")
        pack = compose(published, subject, order.language)
        folder = settings.packs / owner / f"{subject.period.year:04d}"
        stem = f"{owner}_{subject.period.name}_{Texts(order.language)(f'file.{subject.form}')}"
        for ending, write in ((".xlsx", workbook), (".docx", document)):
            path = folder / (stem + ending)
            write_atomic(path, write(pack))
            files.append(path)
    return files


def _subjects(published: Published, order: Order) -> Iterator[Subject]:
    figures = _with_figures(published)
    years = _years(figures, order)
    for year in years:
        period = order.period or whole_year(year)
        associations = [code for code in figures if year in figures[code]]
        if order.county:
            county = _county(published)
            yield Subject(tuple(code for code in associations if code in county.members), period, county.code)
            continue
        for code in associations:
            if order.association in {None, code}:
                yield Subject((code,), period)
