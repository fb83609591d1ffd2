"""One thing that is wrong in the definitions: where it is, what is wrong, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class Words(NamedTuple):
    """What is wrong and what to write instead, each in Swedish and in English."""

    message_sv: str
    message_en: str
    advice_sv: str
    advice_en: str


@dataclass(frozen=True)
class Problem:
    """One error or remark.

    Args:
        rule: The rule that is broken: a dbt test, a check of the catalogue, or `file` for how a file is written.
        file: Where the file lies, such as seeds/definitions/cost_rule.csv; empty where no one file is meant.
        lines: Line numbers as an editor shows them.
        column: The column, or empty.
        words: What is wrong and what to write instead.
    """

    rule: str
    file: str
    lines: tuple[int, ...]
    column: str
    words: Words

    @property
    def place_sv(self) -> str:
        """File, line and column in Swedish, with a colon after; empty where no file is meant."""
        return _joined(self.file, self._within("rad", "raderna", "kolumn"))

    @property
    def place_en(self) -> str:
        """File, line and column in English, with a colon after; empty where no file is meant."""
        return _joined(self.file, self._within("line", "lines", "column"))

    @property
    def sentence_sv(self) -> str:
        """Place, fault and advice in Swedish."""
        return f"{self.place_sv}{self.words.message_sv} {self.words.advice_sv}".strip()

    @property
    def sentence_en(self) -> str:
        """Place, fault and advice in English."""
        return f"{self.place_en}{self.words.message_en} {self.words.advice_en}".strip()

    def within_file(self) -> tuple[str, str]:
        """Say the same in Swedish and in English to someone who knows which file is meant."""
        sv = _joined(self._within("rad", "raderna", "kolumn"))
        en = _joined(self._within("line", "lines", "column"))
        return (
            f"{sv}{self.words.message_sv} {self.words.advice_sv}".strip(),
            f"{en}{self.words.message_en} {self.words.advice_en}".strip(),
        )

    def content(self) -> dict[str, Any]:
        """Return the problem for a machine."""
        return {
            "rule": self.rule,
            "file": self.file,
            "lines": list(self.lines),
            "column": self.column,
            **self.words._asdict(),
        }

    def _within(self, line: str, lines: str, column: str) -> str:
        parts = []
        if self.lines:
            parts.append(f"{line if len(self.lines) == 1 else lines} {', '.join(map(str, self.lines))}")
        if self.column:
            parts.append(f"{column} {self.column}")
        return ", ".join(parts) if self.file else ""


def _joined(*parts: str) -> str:
    place = ", ".join(part for part in parts if part)
    return f"{place}: " if place else ""
