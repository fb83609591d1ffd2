"""The verdict on a fault: was it found, in the right place, as serious as it is, and was anyone else blamed?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from finsam.findings.finding import SEVERITIES
from finsam.proving.faults import HARMLESS, Damage, Fault
from finsam.proving.night import Alarm, Said

CAUGHT, MISSED, QUIET, FALSE = "caught", "missed", "quiet", "false_alarm"
_RANK = {severity: rank for rank, severity in enumerate(reversed(SEVERITIES), 1)}
_SHOWN = 6


@dataclass(frozen=True)
class Verdict:
    """What came of one fault.

    Args:
        fault: The kind.
        damage: Where it was made.
        outcome: caught or missed; for a harmless change quiet or false_alarm.
        loudest: The severity of the loudest alarm in the right place; None where there is none.
        is_serious: Whether that is at least what the fault deserves.
        is_blocked: Whether the night published nothing.
        alarms: The first alarms in the right place, the loudest first.
        elsewhere: Alarms about associations that were not touched.
        seconds: How long the night took.
    """

    fault: Fault
    damage: Damage
    outcome: str
    loudest: str | None
    is_serious: bool
    is_blocked: bool
    alarms: tuple[Alarm, ...]
    elsewhere: tuple[Alarm, ...]
    seconds: float

    def content(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "code": self.fault.code,
            "family": self.fault.family,
            "severity": self.fault.severity,
            "what_sv": self.fault.sv,
            "what_en": self.fault.en,
            "associations": list(self.damage.associations),
            "source": self.damage.source,
            "file_name": self.damage.file_name,
            "outcome": self.outcome,
            "loudest": self.loudest,
            "is_serious": self.is_serious,
            "is_blocked": self.is_blocked,
            "alarms": plain(self.alarms),
            "elsewhere": plain(self.elsewhere),
            "seconds": self.seconds,
        }


def judge(fault: Fault, made: Damage, base: Said, said: Said, seconds: float) -> Verdict:
    """Compare a night with the base.

    A fault is caught by an alarm that the base does not have, about the damaged association or none, at most one step
    milder than the fault deserves: a note is not enough for an error. Warnings and worse about others are false alarms.

    Args:
        fault: The kind of damage.
        made: Where it was made.
        base: What the night of the undamaged deliveries says.
        said: What the night of the damaged ones says.
        seconds: How long that night took.
    """
    new = sorted(said.beyond(base), key=lambda alarm: -_RANK[alarm.severity])
    here = [alarm for alarm in new if _is_here(alarm, made)]
    elsewhere = [alarm for alarm in new if not _is_here(alarm, made) and _RANK[alarm.severity] > 1]
    loudest = here[0].severity if here else None
    if fault.severity == HARMLESS:
        loud = [alarm for alarm in new if _RANK[alarm.severity] > 1]
        outcome, is_serious, elsewhere = (FALSE if loud else QUIET), not loud, loud
    else:
        rank = _RANK[loudest] if loudest else 0
        outcome = CAUGHT if rank >= max(_RANK[fault.severity] - 1, 1) else MISSED
        is_serious = rank >= _RANK[fault.severity]
    return Verdict(
        fault,
        made,
        outcome,
        loudest,
        is_serious,
        said.is_blocked,
        tuple(here[:_SHOWN]),
        tuple(elsewhere[:_SHOWN]),
        round(seconds, 1),
    )


def _is_here(alarm: Alarm, made: Damage) -> bool:
    """A file of the nation is about everyone; that of an association about it, or about no one in particular."""
    national = any(association.startswith("_") for association in made.associations)
    place = alarm.association_code
    return national or not place or place.startswith("_") or place in made.associations


def plain(alarms: Iterable[Alarm]) -> list[dict[str, object]]:
    """Return alarms as plain values."""
    return [
        {
            "code": alarm.code,
            "severity": alarm.severity,
            "association_code": alarm.association_code,
            "fiscal_year": alarm.fiscal_year,
            "subject": alarm.subject,
            "message_sv": alarm.message_sv,
            "message_en": alarm.message_en,
        }
        for alarm in alarms
    ]
