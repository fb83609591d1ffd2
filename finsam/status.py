"""What is published now, how old it is, and what changed since the build before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from finsam import facts
from finsam.front_page import front_page_content
from finsam.publish import demand_current, is_finished, load_receipt
from finsam.scheduling.health import age_hours, running_now
from finsam.scheduling.record import runs
from finsam.scheduling.words import run_content
from finsam.settings import Settings

_RUNS = 5


def status(settings: Settings) -> dict[str, Any]:
    """Describe the current build.

    Returns:
        The receipt's facts, the front page, the last runs, and changed indicator values.

    Raises:
        InputError: There is no current build.
    """
    name = demand_current(settings)
    receipt = load_receipt(settings, name)
    before = str(receipt.get("previous_build"))
    content = {
        "status": "ok",
        "build_id": name,
        "as_of": receipt["as_of"],
        "finished": receipt["finished"],
        "age_hours": age_hours(datetime.fromisoformat(receipt["finished"])),
        "place": str(settings.current),
        "totals": receipt["deliveries"],
        **front_page_content(settings, name),
    }
    known = is_finished(settings, before)
    return {
        **content,
        "running_since": running.started if (running := running_now(settings)) else None,
        "runs": [run_content(run) for run in runs(settings)[:_RUNS]],
        "previous_build": before if known else None,
        "changes": facts.changes(settings, before, name) if known else [],
    }
