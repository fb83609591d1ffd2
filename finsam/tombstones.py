"""What has been erased: one small file per content, so that the same bytes are refused when they come back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from finsam.files import read_json, write_json

if TYPE_CHECKING:
    from finsam.settings import Settings

ON_REQUEST = "erased_on_request"
RETENTION_PASSED = "retention_passed"
REASONS = {
    ON_REQUEST: (
        "Innehållet är raderat på begäran och tas inte emot igen. Ta bort filen, eller lämna en ny export utan de "
        "uppgifter som skulle bort.",
        "The content was erased on request and is not taken in again. Remove the file, or deliver a new export "
        "without the data that had to go.",
    ),
    RETENTION_PASSED: (
        "Innehållet är gallrat: dess tid i seeds/definitions/retention.csv har gått ut, och det tas inte emot igen. "
        "Ta bort filen.",
        "The content was erased: its time in seeds/definitions/retention.csv has passed, and it is not taken in "
        "again. Remove the file.",
    ),
}
"""Reason code -> the words of the refusal, Swedish and English."""


@dataclass(frozen=True)
class Tombstone:
    """One erased content.

    Args:
        file_sha256: Its checksum.
        reason_code: erased_on_request or retention_passed.
        deliveries: Association and source of each delivery that it was.
        whole_builds: Whether builds that were made from it go as a whole, not only their rows.
        done: Whether every copy is gone; written last, so that an interrupted erasure is taken up again.
    """

    file_sha256: str
    reason_code: str
    deliveries: tuple[tuple[str, str], ...]
    whole_builds: bool
    done: bool = False


def load_tombstones(settings: Settings) -> dict[str, Tombstone]:
    """Return all tombstones by checksum."""
    found = {}
    for path in sorted(settings.erased.glob("[0-9a-f]*.json")):
        content = read_json(path)
        if isinstance(content, dict):
            deliveries = tuple((str(association), str(source)) for association, source in content["deliveries"])
            found[str(content["file_sha256"])] = Tombstone(**{**content, "deliveries": deliveries})
    return found


def write_tombstone(settings: Settings, tombstone: Tombstone) -> None:
    """Put up one tombstone, whole or not at all."""
    write_json(settings.erased / f"{tombstone.file_sha256}.json", asdict(tombstone))
