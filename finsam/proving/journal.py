"""What has been measured so far: an interrupted measurement goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from finsam.files import write_atomic


class Journal:
    """Results by name in a file of lines, each written when it is there.

    The first line says what was measured. A file about something else is begun anew: results of other code, definitions
    or deliveries say nothing here.

    Args:
        file: Where the results are kept.
        subject: What is measured, as plain values.
        is_fresh: Whether to forget what was measured before.
    """

    def __init__(self, file: Path, subject: Mapping[str, Any], is_fresh: bool = False) -> None:
        """Read what was measured of the same.

        Raises:
            OSError: The file cannot be read or written.
        """
        self._file = file
        head, *lines = _lines(file) or [None]
        self.results: dict[str, Any] = {}
        if head == dict(subject) and not is_fresh:
            self.results = {str(line["name"]): line["result"] for line in lines}
        self.kept = len(self.results)
        kept = [dict(subject), *({"name": name, "result": result} for name, result in self.results.items())]
        write_atomic(file, "".join(_line(line) for line in kept).encode("utf-8"))

    def add(self, name: str, result: Any) -> None:
        """Keep one result.

        Raises:
            OSError: The file cannot be written.
        """
        self.results[name] = result
        with self._file.open("a", encoding="utf-8") as file:
            file.write(_line({"name": name, "result": result}))


def _lines(file: Path) -> list[Any]:
    """Return the whole lines; the last one may have been cut."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def _line(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=str) + "\n"
