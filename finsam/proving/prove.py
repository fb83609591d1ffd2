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
from finsam.proving.faults import HARMLESS, Fault, catalogue, damage
from finsam.proving.journal import Journal
from finsam.proving.judge import CAUGHT, FALSE, MISSED, judge, plain
from finsam.proving.night import Base, Said, fast_night, real_night
from finsam.settings import Settings

_KEY = "person_key"

Progress = Callable[[int, int], None]
Result = dict[str, Any]


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

    @property
    def name(self) -> str:
        """Its name among the results."""
        return f"fault {self.code}"


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

    @property
    def name(self) -> str:
        """Its name among the results."""
        return f"clean world {self.seed}"


@dataclass(frozen=True)
class Measuring:
    """What the nights of one measurement have in common.

    Args:
        base: The night of the undamaged deliveries.
        seed: Chooses file and row; the clean worlds have the seeds after it.
        is_real: Whether the true nightly is run.
        journal: The results so far, and where new ones go.
    """

    base: Base
    seed: int
    is_real: bool
    journal: Journal

    @classmethod
    def of(cls, base: Base, seed: int, is_real: bool, is_fresh: bool) -> Measuring:
        """Go on with what has been measured of the same base and seed.

        Args:
            base: The night of the undamaged deliveries.
            seed: Chooses file and row.
            is_real: Whether the true nightly is run.
            is_fresh: Whether to begin anew.

        Raises:
            OSError: The results cannot be read or written.
        """
        subject = {"build": base.database.parent.name, "seed": seed, "is_real": is_real}
        journal = Journal(base.settings.var.with_name("measured.jsonl"), subject, is_fresh)
        return cls(base, seed, is_real, journal)


_Task = TypeVar("_Task", Task, CleanTask)


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


def clean_worlds(measuring: Measuring, count: int, progress: Progress) -> list[Result]:
    """Let nights of further clean worlds pass: whatever they say is a false alarm.

    Args:
        measuring: The measurement.
        count: How many worlds.
        progress: Told how many are done.

    Returns:
        Of each world its seed, the number of alarms, the first of them, and the seconds it took.
    """
    settings, first = measuring.base.settings, measuring.seed + 1
    work = settings.var.with_name("clean")
    tasks = [CleanTask(number, settings, work / str(number)) for number in range(first, first + count)]
    nights = _in_processes(clean_night, tasks, os.cpu_count() or 1, measuring.journal, progress)
    remove_tree(work)
    return nights


def clean_night(task: CleanTask) -> Result:
    """Write a clean world and let a night pass."""
    began = time.perf_counter()
    try:
        world = _world(replace(task.base, as_of=None), task.work / "exports", task.seed)
        base = _BASES.setdefault(world.var, Base(world))  # all worlds are seen from the same day
        alarms = fast_night(base, world.exports, task.work / "var", is_next=False).alarms
    finally:
        remove_tree(task.work)
    seconds = round(time.perf_counter() - began, 1)
    return {"seed": task.seed, "alarms": len(alarms), "first": plain(alarms[:20]), "seconds": seconds}


def _in_processes(
    work: Callable[[_Task], Any], tasks: Sequence[_Task], most: int, journal: Journal, progress: Progress
) -> list[Any]:
    """Do all tasks without a result in processes of their own; the answers have the order of the tasks."""
    left = [task for task in tasks if task.name not in journal.results]
    if left:
        # spawn and not fork: Arrow's threads do not survive a fork
        with ProcessPoolExecutor(min(most, len(left)), mp_context=get_context("spawn")) as pool:
            waiting = {pool.submit(work, task): task.name for task in left}
            try:
                for done, future in enumerate(as_completed(waiting), len(tasks) - len(left) + 1):
                    journal.add(waiting[future], future.result())
                    progress(done, len(tasks))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return [journal.results[task.name] for task in tasks]


def prove_all(measuring: Measuring, faults: Sequence[Fault], progress: Progress) -> tuple[list[Result], list[str]]:
    """Try every fault.

    Args:
        measuring: The measurement.
        faults: The kinds.
        progress: Told how many are done.

    Returns:
        The verdicts in the order of the catalogue, and the codes of kinds that these deliveries have no place for.
    """
    settings = measuring.base.settings
    work = settings.var.with_name("faults")
    tasks = [Task(fault.code, settings, work / fault.code, measuring.seed, measuring.is_real) for fault in faults]
    processes = 1 if measuring.is_real else os.cpu_count() or 1
    verdicts = _in_processes(attempt, tasks, processes, measuring.journal, progress)
    remove_tree(work)
    absent = [fault.code for fault, verdict in zip(faults, verdicts, strict=True) if verdict is None]
    return [verdict for verdict in verdicts if verdict is not None], absent


_BASES: dict[Path, Base] = {}


def attempt(task: Task) -> Result | None:
    """Damage a copy of the deliveries and let a night pass.

    Returns:
        The verdict as plain values; None where there is no place for the fault.
    """
    base = _BASES.setdefault(task.base.var, Base(task.base))
    remove_tree(task.work)
    fault = catalogue()[task.code]
    try:
        exports = task.work / "exports"
        shutil.copytree(base.settings.exports, exports)
        made = damage(fault, exports, task.seed)
        if made is None:
            return None
        began = time.perf_counter()
        said = _night(base, exports, task)
        return judge(fault, made, base.said, said, time.perf_counter() - began).content()
    finally:
        remove_tree(task.work)


def _night(base: Base, exports: Path, task: Task) -> Said:
    var = task.work / "var"
    if task.is_real:
        return real_night(replace(base.settings, exports=exports, var=var), base)
    return fast_night(base, exports, var)


def summary(
    verdicts: Sequence[Result], absent: Sequence[str], worlds: Sequence[Result], seconds: float
) -> dict[str, Any]:
    """Return the result of a measurement as plain values."""
    harmful = [verdict for verdict in verdicts if verdict["severity"] != HARMLESS]
    controls = [verdict for verdict in verdicts if verdict["severity"] == HARMLESS]
    return {
        "kinds": len(harmful),
        "caught": sum(verdict["outcome"] == CAUGHT for verdict in harmful),
        "by_severity": [_counts("severity", name, harmful) for name in SEVERITIES],
        "by_family": [_counts("family", name, harmful) for name in sorted({verdict["family"] for verdict in harmful})],
        "survivors": [verdict for verdict in harmful if verdict["outcome"] == MISSED],
        "milder": [verdict for verdict in harmful if verdict["outcome"] == CAUGHT and not verdict["is_serious"]],
        "controls": len(controls),
        "false_alarms": [verdict for verdict in controls if verdict["outcome"] == FALSE],
        "blamed_others": [verdict for verdict in harmful if verdict["elsewhere"]],
        "clean_nights": list(worlds),
        "absent": list(absent),
        "seconds": round(seconds, 1),
        "seconds_per_fault": round(sum(verdict["seconds"] for verdict in verdicts) / max(len(verdicts), 1), 1),
        "verdicts": list(verdicts),
    }


def _counts(column: str, name: str, verdicts: Sequence[Result]) -> Result:
    found = [verdict for verdict in verdicts if verdict[column] == name]
    outcomes = Counter(verdict["outcome"] for verdict in found)
    return {
        "name": name,
        "kinds": len(found),
        "caught": outcomes[CAUGHT],
        "missed": outcomes[MISSED],
        "as_serious": sum(verdict["is_serious"] for verdict in found),
    }
