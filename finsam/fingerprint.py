"""Fingerprints of what a build is made from; its id follows from contents, never from the clock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from finsam.receive import Inputs
from finsam.settings import PACKAGE, Settings

_CODE_SUFFIXES = {".py", ".csv", ".json", ".sql", ".yml", ".yaml", ".md", ".tsv"}
_PROJECT_FILES = ("dbt_project.yml", "profiles.yml", "requirements.lock")


def digest(content: Any) -> str:
    """Return the SHA-256 of a JSON value in its one canonical form, in hex."""
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def inputs_sha256(inputs: Inputs) -> str:
    """Fingerprint of the deliveries: where each lies, its canonical name, its bytes and whether it was refused.

    Further copies of the same bytes in the same folder do not count.
    """
    return digest(
        sorted(
            [file.association_code, file.source, file.file_name, file.file_sha256, file.status, file.reason_code or ""]
            for file in inputs.files
        )
    )


def definitions_sha256(project: Path) -> str:
    """Fingerprint of every file under seeds/."""
    return _tree([project / "seeds"], project)


def code_revision(project: Path) -> str:
    """Fingerprint of the package, the models with their macros and tests, the suites and the locked versions.

    It reads files and not git, so that it is the same in a checkout and in an unpacked archive.
    """
    folders = [project / name for name in ("models", "macros", "expectations")]
    dbt_tests = [
        path
        for path in (project / "tests").rglob("*")
        if path.relative_to(project).parts[1] not in {"python", "exports"}
    ]
    files = [project / name for name in _PROJECT_FILES]
    return digest([_tree([PACKAGE], PACKAGE), _tree([*folders, *dbt_tests, *files], project)])


def seed_properties_sha256(project: Path) -> str:
    """Fingerprint of what dbt parses of seeds: their property files but not their rows."""
    return _tree((project / "seeds").rglob("*.yml"), project)


def reader_fingerprint() -> str:
    """Fingerprint of the code that turns bytes into raw rows; a file is read again only when it changes."""
    return package_sha256("readers", "contract", "privacy.py", "read.py", "raw.py")


def package_sha256(*names: str) -> str:
    """Fingerprint of some modules and folders of this package."""
    return _tree([PACKAGE / name for name in names], PACKAGE)


def build_id(inputs: str, definitions: str, code: str, as_of: date, sus_keyed: bool | None) -> str:
    """Return the name of the build: 16 hex digits that follow from everything it is made from.

    Args:
        inputs: Fingerprint of the deliveries.
        definitions: Fingerprint of the seeds.
        code: Fingerprint of the code.
        as_of: The date the figures are seen from.
        sus_keyed: Whether a person key was there for `sus` deliveries; None where there are none.
    """
    return digest([inputs, definitions, code, as_of.isoformat(), sus_keyed])[:16]


def quick_key(settings: Settings, inputs: Inputs, key_id: str | None) -> str:
    """Fingerprint of all that a night depends on and that can be known before anything is read."""
    return digest(
        [
            inputs_sha256(inputs),
            definitions_sha256(settings.project),
            code_revision(settings.project),
            settings.as_of.isoformat() if settings.as_of else None,
            key_id,
        ]
    )


def _tree(roots: Iterable[Path], base: Path) -> str:
    rows = {path.relative_to(base).as_posix(): path for root in roots for path in _code_files(root, base)}
    return digest([[name, hashlib.sha256(path.read_bytes()).hexdigest()] for name, path in sorted(rows.items())])


def _code_files(root: Path, base: Path) -> Iterable[Path]:
    candidates = root.rglob("*") if root.is_dir() else [root]
    for path in candidates:
        hidden = any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(base).parts)
        if not hidden and path.is_file() and (path.suffix in _CODE_SUFFIXES or path.name in _PROJECT_FILES):
            yield path
