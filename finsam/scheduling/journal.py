"""What a night writes of itself while it runs: when it began, how far it came, how it ended and what stopped it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from finsam.console import shorten
from finsam.effort import Stopwatch, peak_memory_mb
from finsam.errors import BlockedError, BusyError, FinsamError, InterruptedRunError, UnexpectedError
from finsam.failure import explained
from finsam.findings.finding import BLOCKING
from finsam.masking import mask
from finsam.scheduling.record import (
    BLOCKED,
    BUSY,
    FAILED,
    INTERRUPTED,
    Run,
    alive,
    begin,
    close_interrupted,
    guarded,
    save,
)
from finsam.settings import Settings

if TYPE_CHECKING:
    from finsam.receive import Inputs

_LINES = 6
_WIDTH = 400


class Journal:
    """The record of one night in the making. Where it cannot be written the night goes on without it.

    Args:
        settings: The run's places.
    """

    def __init__(self, settings: Settings) -> None:
        """Begin with a blank page."""
        self.settings = settings
        self.watch = Stopwatch()
        self.run: Run | None = None
        self.started = datetime.now(UTC)
        self._began = time.perf_counter()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Record what happens inside; the caller holds the lock of the var folder."""
        with ExitStack() as held:
            with guarded("begin the record of the run"):
                held.enter_context(alive(self.settings))
                close_interrupted(self.settings)
                self.run = begin(self.settings, self.started)
            try:
                yield
            except BaseException as error:
                with guarded("say what stopped the run"):
                    self._ended(error)
                raise

    def received(self, inputs: Inputs, before: Mapping[str, Any] | None) -> None:
        """Note how many files there are, and how many of them the build before did not have.

        Args:
            inputs: The frozen list of deliveries.
            before: The receipt of the build that is current; None where there is none.
        """
        with guarded("count the files of the run"):
            known = {_place(file): str(file["file_sha256"]) for file in (before or {}).get("inputs", ())}
            contents = set(known.values())
            fresh = [file for file in inputs.files if file.file_sha256 not in contents]
            changed = sum(_place(vars(file)) in known for file in fresh)
            self._note(files=len(inputs.files), files_new=len(fresh) - changed, files_changed=changed)

    def making(self, build_id: str) -> None:
        """Note which build the night makes, also for the case that it is killed."""
        self._note(build_id=build_id)
        if self.run is not None:
            with guarded("write the record of the run"):
                save(self.settings, self.run)

    def succeeded(self, outcome: Mapping[str, Any]) -> None:
        """Note how a good night ended."""
        receipt = outcome["receipt"]
        totals = receipt.get("deliveries", {})
        self._close(
            status=outcome["status"],
            exit_code=0,
            build_id=outcome["build_id"],
            as_of=receipt.get("as_of"),
            rows_read=totals.get("rows_read"),
            rows_quarantined=totals.get("rows_quarantined"),
            findings=receipt.get("findings") or {},
        )

    def turned_away(self, error: BusyError) -> None:
        """Note that another run was working here."""
        with guarded("write the record of a run that was turned away"):
            self.run = begin(self.settings, self.started)
            self._ended(error)

    def _ended(self, error: BaseException) -> None:
        said = explained(error)
        sv, en = outward(self.settings, said)
        found = said.findings if isinstance(said, BlockedError) else ()
        self._close(
            status=_status(said),
            exit_code=said.exit_code,
            stopped_at=self.watch.at,
            stopped_sv=sv,
            stopped_en=en,
            stopped_by=tuple(finding.finding_id for finding in found),
            findings={BLOCKING: len(found)} if found else {},
        )

    def _note(self, **known: Any) -> None:
        if self.run is not None:
            self.run = replace(self.run, **known)

    def _close(self, **known: Any) -> None:
        if self.run is None:
            return
        duration = round(time.perf_counter() - self._began, 2)
        self._note(
            **known,
            finished=self.run.started + timedelta(seconds=duration),
            duration_seconds=duration,
            seconds=self.watch.seconds,
            peak_memory_mb=peak_memory_mb(),
        )
        with guarded("write the record of the run"):
            save(self.settings, self.run)


def outward(settings: Settings, error: FinsamError) -> tuple[str, str]:
    """Say what stopped a run so that it can be sent away: no numbers about persons, no values, no machine paths.

    Returns:
        The Swedish and the English text, a few lines at most.
    """
    if isinstance(error, UnexpectedError):
        sv = [f"Ett oväntat fel stoppade körningen ({error.kind}). Se var/logs/finsam.log."]
        en = [f"An unexpected error stopped the run ({error.kind}). See var/logs/finsam.log."]
    else:
        sv, en = error.message_sv.splitlines(), error.message_en.splitlines()
    if isinstance(error, BlockedError):  # its further lines may quote the build as it is before suppression
        sv = [*sv[:1], *(f"- {finding.outward_sv}" for finding in error.findings)]
        en = [*en[:1], *(f"- {finding.outward_en}" for finding in error.findings)]
    return _few(settings, sv), _few(settings, en)


def _few(settings: Settings, lines: list[str]) -> str:
    shown = lines if len(lines) <= _LINES else [*lines[:_LINES], "..."]
    text = "\n".join(shorten(mask(line), _WIDTH) for line in shown)
    for place, name in ((settings.var, "var"), (settings.exports, "exports"), (settings.project, ".")):
        text = text.replace(str(place), name)
    return text


def _status(error: FinsamError) -> str:
    if isinstance(error, BusyError):
        return BUSY
    if isinstance(error, InterruptedRunError):
        return INTERRUPTED
    return BLOCKED if isinstance(error, BlockedError) else FAILED


def _place(file: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(file["association_code"]), str(file["source"]), str(file["file_name"])
