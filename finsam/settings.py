"""Where a run reads and writes, and the few choices a caller can make."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from finsam.errors import UsageError

PACKAGE = Path(__file__).resolve().parent
KEEP_BUILDS = 14


@dataclass(frozen=True)
class Settings:
    """The places and choices of one run; every path is absolute.

    Args:
        project: The folder of dbt_project.yml, with seeds/, models/ and expectations/.
        exports: The folder of the deliveries, `<association>/<source>/<file>`.
        var: The folder of everything a run writes.
        as_of: The date the figures are to be seen from; None means the latest date that a delivery states.
        person_key_file: The file with the key of person pseudonyms; None means that `sus` deliveries are refused.
        keep: How many finished builds to keep.
    """

    project: Path
    exports: Path
    var: Path
    as_of: date | None = None
    person_key_file: Path | None = None
    keep: int = KEEP_BUILDS

    @property
    def inputs_file(self) -> Path:
        """The frozen list of deliveries."""
        return self.var / "inputs.json"

    @property
    def landing(self) -> Path:
        """The received bytes, named by their SHA-256."""
        return self.var / "landing"

    @property
    def raw(self) -> Path:
        """The typed rows as Parquet, one folder per table."""
        return self.var / "raw"

    @property
    def receipts(self) -> Path:
        """One small JSON file per file read: what came of it, and by which reader."""
        return self.raw / "_read"

    @property
    def spill(self) -> Path:
        """What DuckDB writes when memory runs short: rows, so it belongs to the raw zone."""
        return self.raw / "_spill"

    @property
    def erased(self) -> Path:
        """One small file per erased content, so that the same bytes are not taken in again."""
        return self.var / "erased"

    @property
    def builds(self) -> Path:
        """Finished builds, one folder each."""
        return self.var / "builds"

    @property
    def work(self) -> Path:
        """The build in progress. The name is constant so that dbt's parse cache stays valid between nights."""
        return self.builds / ".building.tmp"

    @property
    def target(self) -> Path:
        """dbt's own artifacts: manifest, run results, parse cache."""
        return self.var / "target"

    @property
    def current(self) -> Path:
        """The link that always names one finished build."""
        return self.var / "current"

    @property
    def logs(self) -> Path:
        """Masked logs."""
        return self.var / "logs"

    @property
    def runs(self) -> Path:
        """One small JSON file per run of the night."""
        return self.logs / "runs"

    @property
    def data_docs(self) -> Path:
        """Great Expectations' own pages about the rules of arrival."""
        return self.var / "reports" / "data-docs"

    @property
    def reports(self) -> Path:
        """What is made for people to read."""
        return self.var / "reports"

    @property
    def impact_reports(self) -> Path:
        """What proposals would have done: one folder per build, for it goes when the build's rows go."""
        return self.var / "reports" / "impact"

    @property
    def packs(self) -> Path:
        """The annual-report packs: a folder per association or county, with one per year."""
        return self.var / "reports" / "packs"

    @property
    def lock_file(self) -> Path:
        """The file whose lock says that someone writes here."""
        return self.var / ".lock"

    @property
    def last_run_file(self) -> Path:
        """What the last finished night was made from."""
        return self.var / "last_run.json"

    @property
    def set_aside_file(self) -> Path:
        """The builds that someone rolled back from."""
        return self.var / "set_aside.json"


def parse_date(text: str | None, option: str) -> date | None:
    """Read a date written YYYY-MM-DD.

    Args:
        text: What was given; None where nothing was.
        option: The option it was given to.

    Raises:
        UsageError: The text is not such a date.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{option} {text!r} är inget datum. Skriv det som ÅÅÅÅ-MM-DD, till exempel 2022-01-31.",
            f"{option} {text!r} is not a date. Write it as YYYY-MM-DD, for example 2022-01-31.",
        ) from None


def load_settings(
    exports: Path | None = None,
    var: Path | None = None,
    as_of: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """Combine options, environment and defaults; an option wins over the environment.

    Raises:
        UsageError: A value cannot be used.
    """
    project = Path(environ.get("FINSAM_PROJECT") or PACKAGE.parent).absolute()
    key_file = environ.get("FINSAM_PERSON_KEY_FILE")
    return Settings(
        project=project,
        exports=Path(exports or environ.get("FINSAM_EXPORTS") or project / "exports").absolute(),
        var=Path(var or environ.get("FINSAM_VAR") or project / "var").absolute(),
        as_of=parse_date(as_of, "--as-of"),
        person_key_file=Path(key_file).absolute() if key_file else None,
        keep=positive(environ, "FINSAM_KEEP", KEEP_BUILDS),
    )


def positive(environ: Mapping[str, str], name: str, default: int) -> int:
    """Read a whole number from 1 and up.

    Args:
        environ: The environment.
        name: The variable.
        default: What holds where it is not set.

    Raises:
        UsageError: The text is not such a number.
    """
    text = environ.get(name)
    if not text:
        return default
    if not text.isdecimal() or int(text) < 1:
        raise UsageError(
            f"{name}={text!r} är inget helt tal från 1 och uppåt.", f"{name}={text!r} is not a whole number from 1."
        )
    return int(text)
