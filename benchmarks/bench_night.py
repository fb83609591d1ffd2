"""Where the seconds of a night go: a first night, a night with nothing new, a night with one changed file.

.venv/bin/python benchmarks/bench_night.py
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def seconds(command: list[str]) -> tuple[float, str]:
    """Wall seconds of a command that must succeed, and what it printed."""
    start = time.perf_counter()
    process = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, process.stdout


def main() -> None:
    """Run and print; --json for machines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exports", type=Path, default=PROJECT / "exports")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result: dict[str, float | dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        exports, var = Path(name) / "exports", Path(name) / "var"
        shutil.copytree(options.exports, exports)
        night = [sys.executable, "-m", "finsam", "nightly", "--exports", str(exports), "--var", str(var), "--json"]
        result["python_starts"] = seconds([sys.executable, "-c", "pass"])[0]
        result["first_night"], printed = seconds(night)
        result["first_night_steps"] = json.loads(printed)["receipt"]["seconds"]
        result["nothing_new"] = seconds(night)[0]
        funding = next(exports.glob("*/funding/*.csv"))
        funding.write_bytes(funding.read_bytes().replace(b"000", b"001", 1))
        result["one_changed_file"], printed = seconds(night)
        result["one_changed_file_steps"] = json.loads(printed)["receipt"]["seconds"]
    if options.json:
        print(json.dumps(result))
        return
    for key, value in result.items():
        shown = ", ".join(f"{step} {taken:.2f}" for step, taken in value.items()) if isinstance(value, dict) else value
        print(f"{key:>24}  {shown if isinstance(shown, str) else format(shown, '.2f')}")


if __name__ == "__main__":
    main()
