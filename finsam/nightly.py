"""All steps in order: the whole promise, or nothing published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from finsam.console import Screen
from finsam.definitions.files import SEEDS, demand_files
from finsam.effort import Stopwatch, peak_memory_mb
from finsam.erase import settle
from finsam.errors import BlockedError, BusyError
from finsam.files import read_json, write_json
from finsam.fingerprint import quick_key
from finsam.lock import writing
from finsam.log import LOGGER
from finsam.publish import (
    RunFacts,
    clear_leftovers,
    current_build,
    is_finished,
    load_receipt,
    point_to,
    publish,
)
from finsam.read import SUS, key_id, read
from finsam.receive import Inputs, receive
from finsam.rollback import set_aside_builds
from finsam.scheduling.journal import Journal
from finsam.scheduling.notify import notify
from finsam.scheduling.record import PUBLISHED, REUSED, SET_ASIDE, UNCHANGED
from finsam.settings import Settings

if TYPE_CHECKING:
    from finsam.build import DbtRunner


def nightly(settings: Settings, screen: Screen, runner: DbtRunner | None = None) -> dict[str, Any]:
    """Run all steps and publish.

    Args:
        settings: The run's places and choices.
        screen: Where progress goes.
        runner: What runs dbt; the child process of finsam.build unless given.

    Returns:
        status (published; unchanged when nothing is new since the last night; reused when an earlier build was made
        from exactly this; set_aside when the build it leads to is one that someone rolled back from), build_id,
        receipt, duplicates, seconds per step, peak memory.

    Raises:
        FinsamError: Something stopped the night; nothing was published.
        OSError: A folder cannot be read or written.
    """
    journal = Journal(settings)
    try:
        with writing(settings), journal.kept():
            outcome = _nightly(settings, screen, runner, journal)
            settle(settings)
            journal.succeeded(outcome)
            return outcome
    except BusyError as error:
        journal.turned_away(error)
        raise
    finally:
        notify(settings, screen, journal.run)


def _nightly(settings: Settings, screen: Screen, runner: DbtRunner | None, journal: Journal) -> dict[str, Any]:
    watch = journal.watch
    clear_leftovers(settings)
    with watch.step("receive"):
        inputs = receive(settings)
        journal.received(inputs, _current_receipt(settings))
        key = quick_key(settings, inputs, _key_id(settings, inputs))
    screen.line(f"receive  {watch.seconds['receive']:.2f} s  {len(inputs.files)} filer / files")
    known = _same_as_last_time(settings, key)
    if known is not None:
        return _outcome(UNCHANGED, settings, known, inputs, watch)
    with watch.step("definitions"):
        demand_files(settings.project / SEEDS)
    with watch.step("read"):
        outcome = read(settings, inputs, lambda text: screen.line(f"  {text}"))
    screen.line(
        f"read     {watch.seconds['read']:.2f} s  {outcome.files_read} lästa / read, "
        f"{outcome.files_reused} oförändrade / unchanged"
    )
    name = outcome.build_id
    journal.making(name)
    kept = name in set_aside_builds(settings) and current_build(settings) is not None
    if kept or is_finished(settings, name):
        if not kept:
            point_to(settings, name)
        _remember(settings, key, name)
        return _outcome(SET_ASIDE if kept else REUSED, settings, name, inputs, watch)
    warnings = _make(settings, name, screen, watch, runner)
    with watch.step("publish"):
        publish(settings, RunFacts(journal.started, watch.seconds, peak_memory_mb(), tuple(warnings)))
    screen.line(f"publish  {watch.seconds['publish']:.2f} s  {name}")
    _remember(settings, key, name)
    LOGGER.info("published %s", name)
    return _outcome(PUBLISHED, settings, name, inputs, watch)


def _make(settings: Settings, name: str, screen: Screen, watch: Stopwatch, runner: DbtRunner | None) -> list[str]:
    """Check, build and audit; returns the warnings of the audit."""
    from finsam.audit import audit  # noqa: PLC0415
    from finsam.build import build, run_dbt  # noqa: PLC0415
    from finsam.checks import check  # noqa: PLC0415
    from finsam.findings.landing import expectations_that_stopped, new_failed, write_stopped  # noqa: PLC0415

    with watch.step("check"):
        try:
            checked = check(settings)
        except BlockedError as error:
            error.findings = tuple(expectations_that_stopped(settings))
            write_stopped(new_failed(settings, name), error.findings)
            raise
    screen.line(f"check    {watch.seconds['check']:.2f} s  {checked.evaluated} kontroller / expectations")
    with watch.step("build"), screen.bar("build") as progress:
        build(settings, runner or run_dbt, progress.at)
    screen.line(f"build    {watch.seconds['build']:.2f} s")
    with watch.step("audit"):
        warnings = audit(settings)
    screen.line(f"audit    {watch.seconds['audit']:.2f} s  {len(warnings)} varningar / warnings")
    return warnings


def _current_receipt(settings: Settings) -> dict[str, Any] | None:
    name = current_build(settings)
    return load_receipt(settings, name) if name else None


def _key_id(settings: Settings, inputs: Inputs) -> str | None:
    return key_id(settings) if any(file.source == SUS for file in inputs.accepted) else None


def _same_as_last_time(settings: Settings, key: str) -> str | None:
    """Return the build that the last night made from exactly this, if it is still there."""
    last = read_json(settings.last_run_file)
    if not isinstance(last, dict) or last.get("key") != key:
        return None
    name = str(last["build_id"])
    current = current_build(settings)
    if current == name or (current is not None and name in set_aside_builds(settings)):
        return name
    return None


def _remember(settings: Settings, key: str, name: str) -> None:
    write_json(settings.last_run_file, {"key": key, "build_id": name})


def _outcome(status: str, settings: Settings, name: str, inputs: Inputs, watch: Stopwatch) -> dict[str, Any]:
    current = current_build(settings)
    if status == UNCHANGED and name in set_aside_builds(settings):
        status = SET_ASIDE
    shown = str(current or name)
    return {
        "status": status,
        "build_id": shown,
        "set_aside": name if status == SET_ASIDE else None,
        "receipt": load_receipt(settings, shown),
        "duplicates": [
            {"association_code": file.association_code, "source": file.source, "file_name": copy, "of": file.file_name}
            for file, copy in inputs.duplicates
        ],
        "seconds": watch.seconds,
        "peak_memory_mb": peak_memory_mb(),
    }
