"""What a look at a proposal costs, beside the build step of the night that it spares.

.venv/bin/python benchmarks/bench_impact.py
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
MEGABYTE = 1024  # ru_maxrss is in kB on Linux

Rows = list[dict[str, str]]


def nothing(_rows: Rows) -> None:
    """The seeds as they are."""


def half_of_a_key(rows: Rows) -> None:
    """One allocation key, split in halves."""
    chosen = [row for row in rows if (row["allocation_key"], row["association_code"]) == ("manager", "sydnarke")]
    for row in chosen:
        row["share"] = "0.5"


def a_rule_less(rows: Rows) -> None:
    """The last rule that names an association is gone."""
    rows.remove([row for row in rows if row["association_code"] != "*"][-1])


def a_chart_less(rows: Rows) -> None:
    """An association without a chart of accounts: its statements, costs and indicators all change."""
    del rows[0]


CASES: list[tuple[str, str, Callable[[Rows], None]]] = [
    ("nothing", "definitions/allocation_key", nothing),
    ("one allocation key", "definitions/allocation_key", half_of_a_key),
    ("one cost rule", "definitions/cost_rule", a_rule_less),
    ("a chart of accounts", "reference/association_chart", a_chart_less),
]


def propose(folder: Path, seed: str, edit: Callable[[Rows], None]) -> None:
    """Write one seed as edited."""
    with (PROJECT / "seeds" / f"{seed}.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    header = list(rows[0])
    edit(rows)
    folder.mkdir(parents=True)
    with (folder / f"{Path(seed).name}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def measure(command: list[str]) -> tuple[float, float, str]:
    """Wall seconds and peak memory in MB of a command that must succeed, and what it printed."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        printed = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    return time.perf_counter() - start, used.ru_maxrss / MEGABYTE, printed


def main() -> None:
    """Run and print; --json for machines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exports", type=Path, default=PROJECT / "exports")
    parser.add_argument("--var", type=Path, help="a var folder with a published night, instead of a night of its own")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    finsam = [sys.executable, "-m", "finsam"]
    with tempfile.TemporaryDirectory() as name:
        folder = options.var or Path(name) / "var"
        var = ["--var", str(folder)]
        if options.var is None:
            measure([*finsam, "nightly", "--exports", str(options.exports), *var, "--json"])
        night = json.loads((folder / "current" / "receipt.json").read_text(encoding="utf-8"))
        build = night["seconds"]["build"]
        cases = []
        for label, seed, edit in CASES:
            proposal = Path(name) / label.replace(" ", "_")
            propose(proposal, seed, edit)
            command = [*finsam, "definitions", "impact", "--with", str(proposal), *var, "--json"]
            runs = sorted(measure(command) for _ in range(options.runs))
            seconds, memory, printed = runs[len(runs) // 2]
            lines = len(json.loads(printed)["lines"])
            cases.append(
                {
                    "case": label,
                    "seconds": seconds,
                    "of_build": seconds / build,
                    "peak_mb": memory,
                    "lines_moved": lines,
                }
            )
    if options.json:
        print(json.dumps({"build_seconds": build, "build_peak_mb": night["peak_memory_mb"], "cases": cases}))
        return
    print(f"build step of the night: {build:.1f} s, {night['peak_memory_mb']} MB")
    for case in cases:
        shown = "{case:>24}  {seconds:6.2f} s  {of_build:6.3f} of the build  {peak_mb:6.0f} MB  {lines_moved} lines"
        print(shown.format(**case))


if __name__ == "__main__":
    main()
