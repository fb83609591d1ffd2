"""What a person or a machine sees of a run: progress, tables, messages, always masked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TextIO

from finsam.errors import FinsamError
from finsam.masking import mask

_WIDTH = 100


@dataclass(frozen=True)
class Section:
    """One block of a summary: a title and either a table or a few lines.

    Args:
        title: Swedish / English.
        header: Column names; empty for plain lines.
        rows: Cells; a row of one cell without a header is a line.
        numeric: Positions of the columns that are set to the right.
    """

    title: str
    rows: Sequence[Sequence[str]]
    header: Sequence[str] = ()
    numeric: frozenset[int] = field(default_factory=frozenset)


def number(amount: Any, decimals: int = 2) -> str:
    """Write a number the Swedish way: 1 340 863,00."""
    return "–" if amount is None else f"{amount:,.{decimals}f}".replace(",", " ").replace(".", ",")


def money(amount: Any) -> str:
    """Write an amount of SEK: 1 234 567,89; whole kronor without öre."""
    return number(amount).removesuffix(",00")


def percent(fraction: Any) -> str:
    """Write a fraction of 1 as a percentage with two decimals."""
    return "–" if fraction is None else f"{fraction * 100:.2f} %".replace(".", ",")


class Screen:
    """Writes for a terminal, for a plain stream, or one JSON object for a machine."""

    def __init__(self, machine: bool = False, out: TextIO | None = None, err: TextIO | None = None) -> None:
        """Progress and errors go to `err`, results to `out`; with `machine` the only output is JSON on `out`."""
        self.machine = machine
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self.rich = not machine and self.out.isatty()
        self._bar: Any = None

    def line(self, text: str) -> None:
        """Write one line of progress; nothing for a machine."""
        if self.machine:
            return
        if self._bar is not None:
            self._bar.console.print(mask(text), markup=False, highlight=False)
        else:
            self.err.write(mask(text) + "\n")
            self.err.flush()

    @contextmanager
    def bar(self, label: str) -> Iterator[_Progress]:
        """Show how far a long step has come: a bar on a terminal, a line every tenth part elsewhere."""
        progress = _Progress(self, label)
        if not (self.rich and self.err.isatty()):
            yield progress
            return
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(file=self.err), transient=True) as bar:
            self._bar = bar
            progress.task = bar.add_task(label, total=None)
            try:
                yield progress
            finally:
                self._bar = None

    def show(self, sections: Sequence[Section]) -> None:
        """Write a summary."""
        if self.rich:
            self._show_rich(sections)
            return
        for section in sections:
            self.out.write(mask(section.title) + "\n")
            for text in _aligned(section):
                self.out.write("  " + mask(text).rstrip() + "\n")
        self.out.flush()

    def can_ask(self) -> bool:
        """Whether a person can answer here."""
        return not self.machine and sys.stdin.isatty()

    def agrees(self, question: str) -> bool:
        """Ask a person; everything but a clear yes is no."""
        self.err.write(mask(question) + " ")
        self.err.flush()
        return sys.stdin.readline().strip().lower() in {"j", "ja", "y", "yes"}

    def result(self, content: Any) -> None:
        """Write the one JSON object of a machine-readable run."""
        text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
        self.out.write(mask(text) + "\n")
        self.out.flush()

    def error(self, error: FinsamError) -> None:
        """Say what is wrong and what to do."""
        if self.machine:
            self.result(
                {
                    "status": "error",
                    "exit_code": error.exit_code,
                    "message_sv": error.message_sv,
                    "message_en": error.message_en,
                }
            )
            return
        for text in (*error.message_sv.splitlines(), *error.message_en.splitlines()):
            self.err.write(mask(text) + "\n")
        self.err.flush()

    def _show_rich(self, sections: Sequence[Section]) -> None:
        from rich.console import Console  # noqa: PLC0415
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        console = Console(file=self.out, highlight=False)
        for section in sections:
            console.print(Text(mask(section.title), style="bold"))
            if not section.rows:
                continue
            table = Table(box=None, show_header=bool(section.header), header_style="dim", padding=(0, 1))
            for position in range(max((len(row) for row in section.rows), default=len(section.header))):
                name = section.header[position] if position < len(section.header) else ""
                table.add_column(Text(name), justify="right" if position in section.numeric else "left")
            for row in section.rows:
                table.add_row(*(Text(mask(cell)) for cell in row))
            console.print(table)


@dataclass
class _Progress:
    """The state of one progress display; call `at` whenever it moves."""

    screen: Screen
    label: str
    task: Any = None
    _tenth: int = -1

    def at(self, done: int, total: int) -> None:
        """Say that `done` of `total` parts are finished."""
        if self.task is not None and self.screen._bar is not None:
            self.screen._bar.update(self.task, completed=done, total=total)
            return
        tenth = 10 * done // total if total else 0
        if tenth > self._tenth:
            self._tenth = tenth
            self.screen.line(f"{self.label} {done}/{total}")


def _aligned(section: Section) -> Iterator[str]:
    table = [list(section.header), *map(list, section.rows)] if section.header else [list(row) for row in section.rows]
    if not table:
        return
    widths = [max(len(row[i]) for row in table if i < len(row)) for i in range(max(map(len, table)))]
    for row in table:
        cells = [
            cell.rjust(widths[i]) if i in section.numeric else cell.ljust(widths[i]) if i + 1 < len(row) else cell
            for i, cell in enumerate(row)
        ]
        yield "  ".join(cells)


def shorten(text: str, width: int = _WIDTH) -> str:
    """Cut a text that would not fit on a line."""
    return text if len(text) <= width else text[: width - 1] + "…"
