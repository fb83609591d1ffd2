"""How long the models take to classify and sum ledger lines, as a ratio to SQL written by hand for the same answer.

Makes its own delivery, reads it, builds the chain once with dbt, then times the compiled models against hand-written
SQL that gives the same two answers (lines that can be traced, their sums by category) on the same raw Parquet.

    .venv/bin/python benchmarks/bench_models.py --vouchers 500000
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
GOAL = "fct_cost_line"
LEDGER_ROOM = ("int_ledger__", "int_cost__", "fct_cost_line")

LINES_BY_HAND = """
create or replace table lines as
with objects as (
    select file_sha256, line_no,
        max(case when dim_no = 1 then object_code end) as unit_code,
        max(case when dim_no = 6 then object_code end) as project_code,
        max(case when dim_no = 20 then object_code end) as provenance
    from read_parquet(?) group by file_sha256, line_no
)
select rows_.file_sha256, rows_.line_no, rows_.voucher_ordinal, vouchers.series, vouchers.number, vouchers.voucher_date,
    cast(date_trunc('month', vouchers.voucher_date) as date) as month, rows_.account, objects.unit_code,
    objects.project_code, objects.provenance, coalesce(rows_.text, vouchers.text) as line_text, rows_.amount
from read_parquet(?) as rows_
inner join read_parquet(?) as vouchers using (file_sha256, voucher_ordinal)
left join objects on objects.file_sha256 = rows_.file_sha256 and objects.line_no = rows_.line_no
where rows_.is_effective
"""
SUMS_BY_HAND = """
select month, unit_code, project_code, provenance,
    case when unit_code in ('10', '20') then 'administration' when unit_code in ('200', '210', '220') then 'structural'
        else 'individual' end as category,
    case when account = '5010' then 'board' when account like '60%' then 'premises' else 'other' end as cost_type,
    sum(amount) as amount
from lines where left(account, 1) between '4' and '7'
group by all
"""


def make_ledger(path: Path, vouchers: int) -> None:
    """Write a SIE 4 file with two lines a voucher, the same for the same number."""
    dice = random.Random(2019)
    parts = ['#FLAGGA 0\n#PROGRAM "bench" 1\n#FORMAT PC8\n#GEN 20200101\n#SIETYP 4\n#RAR 0 20190101 20191231\n']
    for number in range(1, vouchers + 1):
        day = f"2019{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}"
        amount = f"{dice.randint(100, 99999)}.{dice.randint(10, 99)}"
        account = dice.choice(["4610", "5010", "6010", "7410", "7420", "6500", "7690", "6810"])
        unit = dice.choice(["10", "20", "100", "110", "200", "210"])
        parts.append(
            f'#VER A {number} {day} "Faktura {number}"\n{{\n'
            f'   #TRANS {account} {{1 "{unit}" 20 "printed"}} {amount} {day} "Rad {number}"\n'
            f"   #TRANS 2510 {{}} -{amount}\n}}\n"
        )
    path.parent.mkdir(parents=True)
    path.write_bytes("".join(parts).encode("cp437"))


def build(folder: Path, vouchers: int) -> tuple[Path, dict[str, object]]:
    """Read the delivery and build the chain; give the database and the dbt manifest."""
    exports, var = folder / "exports", folder / "var"
    make_ledger(exports / "sydnarke" / "sie" / "bench.se", vouchers)
    shutil.copytree(PROJECT / "exports" / "sydnarke" / "programmes", exports / "sydnarke" / "programmes")
    finsam = [sys.executable, "-m", "finsam"]
    for step in ("receive", "read"):
        subprocess.run([*finsam, step, "--exports", exports, "--var", var], check=True, capture_output=True)
    database = folder / "bench.duckdb"
    environment = os.environ | {
        "FINSAM_VAR": str(var),
        "FINSAM_DB": str(database),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "False",
    }
    dbt = Path(sys.executable).with_name("dbt")
    command = [str(dbt), "build", "--quiet", "--select", f"+{GOAL}", "--exclude-resource-type", "test", "unit_test"]
    subprocess.run(command, check=True, cwd=PROJECT, env=environment)
    return database, json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))


def chain(manifest: dict[str, object]) -> list[dict[str, object]]:
    """The ledger and cost models below the goal, in the order they depend on each other."""
    nodes: dict[str, dict[str, object]] = manifest["nodes"]  # type: ignore[assignment]
    ordered: list[dict[str, object]] = []
    seen: set[str] = set()

    def visit(unique_id: str) -> None:
        if unique_id in seen or unique_id not in nodes:
            return
        seen.add(unique_id)
        node = nodes[unique_id]
        for below in node["depends_on"].get("nodes", []):  # type: ignore[attr-defined]
            visit(below)
        if node["resource_type"] == "model" and str(node["name"]).startswith(LEDGER_ROOM):
            ordered.append(node)

    visit(f"model.finsam.{GOAL}")
    return ordered


def time_models(database: Path, models: list[dict[str, object]]) -> float:
    """Seconds to run the compiled models one after the other, each into a table or view of its own kind."""
    with duckdb.connect(str(database), config={"threads": 2}) as connection:
        start = time.perf_counter()
        for model in models:
            kind = "view" if model["config"]["materialized"] == "view" else "table"  # type: ignore[index]
            connection.execute(f"create or replace {kind} {model['relation_name']} as {model['compiled_code']}")
        return time.perf_counter() - start


def time_by_hand(raw: Path) -> float:
    """Seconds of the hand-written statements: the traceable lines, then their sums by category and type."""
    places = [str(raw / table / "*.parquet") for table in ("sie_transaction_object", "sie_transaction", "sie_voucher")]
    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(str(Path(folder) / "hand.duckdb"), config={"threads": 2}) as connection,
    ):
        start = time.perf_counter()
        connection.execute(LINES_BY_HAND, places)
        connection.execute(SUMS_BY_HAND).fetchall()
        return time.perf_counter() - start


def main() -> None:
    """Run and print; --json for machines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vouchers", type=int, default=500_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database, manifest = build(folder, options.vouchers)
        models = chain(manifest)
        ours = sorted(time_models(database, models) for _ in range(options.runs))
        theirs = sorted(time_by_hand(folder / "var" / "raw") for _ in range(options.runs))
    middle = options.runs // 2
    result = {
        "lines": options.vouchers * 2,
        "models": len(models),
        "models_seconds": round(ours[middle], 2),
        "by_hand_seconds": round(theirs[middle], 2),
        "ratio": round(ours[middle] / theirs[middle], 2),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    if options.json:
        print(json.dumps(result))
    else:
        for key, value in result.items():
            print(f"{key:>18}  {value}")


if __name__ == "__main__":
    main()
