"""What is shown: plain text elsewhere, tables on a terminal, always masked and without double meaning."""

from __future__ import annotations

import io
from decimal import Decimal

from finsam.console import Screen, Section, money, percent, shorten
from finsam.masking import mask

CANARY = "19640823-3234"
SECTIONS = [
    Section("Title", [["a", "1"], ["bb", "22"]], ("name", "n"), frozenset({1})),
    Section(f"Line {CANARY} [red]", []),
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_plain_tables_are_aligned() -> None:
    out = io.StringIO()
    Screen(out=out, err=io.StringIO()).show(SECTIONS)
    assert out.getvalue() == "Title\n  name   n\n  a      1\n  bb    22\nLine [personnummer] [red]\n"


def test_a_terminal_gets_tables_without_reading_brackets_as_markup() -> None:
    out = Terminal()
    Screen(out=out, err=Terminal()).show(SECTIONS)
    assert "[personnummer] [red]" in out.getvalue()
    assert "bb" in out.getvalue()


def test_progress_is_a_bar_on_a_terminal_and_a_few_lines_elsewhere() -> None:
    plain = io.StringIO()
    with Screen(out=plain, err=plain).bar("build") as progress:
        for done in range(1, 101):
            progress.at(done, 100)
    assert len(plain.getvalue().splitlines()) == 11
    terminal = Terminal()
    screen = Screen(out=terminal, err=terminal)
    with screen.bar("build") as progress:
        progress.at(1, 2)
        screen.line(f"note {CANARY}")
    assert "note [personnummer]" in terminal.getvalue()


def test_a_machine_gets_json_only() -> None:
    out, err = io.StringIO(), io.StringIO()
    screen = Screen(machine=True, out=out, err=err)
    screen.line("progress")
    screen.result({"a": Decimal("1.10")})
    assert (out.getvalue(), err.getvalue()) == ('{\n "a": "1.10"\n}\n', "")


def test_amounts_and_shares_are_written_the_swedish_way() -> None:
    assert money(Decimal("5724755.00")) == "5 724 755"
    assert money(Decimal("-1234.50")) == "-1 234,50"
    assert money(None) == "–"
    assert percent(Decimal("0.234222")) == "23,42 %"
    assert shorten("x" * 200, 5) == "xxxx…"


def test_a_build_id_or_checksum_is_never_taken_for_a_personal_number() -> None:
    build_id, checksum = "abcdef6408233234", "0a1b" * 13 + "ab6408233234"
    assert mask(f"build {build_id} of {checksum}: {CANARY}") == f"build {build_id} of {checksum}: [personnummer]"
    assert mask(CANARY.replace("-", "")) == "[personnummer]"
    assert mask("0000196408233234 640823-3234") == "0000196408233234 [personnummer]"
