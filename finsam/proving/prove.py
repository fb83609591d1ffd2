"""The measurement: every kind of fault once, on a copy of the same deliveries, and clean worlds beside."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from finsam.console import Screen
from finsam.files import remove_tree
from finsam.findings.finding import SEVERITIES
from finsam.nightly import nightly
from finsam.proving.faults import HARMLESS, Damage, Fault, catalogue, damage
from finsam.proving.judge import CAUGHT, FALSE, MISSED, Verdict, judge, plain
from finsam.proving.night import Alarm, Base, Said, fast_night, real_night
from finsam.settings import Settings

_KEY = "person_key"

Progress = Callable[[int, int], None]
_Task = TypeVar("_Task")
_Done = TypeVar("_Done")


@dataclass(frozen=True)
class Task:
    """One fault to try.

    Args:
        code: The kind.
        base: The places of the base night.
        work: A scratch folder of its own.
        seed: Chooses file and row.
        is_real: Whether the true nightly is run.
    """

    code: str
    base: Settings
    work: Path
    seed: int
    is_real: bool


@dataclass(frozen=True)
class Outcome:
    """What a night said of one fault.

    Args:
        damage: Where it was made.
        said: All that the night said.
        seconds: How long it took.
    """

    damage: Damage
    said: Said
    seconds: float


@dataclass(frozen=True)
class CleanTask:
    """One clean world to look at.

    Args:
        seed: Which world.
        base: The places of the base night.
        work: A scratch folder of its own.
    """

    seed: int
    base: Settings
    work: Path


@dataclass(frozen=True)
class CleanNight:
    """What a night said of deliveries without faults.

    Args:
        seed: Which world.
        alarms: All that it said: false alarms, also where they are notes.
        seconds: How long it took.
    """

    seed: int
    alarms: tuple[Alarm, ...]
    seconds: float


def make_base(settings: Settings, exports: Path | None, seed: int, screen: Screen) -> Base:
    """Run the true nightly of the undamaged deliveries, unless it has been run already.

    Args:
        settings: The run's places; the base lies in var/proving.
        exports: The undamaged deliveries; a made-up world without faults where none are given.
        seed: Chooses that world.
        screen: Where progress goes.

    Raises:
        FinsamError: The night of the undamaged deliveries publishes nothing.
        OSError: The var folder cannot be written.
    """
    place = settings.var / "proving"
    place.mkdir(parents=True, exist_ok=True)
    key = settings.person_key_file or place / _KEY
    if not key.exists():
        key.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        key.chmod(0o600)
    base = replace(settings, var=place / "base", person_key_file=key, keep=1)
    base = replace(base, exports=exports.absolute()) if exports else _world(base, place / "world", seed)
    nightly(base, screen)
    return Base(base)


def _world(settings: Settings, folder: Path, seed: int) -> Settings:
    """Write a clean world and return the settings of its night."""
    from finsam.proving.world import write_world  # noqa: PLC0415

    remove_tree(folder)
    world = write_world(folder, seed, settings.project)
    return replace(settings, exports=folder, as_of=settings.as_of or world.as_of)


def clean_worlds(base: Base, count: int, seed: int, progress: Progress) -> list[CleanNight]:
    """Let nights of further clean worlds pass: whatever they say is a false alarm.

    Args:
        base: The base night.
        count: How many worlds.
        seed: The seed of the base; the worlds have those after it.
        progress: Told how many are done.
    """
    work = base.settings.var.with_name("clean")
    tasks = [CleanTask(number, base.settings, work / str(number)) for number in range(seed + 1, seed + 1 + count)]
    nights = _in_processes(clean_night, tasks, os.cpu_count() or 1, progress)
    remove_tree(work)
    return nights


def clean_night(task: CleanTask) -> CleanNight:
    """Write a clean world and let a night pass."""
    began = time.perf_counter()
    try:
        world = _world(replace(task.base, as_of=None), task.work / "exports", task.seed)
        base = _BASES.setdefault(world.var, Base(world))  # all worlds are seen from the same day
        alarms = fast_night(base, world.exports, task.work / "var", is_next=False).alarms
    finally:
        remove_tree(task.work)
    return CleanNight(task.seed, alarms, time.perf_counter() - began)


def _in_processes(work: Callable[[_Task], _Done], tasks: Sequence[_Task], most: int, progress: Progress) -> list[_Done]:
    """Do all tasks in processes of their own; the answers have the order of the tasks."""
    if not tasks:
        return []
    # spawn and not fork: Arrow's threads do not survive a fork
    with ProcessPoolExecutor(min(most, len(tasks)), mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(work, task) for task in tasks]
        for done, _ in enumerate(as_completed(waiting), 1):
            progress(done, len(tasks))
        return [future.result() for future in waiting]


def prove_all(
    base: Base, faults: Sequence[Fault], seed: int, is_real: bool, progress: Progress
) -> tuple[list[Verdict], list[str]]:
    """Try every fault.

    Returns:
        The verdicts in the order of the catalogue, and the codes of kinds that these deliveries have no place for.
    """
    work = base.settings.var.with_name("faults")
    tasks = [Task(fault.code, base.settings, work / fault.code, seed, is_real) for fault in faults]
    outcomes = _in_processes(attempt, tasks, 1 if is_real else os.cpu_count() or 1, progress)
    remove_tree(work)
    verdicts = [
        judge(fault, outcome.damage, base.said, outcome.said, outcome.seconds)
        for fault, outcome in zip(faults, outcomes, strict=True)
        if outcome is not None
    ]
    return verdicts, [fault.code for fault, outcome in zip(faults, outcomes, strict=True) if outcome is None]


_BASES: dict[Path, Base] = {}


def attempt(task: Task) -> Outcome | None:
    """Damage a copy of the deliveries and let a night pass; None where there is no place for the fault."""
    base = _BASES.setdefault(task.base.var, Base(task.base))
    remove_tree(task.work)
    try:
        exports = task.work / "exports"
        shutil.copytree(base.settings.exports, exports)
        made = damage(catalogue()[task.code], exports, task.seed)
        if made is None:
            return None
        began = time.perf_counter()
        said = _night(base, exports, task)
        return Outcome(made, said, time.perf_counter() - began)
    finally:
        remove_tree(task.work)


def _night(base: Base, exports: Path, task: Task) -> Said:
    var = task.work / "var"
    if task.is_real:
        return real_night(replace(base.settings, exports=exports, var=var), base)
    return fast_night(base, exports, var)


def summary(
    verdicts: Sequence[Verdict], absent: Sequence[str], worlds: Sequence[CleanNight], seconds: float
) -> dict[str, Any]:
    """Return the result of a measurement as plain values."""
    harmful = [verdict for verdict in verdicts if verdict.fault.severity != HARMLESS]
    controls = [verdict for verdict in verdicts if verdict.fault.severity == HARMLESS]
    return {
        "kinds": len(harmful),
        "caught": sum(verdict.outcome == CAUGHT for verdict in harmful),
        "by_severity": [_counts(name, harmful, lambda verdict: verdict.fault.severity) for name in SEVERITIES],
        "by_family": [
            _counts(name, harmful, lambda verdict: verdict.fault.family)
            for name in sorted({verdict.fault.family for verdict in harmful})
        ],
        "survivors": [_plain(verdict) for verdict in harmful if verdict.outcome == MISSED],
        "milder": [_plain(verdict) for verdict in harmful if verdict.outcome == CAUGHT and not verdict.is_serious],
        "controls": len(controls),
        "false_alarms": [_plain(verdict) for verdict in controls if verdict.outcome == FALSE],
        "blamed_others": [_plain(verdict) for verdict in harmful if verdict.elsewhere],
        "clean_nights": [
            {
                "seed": night.seed,
                "alarms": len(night.alarms),
                "first": plain(night.alarms[:20]),
                "seconds": round(night.seconds, 1),
            }
            for night in worlds
        ],
        "absent": list(absent),
        "seconds": round(seconds, 1),
        "seconds_per_fault": round(sum(verdict.seconds for verdict in verdicts) / max(len(verdicts), 1), 1),
        "verdicts": [_plain(verdict) for verdict in verdicts],
    }


def _counts(name: str, verdicts: Sequence[Verdict], key: Callable[[Verdict], str]) -> dict[str, Any]:
    found = [verdict for verdict in verdicts if key(verdict) == name]
    outcomes = Counter(verdict.outcome for verdict in found)
    return {
        "name": name,
        "kinds": len(found),
        "caught": outcomes[CAUGHT],
        "missed": outcomes[MISSED],
        "as_serious": sum(verdict.is_serious for verdict in found),
    }


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "code": verdict.fault.code,
        "family": verdict.fault.family,
        "severity": verdict.fault.severity,
        "what_sv": verdict.fault.sv,
        "what_en": verdict.fault.en,
        "associations": list(verdict.damage.associations),
        "source": verdict.damage.source,
        "file_name": verdict.damage.file_name,
        "outcome": verdict.outcome,
        "loudest": verdict.loudest,
        "is_serious": verdict.is_serious,
        "is_blocked": verdict.is_blocked,
        "alarms": plain(verdict.alarms),
        "elsewhere": plain(verdict.elsewhere),
        "seconds": verdict.seconds,
    }
