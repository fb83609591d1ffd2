"""What must not change the result: encoding, line ends, separators, block size, processes, order, unknown additions."""

# ruff: noqa: S311  (the fuzzing is seeded, not secret)
from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from sie_support import EXPORTS, SHA, assert_oracle_agrees, assert_same, read, sample, sample_files

from finsam.readers.sie import fast, read_sie
from finsam.readers.sie.assemble import Assembler, Text
from finsam.readers.sie.checksum import Checksum
from finsam.readers.sie.source import prepare

LEDGER = """#FLAGGA 0
#PROGRAM "Provprogram" 1.0
#FORMAT PC8
#GEN 20200131 "åsa"
#SIETYP 4
#FNAMN "Övningsförbundet i Örebro län"
#RAR 0 20190101 20191231
#KONTO 1930 "Bank"
#KONTO 2440 "Leverantörsskulder"
#KONTO 5010 "Lokalhyra"
#DIM 1 "Kostnadsställe"
#OBJEKT 1 "Å1" "Årsta"
#IB 0 1930 1000.5
#IB 0 2440 -1000.5
#UB 0 1930 650.5
#UB 0 2440 -1000.5
#RES 0 5010 350 2.5
#PBUDGET 0 201903 5010 {} 400
#PBUDGET 0 201903 5010 {1 "Å1"} 400.00
#VER A 1 20190301 "Hyra för mars" 20190302 "åsa"
{
   #TRANS 5010 {1 "Å1" 6 "P 1"} 250.00 20190303 "Möte, {hall} nr 1" 1.5 "örjan"
   #TRANS 1930 {} -250
}
#VER "" "" 20190401 ""
{
   #RTRANS 5010 {} 100.0 "" "rätt" "" eva
   #TRANS 5010 {} 100.0
   #BTRANS 2440 {} -100 20190402 "fel"
   #TRANS 1930 {"1" "Å1"} -100.00 20190402
}
"""
ENCODINGS = ("cp437", "utf-8", "utf-8-sig", "latin-1", "cp1252")
ABOUT_BYTES = ("encoding", "encoding_confidence")
ABOUT_TEXT = (*ABOUT_BYTES, "excerpt", "content")


def _spaced(text: str, separator: str) -> str:
    """Replace every run of spaces outside quotes."""
    return "".join(
        part if i % 2 else re.sub(" +", separator, part) for i, part in enumerate(re.split(r'("[^"\n]*")', text))
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [" ", "\t", "  ", " \t "])
def test_one_ledger_written_in_many_ways(encoding: str, line_end: str, separator: str) -> None:
    plain = read(LEDGER.encode("cp437"))
    assert plain.status == "loaded"
    other = assert_oracle_agrees(_spaced(LEDGER, separator).replace("\n", line_end).encode(encoding))
    assert_same(plain, other, skip=ABOUT_TEXT)


@pytest.mark.parametrize("name", ["BL0001_typ4.SE", "MAMUT_SIE4_EXPORT.SE", "Test3.SE", "sie_4.SE", "Sie4.si"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_real_ledger_in_other_encodings(name: str, encoding: str) -> None:
    data = sample(name)
    if name == "BL0001_typ4.SE":  # the one stray Latin-1 code in it is repaired; say it in CP437 from the start
        data = data.replace(b'"\xc51"', b'"\x8f1"')
    other = assert_oracle_agrees(data.decode("cp437").encode(encoding))
    assert_same(read(data), other, skip=ABOUT_BYTES)


def _big_ledger(vouchers: int) -> bytes:
    """LEDGER with many vouchers, some of them disordered, so that it fills several blocks."""
    rng = Random(7)
    parts = [LEDGER]
    for n in range(vouchers):
        kronor = rng.randint(1, 99999)
        text = rng.choice(["Lön", 'ett \\"citat\\"', "Resa Hallsberg", "oavslutad", "C:\\katalog", "{klammer}"])
        quote = "" if n % 97 == 5 else '"'
        extra = "0.01" if n % 113 == 7 else ""
        parts.append(
            f'#VER B {n} 2019{n % 12 + 1:02d}11 "{text}"\n{{\n'
            f'\t#TRANS 5010 {{1 "Å1"}} {kronor} 20190101 "{text}{quote}\n'
            f"#TRANS 1930 {{}} -{kronor}{extra and '.01'}\n}}\n"
        )
    return "".join(parts).encode("cp437")


@pytest.mark.parametrize("shared_from", [0, 1 << 40])
@pytest.mark.parametrize("block_bytes", [1, 100, 4096, 1 << 20])
def test_block_size_and_a_second_process_change_nothing(block_bytes: int, shared_from: int) -> None:
    data = _big_ledger(300)
    source = prepare(data)
    checksum = Checksum(source.encoding)
    lexed = fast.lex(source, checksum, block_bytes, shared_from)
    result = Assembler(SHA, lexed, source.encoding, Text(source.data, source.encoding.codec)).build(
        checksum.verdict(source.span), source.span
    )
    assert_same(result, read_sie(data, SHA, fast=False))
    assert result.rows_quarantined > 0


@pytest.mark.parametrize("block_bytes", [1, 50, 1000])
def test_control_total_does_not_depend_on_blocks(block_bytes: int) -> None:
    source = prepare((EXPORTS / "ksumma_good.se").read_bytes())
    checksum = Checksum(source.encoding)
    fast.lex(source, checksum, block_bytes, shared_from=0)
    assert checksum.verdict(source.span)[2] is True


def test_reading_twice_gives_the_same() -> None:
    assert_same(read(_big_ledger(50)), read(_big_ledger(50)))


def _amounts(data: bytes) -> list[tuple[object, ...]]:
    rows = read(data).tables["sie_transaction"].to_pylist()
    return sorted((r["account"], r["amount"], r["kind"], r["text"], str(r["transaction_date"])) for r in rows)


def _balances(data: bytes) -> list[str]:
    rows = read(data).tables["sie_balance"].to_pylist()
    return sorted(str([v for k, v in r.items() if k != "line_no"]) for r in rows)


@pytest.mark.parametrize("seed", range(5))
def test_order_inside_a_group_does_not_matter(seed: int) -> None:
    lines = LEDGER.split("\n")
    head, balances = lines[:12], lines[12:19]
    Random(seed).shuffle(head)
    Random(seed).shuffle(balances)
    data = "\n".join([*head, *balances, *lines[19:]]).encode("cp437")
    assert _amounts(data) == _amounts(LEDGER.encode("cp437"))
    assert _balances(data) == _balances(LEDGER.encode("cp437"))
    assert read(data).status == "loaded"


def test_unknown_labels_and_extra_fields_change_no_number() -> None:
    lines = LEDGER.split("\n")
    changed = [line + " extra" if line.startswith(("#IB", "#KONTO", "#RAR")) else line for line in lines]
    changed = [line + ' 20190303 "t" 1 "s" extra' if line.endswith("-250") else line for line in changed]
    changed.insert(12, "#NYTT 1 2 3")
    changed.insert(22, "   #ANNAT { x }")
    result = assert_oracle_agrees("\n".join(changed).encode("cp437"))
    plain = read(LEDGER.encode("cp437")).tables
    assert result.status == "loaded"
    assert result.tables["sie_transaction"]["amount"].equals(plain["sie_transaction"]["amount"])
    keep = ["kind", "account", "amount", "object_code"]
    assert result.tables["sie_balance"].select(keep).equals(plain["sie_balance"].select(keep))


# --- fuzzing ------------------------------------------------------------------------------------------------------

_PIECES = (
    b'"', b"\\", b'\\"', b"{", b"}", b"#", b" ", b"\t", b"\n", b"\r", b"\r\n",
    b"-", b".", b",", b"0", b"9", b"{}", b"\x00",
    b"\xe5", b"\x86", b"\xc3\xa5", b"\xef\xbf\xbd", b"\x01", b"\x7f", b"#VER",
    b"#TRANS", b"\n{\n", b"\n}\n", b"\xff", b"1e5",
)  # fmt: skip


def _mutate(data: bytes, rng: Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(out) + 1)
        action = rng.randrange(5)
        if action == 0:
            out[at:at] = rng.choice(_PIECES)
        elif action == 1:
            del out[at : at + rng.randint(1, 3)]
        elif action == 2 and at < len(out):
            out[at] = rng.randrange(1, 256)
        elif action == 3:
            other = rng.randrange(len(out) + 1)
            out[at:at] = out[other : other + rng.randint(1, 40)]
        else:
            out[at : at + 1] = rng.choice(_PIECES)
    return bytes(out)


SEEDS = [LEDGER.encode("cp437"), LEDGER.encode("utf-8"), LEDGER.replace("\n", "\r\n").encode("cp1252")]


@pytest.mark.parametrize("batch", range(12))
def test_mutated_files_give_equal_results_and_no_exception(batch: int) -> None:
    rng = Random(batch)
    for _ in range(150):
        assert_oracle_agrees(_mutate(rng.choice(SEEDS), rng))


@pytest.mark.parametrize("path", sample_files(), ids=lambda p: p.name)
def test_mutated_real_files_give_equal_results(path: Path) -> None:
    rng = Random(path.name)
    data = path.read_bytes()
    lines = data.split(b"\n")
    for _ in range(3):
        # A part of the file keeps the fuzzing short; the head is needed for it to be a SIE file at all.
        at = rng.randrange(len(lines))
        part = b"\n".join(lines[:5] + lines[at : at + 150]) + b"\n"
        assert_oracle_agrees(_mutate(part, rng))


def test_mutated_xml_gives_no_exception() -> None:
    rng = Random(5)
    data = (EXPORTS / "sie5_good.sie").read_bytes()
    words = [b"amount", b"JournalEntry", b"LedgerEntry", b"Account", b"id", b"month", b"2019", b"100", b"Journal", b"/"]
    for _ in range(300):
        mutated = data
        for _ in range(rng.randint(1, 3)):
            mutated = (
                mutated.replace(rng.choice(words), rng.choice(words), 1)
                if rng.random() < 0.7
                else _mutate(mutated, rng)
            )
        result = read(mutated)
        assert result.rows_in == result.rows_read + result.rows_quarantined
