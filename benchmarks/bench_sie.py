"""Benchmark of the SIE reader: bytes on disk to Parquet files on disk, all tables and all diagnostics.

    python benchmarks/bench_sie.py [--megabytes 57] [--runs 3] [--full] [--json]

It makes its own file (the same bytes every time), reads it in child processes, and reports wall time, MB/s, peak memory
and the ratio to the careful tokenizer. The hash of the file is not counted: the receive step makes it before. The
tokenizer is timed on a slice of the file of --slice megabytes and compared
per megabyte; with --full it reads the whole file.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MEGABYTE = 1_000_000
ACCOUNTS = {
    1510: "Kundfordringar", 1930: "Bank", 2440: "Leverantörsskulder", 2640: "Ingående moms",
    3987: "Bidrag från kommuner", 3985: "Bidrag från staten", 5010: "Lokalhyra", 5420: "Programvaror",
    5810: "Biljetter", 6110: "Kontorsmateriel",
    6210: "Telefon", 6310: "Försäkringar", 6420: "Revision", 6530: "Redovisningstjänster", 6550: "Konsultarvoden",
    7010: "Löner", 7510: "Arbetsgivaravgifter", 7610: "Utbildning",
}  # fmt: skip
TEXTS = (
    "Hyra lokal Örebro", "Lön samordnare", "Kontorsmateriel", "Resor möte Hallsberg", "Köp av tjänst, kvartal",
    "Bidrag från Försäkringskassan", "Föreläsning rehabmässa", "Årsrevision", "Telefon och bredband",
    "Åhörarkopior", "Medlemsbidrag", "Utbildning för handläggare i förbundet", "Kaffe",
    "Periodisering", "Rättelse av tidigare bokföring",
)  # fmt: skip
OBJECTS = ("{}", "{}", '{1 "100"}', '{1 "110"}', '{1 "200" 6 "P01"}', '{"1" "20" "6" "P02"}')


def make_file(path: Path, megabytes: float) -> None:
    """Write a SIE 4E file of about that size: CP437, CRLF, balanced vouchers, a few of each small disorder."""
    rng = random.Random(20190101)
    limit = int(megabytes * MEGABYTE)
    sums = dict.fromkeys(ACCOUNTS, 0)
    with path.open("wb") as handle:
        head = [
            "#FLAGGA 0", '#PROGRAM "Benchmark" 1.0', "#FORMAT PC8", "#GEN 20200131", "#SIETYP 4",
            '#FNR "C:\\Bokföring\\f1"', "#ORGNR 555555-5555", '#FNAMN "Exempelförbundet"', "#RAR 0 20190101 20191231",
            "#RAR -1 20180101 20181231", "#KPTYP EUBAS97", '#DIM 1 "Resultatenhet"', '#DIM 6 "Projekt"',
            *(f'#OBJEKT 1 "{c}" "Enhet {c}"' for c in (20, 100, 110, 200)), '#OBJEKT 6 "P01" "Växa"',
            '#OBJEKT 6 "P02" "Studiemotivator"', *(f'#KONTO {a} "{n}"' for a, n in ACCOUNTS.items()),
        ]  # fmt: skip
        handle.write(("\r\n".join(head) + "\r\n").encode("cp437"))
        written, number = handle.tell(), 0
        while written < limit:
            chunk: list[str] = []
            for _ in range(2000):
                number += 1
                chunk += _voucher(rng, number, sums)
            data = ("\r\n".join(chunk) + "\r\n").encode("cp437")
            handle.write(data)
            written += len(data)
        closing = [f"#{'UB' if a < 3000 else 'RES'} 0 {a} {s / 100:.2f}" for a, s in sums.items()]
        handle.write(("\r\n".join(closing) + "\r\n").encode("cp437"))


def _voucher(rng: random.Random, number: int, sums: dict[int, int]) -> Iterator[str]:
    date = f"2019{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    if number % 5000 == 7:
        date = "20200103"  # outside the fiscal year: a warning each
    text = rng.choice(TEXTS)
    yield f'#VER {"ABL"[number % 3]} {number} {date} "{text}" {date} "anna"'
    yield "{"
    rest = 0
    count = rng.choice((2, 2, 2, 3, 3, 4, 6, 9))
    for row in range(count):
        account = rng.choice(tuple(ACCOUNTS))
        ore = rng.randint(-2_000_000, 2_000_000) if row < count - 1 else -rest
        rest += ore
        sums[account] += ore
        amount = f"{ore / 100:.2f}"
        words = rng.choice(TEXTS)
        if number % 4000 == 11:
            words = 'Möte \\"rehab\\"'  # an escape: goes to the careful tokenizer
        line = f'   #TRANS {account} {rng.choice(OBJECTS)} {amount} {date} "{words}"'
        yield line + (' 0 "eva"' if row % 4 == 0 else "")
    if number % 10000 == 13:
        yield '   #TRANS 1930 {} 0.01 "" "öresfel"'  # unbalanced: goes to quarantine
    yield "}"


def measure(path: Path, out: Path, fast: bool) -> dict[str, float]:
    """Read one file to Parquet in this process; seconds are from bytes on disk to files on disk."""
    from finsam.readers.parquet import write_table  # noqa: PLC0415 - the parent process needs none of this
    from finsam.readers.sie import read_sie  # noqa: PLC0415

    begin = time.perf_counter()
    data = path.read_bytes()
    loaded = time.perf_counter()
    result = read_sie(data, "0" * 64, fast=fast)
    read = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        tables = sorted(result.tables.items(), key=lambda t: -t[1].nbytes)
        list(pool.map(lambda t: write_table(t[1], out / f"{t[0]}.parquet"), tables))
    end = time.perf_counter()
    return {
        "seconds": end - begin,
        "load_seconds": loaded - begin,
        "read_seconds": read - loaded,
        "write_seconds": end - read,
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "rows": result.rows_in,
        "quarantined": result.rows_quarantined,
        "diagnostics": result.tables["sie_diagnostic"].num_rows,
        "parquet_bytes": sum(p.stat().st_size for p in out.glob("*.parquet")),
    }


def _child(path: Path, fast: bool) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", str(path), *([] if fast else ["--careful"])]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def peak_of_tree(path: Path) -> int:
    """Read one file in a child and return the most memory that it and its own children had together, in bytes.

    Shared pages are counted once (Pss). This is a run of its own, as looking costs time.
    """
    with subprocess.Popen([sys.executable, __file__, "--child", str(path)], stdout=subprocess.DEVNULL) as process:
        peak = 0
        while process.poll() is None:
            tasks = Path(f"/proc/{process.pid}/task/{process.pid}/children")
            try:
                pids = [str(process.pid), *tasks.read_text().split()]
                peak = max(peak, sum(_pss(pid) for pid in pids))
            except OSError:  # it has just ended
                continue
            time.sleep(0.01)
        return peak


def _pss(pid: str) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def main() -> None:
    """Run the benchmark, or one measurement as a child."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=57.0)
    parser.add_argument("--slice", type=float, default=4.0, help="megabytes that the careful tokenizer reads")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--full", action="store_true", help="let the careful tokenizer read the whole file")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--careful", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        with tempfile.TemporaryDirectory() as out:
            print(json.dumps(measure(options.child, Path(out), not options.careful)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path, part = Path(folder) / "bench.se", Path(folder) / "slice.se"
        make_file(path, options.megabytes)
        make_file(part, options.megabytes if options.full else options.slice)
        fast = [_child(path, True) for _ in range(options.runs)]
        careful = _child(part, False)
        fast[0]["tree_peak_bytes"] = peak_of_tree(path)
        report(path.stat().st_size, part.stat().st_size, fast, careful, options.json)


def report(
    size: int,
    slice_size: int,
    fast: list[dict[str, float]],
    careful: dict[str, float],
    as_json: bool,
) -> None:
    """Print the figures."""
    seconds = statistics.median(r["seconds"] for r in fast)
    rate, slow_rate = size / MEGABYTE / seconds, slice_size / MEGABYTE / careful["seconds"]
    figures = {
        "file_bytes": size,
        "rows": fast[0]["rows"],
        "diagnostics": fast[0]["diagnostics"],
        "quarantined": fast[0]["quarantined"],
        "parquet_bytes": fast[0]["parquet_bytes"],
        "seconds": round(seconds, 3),
        "seconds_all_runs": [round(r["seconds"], 3) for r in fast],
        "load_seconds": round(statistics.median(r["load_seconds"] for r in fast), 3),
        "read_seconds": round(statistics.median(r["read_seconds"] for r in fast), 3),
        "write_seconds": round(statistics.median(r["write_seconds"] for r in fast), 3),
        "mb_per_second": round(rate, 1),
        "careful_bytes": slice_size,
        "careful_seconds": round(careful["seconds"], 3),
        "careful_mb_per_second": round(slow_rate, 2),
        "times_careful": round(rate / slow_rate, 1),
        "process_peak_bytes": max(r["peak_bytes"] for r in fast),
        "tree_peak_bytes": fast[0]["tree_peak_bytes"],
        "peak_times_file": round(max(fast[0]["tree_peak_bytes"], *(r["peak_bytes"] for r in fast)) / size, 1),
    }
    if as_json:
        print(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        print(f"{name:24} {value}")


if __name__ == "__main__":
    main()
