"""A BI tool in miniature, for tests: ten readers in one process open the current file again and again until it ends.

Usage: python duckdb_reader.py VAR. Prints one line per finding and ends with `rounds N builds M`.
"""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

READERS = 10
_PAUSE = 0.5  # seconds between two questions, as of a person who clicks: fifty readers share two cores
_ONE = {"threads": 1}
_RELATIONS = ("build", "cost_split", "figure_source", "indicator_value")


def read(current: Path, ended: threading.Event, start: threading.Barrier) -> tuple[int, set[str], list[str]]:
    rounds, builds, wrong = 0, set(), []
    start.wait()
    while not ended.is_set() or not rounds:
        try:
            with duckdb.connect(str(current.resolve() / "finsam.duckdb"), read_only=True, config=_ONE) as connection:
                seen = []
                for relation in _RELATIONS:
                    seen += connection.execute(f"select distinct build_id from published.{relation}").fetchall()
                    ended.wait(_PAUSE)
            if len(seen) != len(_RELATIONS) or len(set(seen)) != 1:
                wrong.append(f"mixed {seen}")
            builds.update(build for (build,) in seen)
        except duckdb.Error as error:
            wrong.append(f"error {error}")
        rounds += 1
    return rounds, builds, wrong


def main() -> None:
    current, ended, start = Path(sys.argv[1]) / "current", threading.Event(), threading.Barrier(READERS + 1)
    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read, current, ended, start) for _ in range(READERS)]
        start.wait()
        sys.stdout.write("reading\n")
        sys.stdout.flush()
        sys.stdin.read()  # until the test closes it
        ended.set()
    results = [reader.result() for reader in readers]
    for _, _, wrong in results:
        for text in wrong:
            sys.stdout.write(text + "\n")
    builds = set().union(*(seen for _, seen, _ in results))
    sys.stdout.write(f"rounds {sum(rounds for rounds, _, _ in results)} builds {len(builds)}\n")


if __name__ == "__main__":
    main()
