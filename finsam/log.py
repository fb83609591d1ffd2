"""The log of a run: one file in var/logs, every line masked before it is written."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from finsam.masking import mask

LOGGER = logging.getLogger("finsam")
LOGGER.addHandler(logging.NullHandler())
_MAX_BYTES = 1_000_000
_FILES = 5


class MaskedFormatter(logging.Formatter):
    """Formats a record, traceback included, and masks each line of it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the whole text of the record without personal numbers."""
        return "\n".join(mask(line) for line in super().format(record).splitlines())


def open_log(folder: Path) -> Path | None:
    """Send everything that Python logs to `folder/finsam.log`; None where the folder cannot be written."""
    path = folder / "finsam.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=_FILES, encoding="utf-8", delay=False)
    except OSError:
        return None
    handler.setFormatter(MaskedFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)  # a warning may quote a value: to the masked log and not to the terminal
    LOGGER.setLevel(logging.INFO)
    return path
