"""Make an earlier build current again, and remember which one was set aside."""

from __future__ import annotations

from typing import Any

from finsam.build import DATABASE
from finsam.errors import InputError, UsageError
from finsam.files import read_json, write_json
from finsam.publish import current_build, finished_builds, load_receipt, point_to
from finsam.settings import Settings


def list_builds(settings: Settings) -> list[dict[str, Any]]:
    """Return all finished builds, the newest first, with what each was made from."""
    current = current_build(settings)
    aside = set_aside_builds(settings)
    rows = []
    for name in finished_builds(settings):
        receipt = load_receipt(settings, name)
        rows.append(
            {
                "build_id": name,
                "current": name == current,
                "set_aside": name in aside,
                "rows_erased": not _has_rows(settings, name),
                "as_of": receipt["as_of"],
                "finished": receipt["finished"],
                "files": receipt["file_count"],
            }
        )
    return rows


def rollback(settings: Settings, name: str) -> str | None:
    """Make a finished build current and set the one it replaces aside.

    A build that is set aside does not come back by itself: a night whose inputs, definitions and code lead to it
    leaves the chosen one current until something changes, or until someone rolls back to it by name.

    Args:
        settings: The run's places.
        name: The build, or the beginning of its name.

    Returns:
        The build that was current before; None where there was none.

    Raises:
        InputError: There is no finished build at all.
        UsageError: No build, or more than one, has such a name, or its rows have been erased.
    """
    names = finished_builds(settings)
    if not names:
        raise InputError(
            "Det finns inget färdigt bygge ännu. Kör finsam nightly.",
            "There is no finished build yet. Run finsam nightly.",
        )
    matching = [known for known in names if known.startswith(name)]
    if len(matching) != 1:
        raise UsageError(
            f"{name!r} pekar inte ut ett bygge. Välj ett av: {', '.join(names)}.",
            f"{name!r} does not name one build. Choose one of: {', '.join(names)}.",
        )
    chosen = matching[0]
    if not _has_rows(settings, chosen):
        raise UsageError(
            f"Bygget {chosen} gjordes av filer som är raderade. Av det finns bara det publicerade kvar, så det kan "
            "inte göras gällande. Kör finsam nightly.",
            f"The build {chosen} was made from files that have been erased. Only what was published is left of it, so "
            "it cannot be made current. Run finsam nightly.",
        )
    before = current_build(settings)
    aside = set_aside_builds(settings) & set(names) - {chosen}
    if before is not None and before != chosen:
        aside |= {before}
    write_json(settings.set_aside_file, sorted(aside))
    point_to(settings, chosen)
    return before


def _has_rows(settings: Settings, name: str) -> bool:
    """Whether a build still has its database of all layers."""
    return (settings.builds / name / DATABASE).exists()


def set_aside_builds(settings: Settings) -> set[str]:
    """Return the builds that someone rolled back from."""
    content = read_json(settings.set_aside_file)
    return {str(name) for name in content} if isinstance(content, list) else set()
