"""The files of an impact: a workbook and a page, readable by the controller function's own user only."""

from __future__ import annotations

from pathlib import Path

from finsam.definitions.impact import Impact
from finsam.definitions.page import write_page
from finsam.definitions.workbook import write_workbook
from finsam.errors import UsageError
from finsam.settings import Settings

PAGE, WORKBOOK = "impact.html", "impact.xlsx"
_OWN = 0o600


def write_report(settings: Settings, found: Impact, folder: Path | None) -> list[Path]:
    """Write the page and the workbook.

    Args:
        settings: The run's places.
        found: The impact.
        folder: Where to; None means a folder of the build and the proposal under var/reports/impact.

    Returns:
        The files written.

    Raises:
        UsageError: The folder is a file.
        OSError: They cannot be written.
    """
    place = (folder or settings.impact_reports / found.build_id / found.sha256[:16]).absolute()
    if place.is_file():
        raise UsageError(
            f"--out {folder}: det är en fil. Ange en mapp.", f"--out {folder}: it is a file. Name a folder."
        )
    place.mkdir(parents=True, exist_ok=True)
    written = []
    for name, write in ((PAGE, write_page), (WORKBOOK, write_workbook)):
        temporary = place / f".{name}.tmp"
        temporary.touch(_OWN)
        temporary.chmod(_OWN)
        write(found, temporary)
        temporary.replace(place / name)
        written.append(place / name)
    return written
