"""The headings and explanations of the packs, from texts.csv: one row per text, in Swedish and in English."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from finsam.wording import Language


@dataclass(frozen=True)
class Texts:
    """The texts of one language."""

    language: Language

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text with its {places} filled in; empty where there is none by that key."""
        text = _texts().get(key, {}).get(self.language, "")
        return text.format(**values) if values else text


@cache
def _texts() -> dict[str, dict[str, str]]:
    with as_file(files("finsam.pack") / "texts.csv") as path, path.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}
