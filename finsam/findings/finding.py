"""A finding that is not a row of a model: what dbt, the closed periods or the expectations said of a build."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from finsam.fingerprint import digest
from finsam.masking import mask

# the worst first
SEVERITIES = BLOCKING, ERROR, WARNING, NOTE = "blocking", "error", "warning", "note"
OPEN = "open"
_NAME_LENGTH = 32


@dataclass(frozen=True)
class Finding:
    """One finding, with the columns of published.finding.

    Args:
        check_code: Code of the check, or the name of the dbt test.
        family: Family of the check.
        severity: blocking, error, warning or note.
        message_sv: What was found, in Swedish.
        message_en: What was found, in English.
        subject: What it is about.
        association_code: Association, or empty.
        fiscal_year: Year, if any.
        guidance_sv: What to do, in Swedish.
        guidance_en: What to do, in English.
        owner: Who acts on it.
        relation: Table of definitions or source whose row it is about, or empty.
        row_key: That row, or empty.
        number: Tells apart what is alike.
        about_persons: Whether its numbers count persons.
        short_sv: The message without numbers and rows, in Swedish; empty where the message has none to hide.
        short_en: The same in English.
        catalogued: Whether the message is a sentence of the catalogue; others name their check themselves.
        finding_id: Name of the finding: the same on every night that finds it; made of the rest where not given.
    """

    check_code: str
    family: str
    severity: str
    message_sv: str
    message_en: str
    subject: str = ""
    association_code: str = ""
    fiscal_year: int | None = None
    guidance_sv: str = ""
    guidance_en: str = ""
    owner: str = "controller"
    relation: str = ""
    row_key: str = ""
    number: int = 1
    about_persons: bool = False
    short_sv: str = ""
    short_en: str = ""
    catalogued: bool = True
    finding_id: str = ""

    def __post_init__(self) -> None:
        """Give the finding its name."""
        if not self.finding_id:
            object.__setattr__(self, "finding_id", self._name())

    @property
    def sentence_sv(self) -> str:
        """What was found, where, and what to do, in Swedish."""
        return self._sentence(self.message_sv, self.guidance_sv)

    @property
    def sentence_en(self) -> str:
        """What was found, where, and what to do, in English."""
        return self._sentence(self.message_en, self.guidance_en)

    @property
    def outward_sv(self) -> str:
        """What was found, for those who may not see what is hidden, in Swedish."""
        return self._sentence(self._shown(self.message_sv, self.short_sv), self.guidance_sv)

    @property
    def outward_en(self) -> str:
        """What was found, for those who may not see what is hidden, in English."""
        return self._sentence(self._shown(self.message_en, self.short_en), self.guidance_en)

    def _shown(self, message: str, short: str) -> str:
        return short if short and (self.about_persons or not self.catalogued) else message

    def _sentence(self, message: str, guidance: str) -> str:
        if not self.catalogued:
            return message
        where = " ".join(str(part) for part in (self.association_code, self.fiscal_year, self.check_code) if part)
        said = ". ".join(text.rstrip(".") for text in (message, guidance) if text)
        return f"{where}: {said}."

    def content(self) -> dict[str, Any]:
        """Return the finding as a row of published.finding, with the row of definitions that it is about."""
        own = {name: mask(value) if isinstance(value, str) else value for name, value in asdict(self).items()}
        del own["number"], own["catalogued"]
        return {
            **own,
            "status": OPEN,
            "figure_nos": "",
            "short_sv": own["short_sv"] or own["message_sv"],
            "short_en": own["short_en"] or own["message_en"],
            "is_suppressed": False,
        }

    def _name(self) -> str:
        key = [self.check_code, self.association_code, self.fiscal_year, self.subject, self.row_key, self.number]
        return digest(key)[:_NAME_LENGTH]
