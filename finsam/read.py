"""Step read: turn landed bytes into typed raw rows, each file once per version of the readers.

Every string is masked before it is written, person numbers of `sus` become keyed pseudonyms, and what a run needs to
know of a file without opening its rows stands in a small receipt beside them.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import os
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from finsam.errors import FinsamError, InputError
from finsam.files import read_json, write_json
from finsam.fingerprint import build_id, code_revision, definitions_sha256, inputs_sha256, reader_fingerprint
from finsam.log import LOGGER
from finsam.masking import mask
from finsam.receive import ACCEPTED, InputFile, Inputs, landed_bytes
from finsam.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

    from finsam.readers import ReadResult

SUS = "sus"
_PARALLEL_BYTES = 8_000_000
_RECEIVED = "_received.parquet"
_RETENTION = "_retention.parquet"
_OWN_FILES = frozenset({"_empty.parquet", "all.parquet", _RECEIVED, _RETENTION})
_FAR_AHEAD = timedelta(days=1100)
_STATED_COLUMNS = ("generated_on", "covered_until", "extraction_date", "decided_on")


@dataclass(frozen=True)
class Receipt:
    """What came of one file.

    Args:
        reader: Fingerprint of the code that read it.
        key_id: Which person key made its pseudonyms; None where none was needed or there was none.
        source: The source it was read as.
        file_sha256: Which bytes.
        files: Raw table name -> name of the Parquet file with its rows.
        status: loaded, partly_loaded or refused.
        rows_in: Record lines or table rows of the file; rows_read + rows_quarantined.
        rows_read: Those let through.
        rows_quarantined: Those that were not.
        control_total_sek: The file's control total, as decimal text.
        quarantined_sek: The money of the quarantined rows, as decimal text.
        reason_code: Why it was refused.
        reason_sv: The same in Swedish.
        reason_en: The same in English.
        stated_on: The latest date that the file says it was made, covers or was decided on.
        latest_year: The latest fiscal year in the file.
    """

    reader: str
    key_id: str | None
    source: str
    file_sha256: str
    files: dict[str, str]
    status: str
    rows_in: int
    rows_read: int
    rows_quarantined: int
    control_total_sek: str | None
    quarantined_sek: str | None
    reason_code: str | None
    reason_sv: str | None
    reason_en: str | None
    stated_on: str | None
    latest_year: int | None


@dataclass(frozen=True)
class ReadOutcome:
    """What the step did.

    Args:
        build_id: The name of the build that these rows lead to.
        as_of: The date its figures are seen from.
        deliveries: The rows of the raw table delivery.
        files_read: How many files were read now.
        files_reused: How many had been read before.
    """

    build_id: str
    as_of: date
    deliveries: tuple[dict[str, Any], ...]
    files_read: int
    files_reused: int


@dataclass(frozen=True)
class _Job:
    file: InputFile
    stem: str
    reader: str
    key_id: str | None
    settings: Settings


def key_id(settings: Settings) -> str | None:
    """Return a name for the person key that does not give it away; None where there is no readable key."""
    if settings.person_key_file is None:
        return None
    try:
        key = settings.person_key_file.read_bytes().rstrip(b"\r\n")
    except OSError:
        return None
    return hmac.new(key, b"finsam person key", hashlib.sha256).hexdigest()[:16]


def read(settings: Settings, inputs: Inputs, progress: Callable[[str], None] = lambda _: None) -> ReadOutcome:
    """Read every accepted delivery that this version of the readers has not read yet.

    Afterwards the raw zone holds exactly the rows of these inputs.

    Raises:
        InputError: No file could be loaded at all, or no date is stated anywhere and none was given.
        FinsamError: A landed file is damaged.
        OSError: The raw zone cannot be written.
    """
    jobs = _jobs(settings, inputs)
    known = {job: receipt for job in jobs if (receipt := _valid_receipt(job)) is not None}
    todo = [job for job in jobs if job not in known]
    for job, receipt in zip(todo, _run(todo, progress), strict=True):
        known[job] = receipt
    receipts = {(job.file.source, job.file.file_sha256): known[job] for job in jobs}
    deliveries = tuple(_deliveries(inputs, receipts))
    _write_shared(settings, inputs, deliveries)
    _prune(settings, list(receipts.values()))
    if not any(row["status"] != "refused" for row in deliveries):
        raise _nothing_loaded(deliveries)
    as_of = settings.as_of or _as_of(receipts.values())
    _write_retention(settings, receipts, as_of)
    run = _run_row(settings, inputs, as_of, receipts.values())
    _write_run(settings, run)
    return ReadOutcome(run["build_id"], as_of, deliveries, len(todo), len(known) - len(todo))


def _jobs(settings: Settings, inputs: Inputs) -> list[_Job]:
    """One job per source and content; the same bytes delivered by two associations are read once."""
    reader = reader_fingerprint()
    wanted = {(file.file_sha256, file.source): file for file in reversed(inputs.accepted)}
    key = key_id(settings) if any(source == SUS for _, source in wanted) else None
    first: set[str] = set()
    jobs = []
    for (sha256, source), file in sorted(wanted.items(), key=lambda item: item[0]):
        stem = f"{sha256}.{source}" if sha256 in first else sha256
        first.add(sha256)
        jobs.append(_Job(file, stem, reader, key if source == SUS else None, settings))
    return sorted(jobs, key=lambda job: (job.file.association_code, job.file.source, job.file.file_name))


def _receipt_file(job: _Job) -> str:
    return f"{job.file.source}-{job.file.file_sha256}.json"


def _valid_receipt(job: _Job) -> Receipt | None:
    content = read_json(job.settings.receipts / _receipt_file(job))
    if not isinstance(content, dict) or content.get("reader") != job.reader or content.get("key_id") != job.key_id:
        return None
    receipt = Receipt(**content)
    named = all(name == _file_name(table, job) for table, name in receipt.files.items())
    there = all((job.settings.raw / table / name).is_file() for table, name in receipt.files.items())
    return receipt if named and there else None


def _file_name(table: str, job: _Job) -> str:
    from finsam.raw import SHARED_TABLES  # noqa: PLC0415

    stem = job.stem if table in SHARED_TABLES else job.file.file_sha256
    return f"{stem}.parquet"


def _run(jobs: list[_Job], progress: Callable[[str], None]) -> Iterator[Receipt]:
    """Read in this process, or in two when there is enough to read."""
    workers = min(2, os.cpu_count() or 1, len(jobs))
    if workers < 2 or sum(job.file.file_bytes for job in jobs) < _PARALLEL_BYTES:
        for number, job in enumerate(jobs, 1):
            progress(f"{number}/{len(jobs)} {job.file.association_code}/{job.file.source}/{job.file.file_name}")
            yield _read_one(job)
        return
    try:
        # spawn and not fork: Arrow's threads do not survive a fork
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            for number, (job, receipt) in enumerate(zip(jobs, pool.map(_read_one, jobs), strict=True), 1):
                progress(f"{number}/{len(jobs)} {job.file.association_code}/{job.file.source}/{job.file.file_name}")
                yield receipt
    except BrokenProcessPool:
        raise FinsamError(
            "En läsarprocess avslutades utifrån, troligen för att minnet tog slut. Kör igen med mer minne.",
            "A reader process was ended from outside, probably because memory ran out. Run again with more memory.",
        ) from None


def _read_one(job: _Job) -> Receipt:
    """Read, mask and write one file; its receipt is written last."""
    from finsam import raw  # noqa: PLC0415

    result = _read_bytes(landed_bytes(job.settings, job.file), job)
    tables, hits = _clean(result.tables)
    if hits:
        _add_mask_diagnostic(tables, job, hits)
    files = {}
    for table, rows in sorted(tables.items()):
        if rows.num_rows:
            files[table] = _file_name(table, job)
            raw.write_rows(job.settings, table, files[table], rows)
    receipt = Receipt(
        reader=job.reader,
        key_id=job.key_id,
        source=job.file.source,
        file_sha256=job.file.file_sha256,
        files=files,
        status=result.status,
        rows_in=result.rows_in,
        rows_read=result.rows_read,
        rows_quarantined=result.rows_quarantined,
        control_total_sek=_amount(result.control_total_sek),
        quarantined_sek=_amount(result.quarantined_sek),
        reason_code=result.reason_code,
        reason_sv=_mask(result.reason_sv),
        reason_en=_mask(result.reason_en),
        stated_on=_stated_on(tables),
        latest_year=_latest_year(tables),
    )
    write_json(job.settings.receipts / _receipt_file(job), asdict(receipt))
    return receipt


def _read_bytes(data: bytes, job: _Job) -> ReadResult:
    """Read the bytes and make pseudonyms; a reader that fails anyway refuses the file, not the night."""
    source = job.file.source
    try:
        result = interpret(data, job.file.file_sha256, source)
        return _pseudonymised(result, job) if source == SUS else result
    except (MemoryError, OSError):
        raise
    except Exception as error:
        # what the error says may be a cell of a person row: of those only where it happened is logged
        said = type(error).__name__ if source == SUS else repr(error)
        place = "".join(traceback.format_tb(error.__traceback__))
        LOGGER.error("reader failed on %s: %s\n%s", job.file.file_name, said, place)
        return _refused(
            job,
            "reader_failed",
            "Filen kunde inte tolkas. Exportera den på nytt; hjälper det inte, anmäl felet (se var/logs).",
            "The file could not be interpreted. Export it again; if that does not help, report it (see var/logs).",
        )


def interpret(data: bytes, sha256: str, source: str) -> ReadResult:
    """Hand the bytes to the reader of their source; nothing is masked yet."""
    if source == "sie":
        from finsam.readers.sie import read_sie  # noqa: PLC0415

        return read_sie(data, sha256)
    from finsam.readers.statistics import PROVIDERS, read_statistic  # noqa: PLC0415

    if source in PROVIDERS:
        return read_statistic(data, sha256, source)
    from finsam.readers.table import read_table  # noqa: PLC0415

    return read_table(data, sha256, source)


def read_anew(settings: Settings, file: InputFile) -> ReadResult:
    """Read a landed file as it would be read tonight, masked, and write nothing.

    Args:
        settings: The run's places.
        file: One delivery of the frozen list.

    Raises:
        FinsamError: The landed file is missing or damaged.
    """
    key = key_id(settings) if file.source == SUS else None
    job = _Job(file, file.file_sha256, reader_fingerprint(), key, settings)
    result = _read_bytes(landed_bytes(settings, file), job)
    return dataclasses.replace(result, tables=_clean(result.tables)[0])


def _refused(job: _Job, code: str, reason_sv: str, reason_en: str) -> ReadResult:
    from finsam import raw  # noqa: PLC0415
    from finsam.readers import QUARANTINE_SCHEMA, ReadResult  # noqa: PLC0415

    row = {
        "file_sha256": job.file.file_sha256,
        "line_no": 0,
        "source": job.file.source,
        "code": code,
        "reason_sv": reason_sv,
        "reason_en": reason_en,
        "record": "file",
    }
    quarantine = raw.from_rows([row], QUARANTINE_SCHEMA)
    return ReadResult({"quarantine": quarantine}, "refused", 0, 0, 0, None, None, code, reason_sv, reason_en)


def _clean(tables: dict[str, pa.Table]) -> tuple[dict[str, pa.Table], int]:
    """Mask personal numbers in every table of one file, and count them."""
    from finsam import raw  # noqa: PLC0415

    masked = {name: raw.mask_rows(rows) for name, rows in tables.items()}
    return {name: rows for name, (rows, _) in masked.items()}, sum(hits for _, hits in masked.values())


def _pseudonymised(result: ReadResult, job: _Job) -> ReadResult:
    """Replace person numbers by keyed pseudonyms, and keep no free text of a person register."""
    import pyarrow as pa  # noqa: PLC0415

    from finsam.privacy import PersonKey, PersonKeyError, pseudonymise_sus  # noqa: PLC0415

    try:
        file = job.settings.person_key_file
        key = PersonKey.from_file(file) if file else None
    except PersonKeyError as error:
        return _refused(job, "person_key_unusable", error.message_sv, error.message_en)
    result = pseudonymise_sus(result, key)
    tables = dict(result.tables)
    for name, column in ((SUS, "extra_columns"), ("table_diagnostic", "excerpt")):
        if name in tables:
            tables[name] = _set_column(tables[name], column, pa.nulls(tables[name].num_rows, pa.string()))
    return dataclasses.replace(result, tables=tables)


def _set_column(rows: pa.Table, name: str, values: pa.Array) -> pa.Table:
    position = rows.schema.get_field_index(name)
    return rows if position < 0 else rows.set_column(position, rows.schema.field(position), values)


def _add_mask_diagnostic(tables: dict[str, pa.Table], job: _Job, hits: int) -> None:
    import pyarrow as pa  # noqa: PLC0415

    from finsam import raw  # noqa: PLC0415

    name = "sie_diagnostic" if job.file.source == "sie" else "table_diagnostic"
    schema = raw.raw_schemas()[name]
    row = {
        "file_sha256": job.file.file_sha256,
        "line_no": 0,
        "source": job.file.source,
        "code": "personal_number_masked",
        "severity": "warning",
        "message_sv": f"{hits} fält innehöll något som ser ut som ett personnummer. De är maskerade.",
        "message_en": f"{hits} fields held something that looks like a personal number. They are masked.",
        "expected": "inga personnummer i leveransen / no personal numbers in the delivery",
        "action": "ta bort personnumren i källsystemet / remove the personal numbers in the source system",
    }
    found = raw.from_rows([{key: value for key, value in row.items() if key in schema.names}], schema)
    if name in tables:
        found = pa.concat_tables([tables[name], found.cast(tables[name].schema)])
    tables[name] = found


def _mask(text: str | None) -> str | None:
    return None if text is None else mask(text)


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else format(value.quantize(Decimal("0.01")), "f")


def _stated_on(tables: dict[str, pa.Table]) -> str | None:
    """The latest of the dates by which a delivery says how new it is."""
    import pyarrow.compute as pc  # noqa: PLC0415

    latest = [
        pc.max(rows[column]).as_py()
        for rows in tables.values()
        for column in _STATED_COLUMNS
        if column in rows.schema.names
    ]
    return max((day.isoformat() for day in latest if isinstance(day, date)), default=None)


def _latest_year(tables: dict[str, pa.Table]) -> int | None:
    import pyarrow.compute as pc  # noqa: PLC0415

    years = [pc.max(rows["fiscal_year"]).as_py() for rows in tables.values() if "fiscal_year" in rows.schema.names]
    if "sie_year" in tables:
        years += [day.year for day in tables["sie_year"]["end_date"].to_pylist() if day is not None]
    return max((year for year in years if year is not None), default=None)


def _as_of(receipts: Any) -> date:
    """The latest date any delivery states, else the last day of the latest year any of them covers.

    A date far beyond all others is a slip of the pen: it would move every figure and hide itself. It is passed over,
    and the expectations then say that it lies in the future.
    """
    loaded = [receipt for receipt in receipts if receipt.status != "refused"]
    stated = [date.fromisoformat(receipt.stated_on) for receipt in loaded if receipt.stated_on]
    covered = [receipt.latest_year for receipt in loaded if receipt.latest_year]
    years = [date(year, 12, 31) for year in covered if year <= date.max.year]
    if not stated and not years:
        raise InputError(
            "Ingen leverans anger något datum. Ange det med --as-of ÅÅÅÅ-MM-DD.",
            "No delivery states a date. Give one with --as-of YYYY-MM-DD.",
        )
    others = stated.copy()
    while others:
        latest = max(others)
        others.remove(latest)
        known = [*others, *years]
        if not known or latest - max(known) <= _FAR_AHEAD:
            return latest
    return max(years)


def _deliveries(inputs: Inputs, receipts: dict[tuple[str, str], Receipt]) -> Iterator[dict[str, Any]]:
    for file in inputs.files:
        receipt = receipts.get((file.source, file.file_sha256)) if file.status == ACCEPTED else None
        yield {
            "association_code": file.association_code,
            "source": file.source,
            "file_name": file.file_name,
            "file_sha256": file.file_sha256,
            "file_bytes": file.file_bytes,
            "status": receipt.status if receipt else file.status,
            "rows_in": receipt.rows_in if receipt else 0,
            "rows_read": receipt.rows_read if receipt else 0,
            "rows_quarantined": receipt.rows_quarantined if receipt else 0,
            "control_total_sek": _decimal(receipt.control_total_sek) if receipt else None,
            "quarantined_sek": _decimal(receipt.quarantined_sek) if receipt else None,
            "reason_code": receipt.reason_code if receipt else file.reason_code,
            "reason_sv": receipt.reason_sv if receipt else file.reason_sv,
            "reason_en": receipt.reason_en if receipt else file.reason_en,
        }


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _nothing_loaded(deliveries: tuple[dict[str, Any], ...]) -> InputError:
    if not deliveries:
        return InputError(
            "Det finns inga leveranser. Lägg filer i exports/<förbund>/<leveransslag>/ och kör igen.",
            "There are no deliveries. Put files in exports/<association>/<source>/ and run again.",
        )
    first = deliveries[0]
    return InputError(
        f"Ingen av {len(deliveries)} filer kunde läsas in. Den första: {first['file_name']}: {first['reason_sv']}",
        f"None of {len(deliveries)} files could be loaded. The first: {first['file_name']}: {first['reason_en']}",
    )


def _run_row(settings: Settings, inputs: Inputs, as_of: date, receipts: Any) -> dict[str, Any]:
    sus = [receipt for receipt in receipts if receipt.source == SUS]
    fingerprints = {
        "inputs_sha256": inputs_sha256(inputs),
        "definitions_sha256": definitions_sha256(settings.project),
        "code_revision": code_revision(settings.project),
    }
    name = build_id(
        fingerprints["inputs_sha256"],
        fingerprints["definitions_sha256"],
        fingerprints["code_revision"],
        as_of,
        any(receipt.key_id for receipt in sus) if sus else None,
    )
    return {"build_id": name, "as_of": as_of, **fingerprints, "file_count": len(inputs.files)}


def load_run(settings: Settings) -> dict[str, Any]:
    """Return the row of the raw table run: what the next build is made from.

    Raises:
        InputError: Nothing has been read in this var folder.
    """
    content = read_json(settings.receipts / "run.json")
    if not isinstance(content, dict):
        raise InputError(
            "Inga leveranser är inlästa än. Kör finsam read (eller finsam nightly) först.",
            "No deliveries have been read yet. Run finsam read (or finsam nightly) first.",
        )
    return {**content, "as_of": date.fromisoformat(content["as_of"])}


def _write_run(settings: Settings, run: dict[str, Any]) -> None:
    from finsam import raw  # noqa: PLC0415

    raw.write_rows(settings, "run", raw.ALL, raw.from_rows([run], raw.RUN_SCHEMA))
    write_json(settings.receipts / "run.json", run)


def _write_shared(settings: Settings, inputs: Inputs, deliveries: tuple[dict[str, Any], ...]) -> None:
    """Write the tables that are about all files, and an empty file per table so that every table can be read."""
    from finsam import raw  # noqa: PLC0415
    from finsam.readers import QUARANTINE_SCHEMA  # noqa: PLC0415

    (settings.receipts / "run.json").unlink(missing_ok=True)  # until this read is complete there is nothing to build
    marker = settings.receipts / "_empty.json"
    schemas = raw.raw_schemas()
    version = {name: schema.to_string() for name, schema in schemas.items()}
    complete = all((settings.raw / name / raw.EMPTY).is_file() for name in schemas)
    if not complete or read_json(marker) != version:
        for name, schema in schemas.items():
            raw.write_rows(settings, name, raw.EMPTY, schema.empty_table())
        write_json(marker, version)
    raw.write_rows(settings, "delivery", raw.ALL, raw.from_rows(deliveries, raw.DELIVERY_SCHEMA))
    refused: list[dict[str, object]] = [
        {
            "file_sha256": file.file_sha256,
            "line_no": 0,
            "source": file.source,
            "code": file.reason_code,
            "reason_sv": file.reason_sv,
            "reason_en": file.reason_en,
            "record": "file",
        }
        for file in inputs.files
        if file.status != ACCEPTED
    ]
    raw.write_rows(settings, "quarantine", _RECEIVED, raw.from_rows(refused, QUARANTINE_SCHEMA))


def _write_retention(settings: Settings, receipts: dict[tuple[str, str], Receipt], as_of: date) -> None:
    """Write a remark on each file that has been kept beyond its time."""
    from finsam import raw  # noqa: PLC0415
    from finsam.retention import passed  # noqa: PLC0415

    rows = passed(settings, receipts.values(), as_of)
    schema = raw.raw_schemas()["table_diagnostic"]
    raw.write_rows(settings, "table_diagnostic", _RETENTION, raw.from_rows(rows, schema))


def _prune(settings: Settings, receipts: list[Receipt]) -> None:
    """Remove the rows of files that are no longer delivered, and what interrupted runs left."""
    kept = {(table, name) for receipt in receipts for table, name in receipt.files.items()}
    notes = {f"{receipt.source}-{receipt.file_sha256}.json" for receipt in receipts}
    for folder in settings.raw.iterdir():
        for path in folder.iterdir():
            if folder == settings.receipts:
                stale = "-" in path.name and path.name not in notes and not path.name.startswith("check-")
            else:
                stale = path.name not in _OWN_FILES and (folder.name, path.name) not in kept
            if stale:
                path.unlink()
