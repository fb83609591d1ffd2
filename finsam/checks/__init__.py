"""Step check: Great Expectations guards what arrived, before dbt sees it.

The suites stand in expectations/. A suite is run again only when its files, the suite or the code have changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from finsam.checks.suites import Expectation, Suite, load_suites
from finsam.errors import BlockedError, InputError
from finsam.files import read_json, write_json
from finsam.fingerprint import digest, package_sha256
from finsam.read import load_run
from finsam.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

    from finsam.checks.gx import Checker

_BATCH_ROWS = 1_000_000


@dataclass(frozen=True)
class CheckOutcome:
    """What the step found.

    Args:
        rows: The rows of the raw table check_result.
        evaluated: How many expectations were evaluated now; the others held their earlier result.
    """

    rows: tuple[dict[str, Any], ...]
    evaluated: int


def check(settings: Settings) -> CheckOutcome:
    """Check every raw table that has a suite and any rows.

    Raises:
        InputError: Nothing has been read, or a suite cannot be understood.
        BlockedError: A blocking expectation does not hold.
        OSError: The raw zone cannot be written.
    """
    from finsam import raw  # noqa: PLC0415

    load_run(settings)
    checker: Checker | None = None
    rows: list[dict[str, Any]] = []
    evaluated = 0
    for suite in load_suites(settings.project / "expectations"):
        _demand_columns(suite, raw.raw_schemas())
        files = _files(settings, suite)
        key = digest([suite.sha256, suite.name, _code(), files])
        memory = settings.receipts / f"check-{suite.name}.json"
        known = read_json(memory)
        if not isinstance(known, dict) or known.get("key") != key:
            if files and checker is None:
                from finsam.checks.gx import Checker  # noqa: PLC0415

                checker = Checker()
            known = {"key": key, "rows": _run(settings, suite, files, checker) if checker and files else []}
            write_json(memory, known)
            evaluated += len(known["rows"])
        rows += known["rows"]
    raw.write_rows(settings, "check_result", raw.ALL, raw.from_rows(rows, raw.CHECK_RESULT_SCHEMA))
    _stop_on_blocking(rows)
    return CheckOutcome(tuple(rows), evaluated)


def _code() -> str:
    return package_sha256("checks", "readers", "contract", "read.py", "raw.py", "privacy.py")


def _files(settings: Settings, suite: Suite) -> list[str]:
    return sorted(path.name for path in (settings.raw / suite.table).glob("*.parquet") if path.name[0] != "_")


def _demand_columns(suite: Suite, schemas: dict[str, pa.Schema]) -> None:
    known = schemas[suite.table].names if suite.table in schemas else []
    unknown = [column for column in suite.columns if column not in known]
    if unknown or not known:
        names = ", ".join(unknown) or suite.table
        raise InputError(
            f"expectations/{suite.name}.yml nämner något som inte finns: {names}.",
            f"expectations/{suite.name}.yml names something that does not exist: {names}.",
        )


def _run(settings: Settings, suite: Suite, files: list[str], checker: Checker) -> list[dict[str, Any]]:
    total = 0
    failures: dict[str, int | None] = {}
    for rows in _batches(settings, suite, files):
        total += rows.num_rows
        for name, (holds, count) in checker.check(suite, rows).items():
            if not holds:
                before = failures.get(name, 0)
                failures[name] = None if before is None or count is None else before + count
    return [_row(suite, expectation, total, failures) for expectation in suite.expectations]


def _batches(settings: Settings, suite: Suite, files: list[str]) -> list[pa.Table] | Any:
    """All files of the table at once, or one by one when they are large: memory stays bounded."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    paths = [settings.raw / suite.table / name for name in files]
    columns = list(suite.columns)
    if sum(pq.read_metadata(path).num_rows for path in paths) > _BATCH_ROWS:
        return (pq.ParquetFile(path).read(columns=columns) for path in paths)
    return [pa.concat_tables([pq.ParquetFile(path).read(columns=columns) for path in paths])]


def _row(suite: Suite, expectation: Expectation, total: int, failures: dict[str, int | None]) -> dict[str, Any]:
    return {
        "source": suite.source,
        "suite": suite.name,
        "expectation": expectation.name,
        "column_name": ", ".join(expectation.columns),
        "severity": expectation.severity,
        "success": expectation.name not in failures,
        "evaluated_rows": total,
        "unexpected_rows": failures.get(expectation.name, 0),
        "message_sv": expectation.message_sv,
        "message_en": expectation.message_en,
        "file_sha256": None,
    }


def _stop_on_blocking(rows: list[dict[str, Any]]) -> None:
    blocking = [row for row in rows if row["severity"] == "blocking" and not row["success"]]
    if not blocking:
        return
    raise BlockedError(
        "\n".join(
            ["Spärrande kontroller håller inte; inget publicerades:"]
            + [f"- {row['source']}.{row['column_name']}: {row['message_sv']}" for row in blocking]
        ),
        "\n".join(
            ["Blocking expectations do not hold; nothing was published:"]
            + [f"- {row['source']}.{row['column_name']}: {row['message_en']}" for row in blocking]
        ),
    )
