"""From the observations of a file to the result: rows that load, rows in quarantine, and what is to be said."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pyarrow as pa

from finsam.readers import QUARANTINE_SCHEMA, ReadResult
from finsam.readers.statistics.observation import OPEN_STATISTIC_SCHEMA, TABLE, Observation, Observations, Rejection
from finsam.readers.statistics.problems import note, refusal, rejection
from finsam.readers.table.assemble import with_quarantine_reason
from finsam.readers.table.problems import Problem
from finsam.readers.table.schemas import DIAGNOSTIC_SCHEMA

_MAX_CONTENT = 2_000


def assemble(found: Observations, sha256: str) -> ReadResult:
    """Return the result of a file that was understood.

    Raises:
        Refusal: It has no observation at all.
    """
    if not found.count:
        raise refusal("statistic_empty")
    kept, contradicted = _without_contradictions(found.read)
    rejected = sorted([*found.rejected, *contradicted])
    result = ReadResult(
        tables={
            TABLE: _table(kept, sha256),
            "quarantine": pa.Table.from_pylist(
                [_quarantined(row, sha256, found) for row in rejected], QUARANTINE_SCHEMA
            ),
            "table_diagnostic": pa.Table.from_pylist(_diagnostics(found, rejected, sha256), DIAGNOSTIC_SCHEMA),
        },
        status="partly_loaded" if rejected else "loaded",
        rows_in=found.count,
        rows_read=len(kept),
        rows_quarantined=len(rejected),
        control_total_sek=None,
        quarantined_sek=None,
    )
    return with_quarantine_reason(result) if rejected else result


def _without_contradictions(read: list[Observation]) -> tuple[list[Observation], list[Rejection]]:
    """Split off observations of which the file states different things.

    All of them go to quarantine, not only the later ones: nothing in the file says which holds, and to keep the first
    would make the figure depend on the order of the rows. The same thing stated twice is no contradiction.
    """
    stated: dict[tuple[str, ...], set[tuple[object, ...]]] = defaultdict(set)
    for observation in read:
        stated[observation.key].add(observation.statement)
    torn = {key: len(statements) for key, statements in stated.items() if len(statements) > 1}
    if not torn:
        return read, []
    kept = [observation for observation in read if observation.key not in torn]
    contradicted = [
        Rejection(
            observation.line_no,
            rejection("observation_contradicted", count=torn[observation.key]),
            {name: value for name, value in observation._asdict().items() if value not in (None, "")},
        )
        for observation in read
        if observation.key in torn
    ]
    return kept, contradicted


def _table(kept: list[Observation], sha256: str) -> pa.Table:
    columns = list(zip(*kept, strict=True)) or [()] * (len(OPEN_STATISTIC_SCHEMA) - 1)
    arrays = [
        pa.array(column, field.type) for column, field in zip(columns, list(OPEN_STATISTIC_SCHEMA)[1:], strict=True)
    ]
    checksum = pa.repeat(pa.scalar(sha256, pa.string()), len(kept))
    return pa.Table.from_arrays([checksum, *arrays], schema=OPEN_STATISTIC_SCHEMA)


def _quarantined(row: Rejection, sha256: str, found: Observations) -> dict[str, Any]:
    content = json.dumps(row.content, ensure_ascii=False, default=str)
    return {
        "file_sha256": sha256,
        "line_no": row.line_no,
        "source": found.provider,
        "code": row.problem.code,
        "reason_sv": row.problem.reason_sv,
        "reason_en": row.problem.reason_en,
        "record": "observation",
        "content": content if len(content) <= _MAX_CONTENT else content[: _MAX_CONTENT - 1] + "…",
    }


def _diagnostics(found: Observations, rejected: list[Rejection], sha256: str) -> list[dict[str, Any]]:
    """Return the notes on the file, and why each rejected observation is one."""
    notes = [*found.notes, *([note("value_rounded", count=found.rounded)] if found.rounded else [])]
    return [_diagnostic(0, problem, sha256, found) for problem in notes] + [
        _diagnostic(row.line_no, row.problem, sha256, found) for row in rejected
    ]


def _diagnostic(line_no: int, problem: Problem, sha256: str, found: Observations) -> dict[str, Any]:
    return {
        "file_sha256": sha256,
        "line_no": line_no,
        "source": found.provider,
        "code": problem.code,
        "severity": problem.severity,
        "message_sv": problem.message_sv,
        "message_en": problem.message_en,
        "expected": problem.expected or None,
        "action": problem.action or None,
    }
