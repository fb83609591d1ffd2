"""How long choosing the hidden cells takes, as a ratio to an audit of that choice with two linear programs per cell.

Makes its own counts, the same every time: `typical` has the size of one night (40 separate small tables), `large` six
associations with opening, new, completed and closing per programme, municipality and sex, in which everything hangs
together. Each runs in a process of its own, so imports and memory are in the figures.

    .venv/bin/python benchmarks/bench_disclosure.py
    .venv/bin/python benchmarks/bench_disclosure.py --case large --json
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

LIMIT = 5
CASES = ("typical", "large")
SEXES = ("woman", "man")
Counts = dict[str, int]
Sums = dict[str, dict[str, int]]


def add_table(name: str, sizes: tuple[int, ...], leaf: Any, value: Counts, sums: Sums) -> None:
    """Add a cube of counts with all its margins; 0 along a dimension is the total."""
    for at in itertools.product(*(range(1, size + 1) for size in sizes)):
        count = leaf(at)
        for margin in itertools.product(*((0, place) for place in at)):
            cell = f"{name}/{'/'.join(map(str, margin))}"
            value[cell] = value.get(cell, 0) + count
    for at in itertools.product(*(range(size + 1) for size in sizes)):
        for axis, size in enumerate(sizes):
            if at[axis] == 0:
                parts = [(*at[:axis], place, *at[axis + 1 :]) for place in range(1, size + 1)]
                terms = {f"{name}/{'/'.join(map(str, part))}": 1 for part in parts}
                sums[f"{name}/{axis}/{at}"] = {f"{name}/{'/'.join(map(str, at))}": -1, **terms}


def make(case: str) -> tuple[Counts, Sums]:
    """Return the counts and sums of a case."""
    dice = random.Random(2019)
    value: Counts = {}
    sums: Sums = {}
    if case == "typical":
        for table in range(40):
            sizes = (dice.choice((2, 3, 4, 5, 6)), len(SEXES))
            add_table(f"t{table}", sizes, lambda _: int(dice.expovariate(1 / 12)), value, sums)
        return value, sums
    for association in range(6):
        known: dict[tuple[str, tuple[int, ...]], int] = {}

        def leaf(kind: str, at: tuple[int, ...], known: dict[tuple[str, tuple[int, ...]], int] = known) -> int:
            count = int(dice.expovariate(1 / 18)) if dice.random() < 0.8 else 0
            if kind == "completed":
                count = min(count, known["opening", at] + known["new", at])
            if kind == "closing":
                count = known["opening", at] + known["new", at] - known["completed", at]
            known[kind, at] = count
            return count

        kinds = {"opening": 1, "new": 1, "completed": -1, "closing": -1}
        sizes = (6, 8, len(SEXES))
        for kind in kinds:
            add_table(f"a{association}/{kind}", sizes, lambda at, kind=kind: leaf(kind, at), value, sums)
        for at in itertools.product(*(range(size + 1) for size in sizes)):
            end = "/".join(map(str, at))
            sums[f"a{association}/flow/{end}"] = {f"a{association}/{kind}/{end}": sign for kind, sign in kinds.items()}
    return value, sums


def audit(value: Counts, sums: Sums, hidden: set[str]) -> int:
    """Find each hidden cell's lowest and highest value with two linear programs over what it hangs together with."""
    from scipy.optimize import linprog  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415

    group = {cell: cell for cell in hidden}

    def find(cell: str) -> str:
        while group[cell] != cell:
            cell = group[cell]
        return cell

    rows = [{cell: c for cell, c in terms.items() if cell in hidden} for terms in sums.values()]
    for row in rows:
        for one, other in itertools.pairwise(row):
            group[find(one)] = find(other)
    members: dict[str, list[str]] = defaultdict(list)
    equations: dict[str, list[dict[str, int]]] = defaultdict(list)
    for cell in sorted(hidden):
        members[find(cell)].append(cell)
    for row in filter(None, rows):
        equations[find(next(iter(row)))].append(row)
    narrow = 0
    for root, cells in members.items():
        place = {cell: at for at, cell in enumerate(cells)}
        terms = [(at, place[cell], c) for at, row in enumerate(equations[root]) for cell, c in row.items()]
        at_rows, columns, coefficients = zip(*terms, strict=True) if terms else ((), (), ())
        matrix = csr_array((coefficients, (at_rows, columns)), shape=(len(equations[root]), len(cells)), dtype=float)
        right = matrix @ [value[cell] for cell in cells]
        for at in range(len(cells)):
            ends = []
            for sign in (1, -1):
                goal = [0] * len(cells)
                goal[at] = sign
                found = linprog(goal, A_eq=matrix, b_eq=right, bounds=(0, 10_000), method="highs")
                ends.append(sign * found.fun)
            narrow += ends[1] - ends[0] < LIMIT - 1e-6
    return narrow


def run(case: str) -> dict[str, Any]:
    """Measure one case in this process."""
    value, sums = make(case)
    import pyarrow as pa  # noqa: PLC0415

    count = len(value)
    cells = pa.table(
        {
            "cell_id": list(value),
            "value": list(value.values()),
            "cost": pa.array([0] * count, pa.int64()),
            "component": pa.nulls(count, pa.string()),
            "is_fixed": pa.nulls(count, pa.bool_()),
            "was_hidden": pa.nulls(count, pa.bool_()),
        }
    )
    triples = [(sum_id, cell, c) for sum_id, row in sums.items() for cell, c in row.items()]
    names = ["sum_id", "cell_id", "coefficient"]
    terms = pa.table(dict(zip(names, map(list, zip(*triples, strict=True)), strict=True)))
    started, cpu = time.perf_counter(), time.process_time()
    from finsam.disclosure import protect  # noqa: PLC0415

    found = protect(cells, terms, LIMIT)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    solver = "scipy.optimize" in sys.modules
    started = time.perf_counter()
    narrow = audit(value, sums, set(found["cell_id"].to_pylist()))
    audited = time.perf_counter() - started
    return {
        "case": case,
        "cells": count,
        "hidden": found.num_rows,
        **Counter(found["reason"].to_pylist()),
        "recovered": narrow,
        "protect_s": round(seconds, 2),
        "protect_cpu_s": round(cpu, 2),
        "audit_s": round(audited, 2),
        "protect_to_audit": round(seconds / audited, 2),
        "memory_mb": round(memory),
        "solver_loaded": solver,
    }


def main() -> None:
    """Run the cases and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--case", choices=CASES, action="append")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", choices=CASES, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        print(json.dumps(run(chosen.inside)))
        return
    results = [
        json.loads(
            subprocess.run(
                [sys.executable, str(Path(__file__)), "--inside", case], check=True, capture_output=True, text=True
            ).stdout
        )
        for case in chosen.case or CASES
    ]
    if chosen.json:
        print(json.dumps(results, indent=1))
        return
    for result in results:
        for key, figure in result.items():
            print(f"{key:18} {figure}")
        print()


if __name__ == "__main__":
    main()
