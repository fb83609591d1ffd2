"""Step check: Great Expectations guards what arrived, before dbt sees it.

The suites stand in expectations/. A suite is run again only when its files, the suite, what it looks up or the code
have changed. A result says which lines of which file do not hold, never what stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from finsam.checks.prepare import Programmes, load_programmes, prepare
from finsam.checks.suites import Suite, load_suites, resolved
from finsam.errors import BlockedError, InputError
from finsam.files import read_json, write_json
from finsam.fingerprint import digest, package_sha256
from finsam.read import load_run
from finsam.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from finsam.checks.gx import Checker

SHOWN_LINES = 20
_BATCH_ROWS = 1_000_000
_LISTED = 10
_SAID_LINES = 5
_STATISTICS = "open_statistic"
_LINE_KEY = ("source", "suite", "expectation", "file_sha256")


@dataclass(frozen=True)
class CheckOutcome:
    """What the step found.

    Args:
        rows: The rows of the raw table check_result: one per expectation and file.
        lines: The rows of the raw table check_result_row: the lines that do not hold, at most SHOWN_LINES of each.
        files: The delivered files, for their names.
        evaluated: How many expectations were evaluated now, counted per file; the others held their earlier result.
    """

    rows: tuple[dict[str, Any], ...]
    lines: tuple[dict[str, Any], ...]
    files: tuple[dict[str, Any], ...]
    evaluated: int


def check(settings: Settings) -> CheckOutcome:
    """Check every raw table that has a suite and any rows.

    Raises:
        InputError: Nothing has been read, or a suite cannot be understood.
        BlockedError: A blocking expectation does not hold.
        OSError: The raw zone cannot be written.
    """
    from finsam import raw  # noqa: PLC0415

    desk = _Desk(settings)
    rows: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    evaluated = 0
    for suite in desk.suites:
        files = desk.files(suite)
        key = digest([suite.sha256, _code(), files, desk.programmes.sha256 if suite.asks_programmes else ""])
        memory = settings.receipts / f"check-{suite.name}.json"
        known = read_json(memory)
        if not isinstance(known, dict) or known.get("key") != key:
            found = [_results(desk, suite, table) for table in desk.tables(suite, files)] if files else []
            known = {
                "key": key,
                "rows": [row for results, _ in found for row in results],
                "lines": [line for _, places in found for line in places],
            }
            write_json(memory, known)
            evaluated += len(known["rows"])
        rows += known["rows"]
        lines += known["lines"]
    raw.write_rows(settings, "check_result", raw.ALL, raw.from_rows(rows, raw.CHECK_RESULT_SCHEMA))
    raw.write_rows(settings, "check_result_row", raw.ALL, raw.from_rows(lines, raw.CHECK_RESULT_ROW_SCHEMA))
    _stop_on_blocking(desk, rows, lines)
    return CheckOutcome(tuple(rows), tuple(lines), tuple(desk.delivered), evaluated)


def document(settings: Settings) -> Path:
    """Write Great Expectations' Data Docs of all suites that have rows to var/reports/data-docs.

    Returns:
        The page to begin with; it names no outside address.

    Raises:
        InputError: Nothing has been read, or a suite cannot be understood.
        OSError: The pages cannot be written.
    """
    import pyarrow as pa  # noqa: PLC0415

    from finsam.checks.pages import settle  # noqa: PLC0415
    from finsam.files import remove_tree  # noqa: PLC0415

    desk = _Desk(settings)
    folder = settings.data_docs
    remove_tree(folder)
    folder.mkdir(parents=True)
    tables = {
        suite.name: (suite, pa.concat_tables(list(desk.tables(suite, files))))
        for suite in desk.suites
        if (files := desk.files(suite))
    }
    page = desk.checker.document(folder, tables)
    settle(folder)
    return page


class _Desk:
    """What the suites are checked with; what is costly is fetched when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        from finsam import raw  # noqa: PLC0415

        as_of = load_run(settings)["as_of"]
        self.settings = settings
        self.suites = [
            resolved(suite, as_of, settings.project / "seeds")
            for suite in load_suites(settings.project / "expectations")
        ]
        schemas = raw.raw_schemas()
        for suite in self.suites:
            _demand_columns(suite, schemas)

    @cached_property
    def checker(self) -> Checker:
        from finsam.checks.gx import Checker  # noqa: PLC0415

        return Checker()

    @cached_property
    def programmes(self) -> Programmes:
        return load_programmes(self.settings)

    @cached_property
    def delivered(self) -> list[dict[str, Any]]:
        import pyarrow.parquet as pq  # noqa: PLC0415

        rows: list[dict[str, Any]] = pq.ParquetFile(self.settings.raw / "delivery" / "all.parquet").read().to_pylist()
        return rows

    def files(self, suite: Suite) -> list[str]:
        return sorted(path.name for path in (self.settings.raw / suite.table).glob("*.parquet") if path.name[0] != "_")

    def tables(self, suite: Suite, files: list[str]) -> Iterator[pa.Table]:
        """All files of the table at once, or one by one when they are large: memory stays bounded."""
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415

        paths = [self.settings.raw / suite.table / name for name in files]
        large = sum(pq.read_metadata(path).num_rows for path in paths) > _BATCH_ROWS
        read = (pq.ParquetFile(path).read(columns=list(suite.columns)) for path in paths)
        for table in read if large else [pa.concat_tables(list(read))]:
            yield prepare(suite, table, self.programmes) if suite.prepared else table

    def source_of(self, suite: Suite, sha256: str) -> str:
        """The source that a file was delivered as; the providers of statistics share one suite."""
        from finsam.readers.statistics import PROVIDERS  # noqa: PLC0415

        if suite.source != _STATISTICS:
            return suite.source
        sources = (row["source"] for row in self.delivered if row["file_sha256"] == sha256)
        return next((str(source) for source in sources if source in PROVIDERS), suite.source)


def _code() -> str:
    return package_sha256("checks", "readers", "contract", "read.py", "raw.py", "privacy.py")


def _demand_columns(suite: Suite, schemas: dict[str, pa.Schema]) -> None:
    known = schemas[suite.table].names if suite.table in schemas else []
    unknown = [column for column in suite.columns if column not in known]
    if unknown or not known:
        names = ", ".join(unknown) or suite.table
        raise InputError(
            f"expectations/{suite.name}.yml nämner något som inte finns: {names}.",
            f"expectations/{suite.name}.yml names something that does not exist: {names}.",
        )


def _results(desk: _Desk, suite: Suite, table: pa.Table) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """One result per expectation and file, and the lines behind those that do not hold."""
    import numpy as np  # noqa: PLC0415

    failures = desk.checker.check(suite, table)
    encoded = table["file_sha256"].combine_chunks().dictionary_encode()
    files, place = encoded.dictionary.to_pylist(), encoded.indices.to_numpy()
    evaluated = np.bincount(place, minlength=len(files))
    line_no = table["line_no"].combine_chunks().to_numpy(zero_copy_only=False)
    results, lines = [], []
    for rule in suite.expectations:
        positions = failures.get(rule.name, [])
        found = None if positions is None else np.array(sorted(positions), dtype=np.int64)
        for number, sha256 in enumerate(files):
            own = None if found is None else line_no[found[place[found] == number]]
            key = {
                "source": desk.source_of(suite, sha256),
                "suite": suite.name,
                "expectation": rule.name,
                "file_sha256": sha256,
            }
            results.append(
                {
                    **key,
                    "column_name": ", ".join(rule.columns),
                    "severity": rule.severity,
                    "success": own is not None and len(own) == 0,
                    "evaluated_rows": int(evaluated[number]),
                    "unexpected_rows": None if own is None else len(own),
                    "message_sv": rule.message_sv,
                    "message_en": rule.message_en,
                }
            )
            if own is not None:
                lines += [{**key, "line_no": int(line)} for line in sorted(set(own.tolist()))[:SHOWN_LINES]]
    return results, lines


def _stop_on_blocking(desk: _Desk, rows: list[dict[str, Any]], lines: list[dict[str, Any]]) -> None:
    blocking = [row for row in rows if row["severity"] == "blocking" and not row["success"]]
    if not blocking:
        return
    names = {(row["source"], row["file_sha256"]): f"{row['association_code']}/{row['source']}/{row['file_name']}"
             for row in desk.delivered}  # fmt: skip
    said = []
    for row in blocking[:_LISTED]:
        own = [str(line["line_no"]) for line in lines if all(line[key] == row[key] for key in _LINE_KEY)]
        more = " ..." if (row["unexpected_rows"] or 0) > _SAID_LINES else ""
        said.append(
            (names.get((row["source"], row["file_sha256"]), row["source"]), ", ".join(own[:_SAID_LINES]) + more)
        )
    left = len(blocking) - len(said)
    raise BlockedError(
        "\n".join(
            ["Spärrande kontroller håller inte; inget publicerades:"]
            + [
                f"- {place}{f', rad {numbers}' if numbers else ''}: {row['column_name']}: {row['message_sv']}"
                for row, (place, numbers) in zip(blocking, said, strict=False)
            ]
            + [f"... och {left} till. Se finsam check."] * (left > 0)
        ),
        "\n".join(
            ["Blocking expectations do not hold; nothing was published:"]
            + [
                f"- {place}{f', line {numbers}' if numbers else ''}: {row['column_name']}: {row['message_en']}"
                for row, (place, numbers) in zip(blocking, said, strict=False)
            ]
            + [f"... and {left} more. See finsam check."] * (left > 0)
        ),
    )
