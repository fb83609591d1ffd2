"""Writes packs under var/reports/packs, each file in full or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from finsam.files import write_atomic
from finsam.pack.choice import Order, subjects
from finsam.pack.compose import compose
from finsam.pack.document import document
from finsam.pack.subject import Subject
from finsam.pack.texts import Texts
from finsam.pack.workbook import workbook
from finsam.published import Published
from finsam.settings import Settings
from finsam.wording import Language

_WRITERS = {".xlsx": workbook, ".docx": document}


def make_packs(published: Published, settings: Settings, order: Order, say: Callable[[str], None]) -> list[Path]:
    """Write the packs that were asked for and return their files.

    Args:
        published: The build.
        settings: The run's places.
        order: What was asked for.
        say: Told of each file that is written.

    Raises:
        InputError: The association, or the whole build, has no figures.
        UsageError: There is no such association, or it has no figures of that year.
    """
    files = []
    for subject in subjects(published, order):
        pack = compose(published, subject, order.language)
        for ending, write in _WRITERS.items():
            path = settings.packs / _place(subject, order.language, ending)
            write_atomic(path, write(pack))
            say(str(path))
            files.append(path)
    return files


def _place(subject: Subject, language: Language, ending: str) -> Path:
    owner = subject.county or subject.associations[0]
    name = f"{owner}_{subject.period.name}_{Texts(language)(f'file.{subject.form}')}{ending}"
    return Path(owner) / f"{subject.period.year:04d}" / name
