"""Step receive: freeze the list of deliveries and land their bytes under their own SHA-256.

A delivery is one file `exports/<association>/<source>/<file>`. The list is sorted by content-derived keys, so that
neither the order of the folder nor a second copy of a file changes anything after this step.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from finsam.errors import FinsamError, InputError
from finsam.files import CHUNK, printable, read_json, sha256_file, sync_folder, write_json
from finsam.masking import mask
from finsam.settings import Settings
from finsam.tombstones import REASONS, Tombstone, load_tombstones

ACCEPTED = "accepted"
REFUSED = "refused"
NATIONAL = "_national"
_ATTEMPTS = 3
_TELLING = 4
_HIDDEN = (".", "~$")
_JUNK = {"thumbs.db", "desktop.ini"}
_COPY_WORD = re.compile(
    r"(?<![^\W\d_])(copy|kopia|kopior|dup|dupe|duplicate|dubblett|duplikat|again|igen|redelivered|redelivery|resent|"
    r"omlevererad|omsänd|backup|bak)(?![^\W\d_])|\(\d+\)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class InputFile:
    """One delivery of the frozen list.

    Args:
        association_code: The first folder; empty for a file that lies outside any.
        source: The second folder; empty for a file that lies outside any.
        file_name: The canonical name, as one masked line of text.
        file_sha256: SHA-256 of the bytes; for a link that was not followed, of the link's own text.
        file_bytes: Size in bytes.
        status: accepted or refused; a refused file is not read.
        reason_code: Why it was refused.
        reason_sv: The same in Swedish, with what to do.
        reason_en: The same in English.
        duplicates: Other names under which the same bytes lie in the same folder.
    """

    association_code: str
    source: str
    file_name: str
    file_sha256: str
    file_bytes: int
    status: str = ACCEPTED
    reason_code: str | None = None
    reason_sv: str | None = None
    reason_en: str | None = None
    duplicates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inputs:
    """The frozen list of deliveries, sorted."""

    files: tuple[InputFile, ...]

    @property
    def accepted(self) -> tuple[InputFile, ...]:
        """The files that are to be read."""
        return tuple(file for file in self.files if file.status == ACCEPTED)

    @property
    def duplicates(self) -> tuple[tuple[InputFile, str], ...]:
        """Each further copy of a delivery, with the delivery it repeats."""
        return tuple((file, name) for file in self.files for name in file.duplicates)


@dataclass(frozen=True)
class _Refusal:
    code: str
    sv: str
    en: str


@dataclass(frozen=True)
class _Found:
    path: Path
    association_code: str
    source: str
    name: str
    refusal: _Refusal | None


def receive(settings: Settings) -> Inputs:
    """Freeze the list of deliveries into var/inputs.json and land what is to be read.

    Returns:
        The frozen list: one entry per association, source and content.

    Raises:
        InputError: There is no exports folder, no reference list of associations, or a file keeps changing.
        OSError: The landing cannot be written.
    """
    if not settings.exports.is_dir():
        raise InputError(
            f"Mappen med leveranser finns inte: {settings.exports}. Ange den med --exports eller FINSAM_EXPORTS.",
            f"There is no folder of deliveries: {settings.exports}. Name it with --exports or FINSAM_EXPORTS.",
        )
    settings.landing.mkdir(parents=True, exist_ok=True)
    for leftover in settings.landing.glob(".*.tmp"):
        leftover.unlink(missing_ok=True)
    erased = load_tombstones(settings)
    entries = [_take(found, settings, erased) for found in _walk(settings)]
    inputs = Inputs(tuple(sorted(_fold_copies(entries), key=_order)))
    write_json(settings.inputs_file, {"files": [asdict(file) for file in inputs.files]})
    return inputs


def load_inputs(settings: Settings) -> Inputs:
    """Read the frozen list back.

    Raises:
        InputError: Nothing has been received in this var folder.
    """
    content = read_json(settings.inputs_file)
    if not isinstance(content, dict):
        raise InputError(
            "Inga leveranser är mottagna än. Kör finsam receive (eller finsam nightly) först.",
            "No deliveries have been received yet. Run finsam receive (or finsam nightly) first.",
        )
    rows: list[dict[str, Any]] = content["files"]
    return Inputs(tuple(InputFile(**{**row, "duplicates": tuple(row["duplicates"])}) for row in rows))


def known_sources() -> frozenset[str]:
    """Return the source codes of the contract of deliveries."""
    from finsam.contract import load_contract  # noqa: PLC0415

    return frozenset(name for name in load_contract().sources if not name.startswith("_"))


def known_associations(settings: Settings) -> frozenset[str]:
    """Return the association codes of the reference seed, and `_national`.

    Raises:
        InputError: The seed is missing or lacks its column.
    """
    path = settings.project / "seeds" / "reference" / "association.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            codes = {row["association_code"].strip() for row in csv.DictReader(file)}
    except (FileNotFoundError, KeyError):
        raise InputError(
            "Förteckningen över förbund saknas eller saknar kolumnen association_code: "
            "seeds/reference/association.csv.",
            "The list of associations is missing or lacks the column association_code: "
            "seeds/reference/association.csv.",
        ) from None
    return frozenset(codes | {NATIONAL})


def _walk(settings: Settings) -> Iterator[_Found]:
    associations = known_associations(settings)
    sources = known_sources()
    root = settings.exports.resolve()
    for path in _files(root):
        if path == root:
            raise InputError(
                f"Mappen med leveranser får inte läsas: {settings.exports}. Ändra dess behörighet.",
                f"The folder of deliveries may not be read: {settings.exports}. Change its permissions.",
            )
        *folders, name = path.relative_to(root).parts
        association = folders[0] if folders else ""
        source = folders[1] if len(folders) > 1 else ""
        refusal = _refuse_folder(path) or _refuse_place(folders, associations, sources) or _refuse_kind(path, root)
        association, source, name = map(shown_name, (association, source, "/".join([*folders[2:], name])))
        yield _Found(path, association, source, name, refusal)


def _files(folder: Path) -> Iterator[Path]:
    """All names under a folder that are not folders themselves, README and hidden ones left out."""
    try:
        names = sorted(os.listdir(os.fsencode(folder)))  # noqa: PTH208  bytes sort the same under every locale
    except PermissionError:
        yield folder
        return
    for raw in names:
        name = os.fsdecode(raw)
        path = folder / name
        if name.startswith(_HIDDEN):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        elif is_delivery(name):
            yield path


def is_delivery(name: str) -> bool:
    """Whether a file of this name is a delivery: not a README, not hidden, not what a desktop leaves behind."""
    return not (name.startswith(_HIDDEN) or name.upper().startswith("README") or name.lower() in _JUNK)


def _refuse_place(folders: list[str], associations: frozenset[str], sources: frozenset[str]) -> _Refusal | None:
    if not folders:
        return _misplaced()
    if folders[0] not in associations:
        code = shown_name(folders[0])
        return _Refusal(
            "unknown_association",
            f"Förbundet {code} finns inte i förteckningen. Lägg till en rad för det i "
            "seeds/reference/association.csv, eller rätta mappens namn.",
            f"The association {code} is not in the list. Add a row for it to seeds/reference/association.csv, "
            "or correct the name of the folder.",
        )
    if len(folders) == 1:
        return _misplaced()
    if folders[1] not in sources:
        code = shown_name(folders[1])
        return _Refusal(
            "unknown_source",
            f"Leveransslaget {code} finns inte i leveranskontraktet. Mappen ska heta något av: "
            f"{', '.join(sorted(sources))}.",
            f"The source {code} is not in the contract of deliveries. The folder must be one of: "
            f"{', '.join(sorted(sources))}.",
        )
    return _misplaced() if len(folders) > 2 else None


def _refuse_folder(path: Path) -> _Refusal | None:
    if path.is_symlink() or not path.is_dir():
        return None
    return _Refusal(
        "unreadable_folder",
        "Mappen får inte läsas av den som kör finsam. Ändra mappens behörighet.",
        "The user who runs finsam may not read the folder. Change its permissions.",
    )


def _misplaced() -> _Refusal:
    return _Refusal(
        "misplaced_file",
        "Filen ligger på fel plats. Lägg den i exports/<förbund>/<leveransslag>/.",
        "The file lies in the wrong place. Put it in exports/<association>/<source>/.",
    )


def _refuse_kind(path: Path, root: Path) -> _Refusal | None:
    if path.is_symlink():
        target = Path(os.path.realpath(path))  # unlike Path.resolve it does not raise on links in a ring
        if not target.is_relative_to(root):
            return _Refusal(
                "link_outside_exports",
                "Filen är en länk till något utanför exports och följs inte. Lägg själva filen här.",
                "The file is a link to something outside exports and is not followed. Put the file itself here.",
            )
        if not target.is_file():
            return _not_a_file()
        return None
    return None if path.is_file() else _not_a_file()


def _not_a_file() -> _Refusal:
    return _Refusal(
        "not_a_file",
        "Det här är ingen vanlig läsbar fil. Lägg själva filen här.",
        "This is not an ordinary readable file. Put the file itself here.",
    )


def shown_name(name: str) -> str:
    """Return a name as one line of valid text, composed (NFC) and without personal numbers."""
    return mask(unicodedata.normalize("NFC", printable(name)))


def _take(found: _Found, settings: Settings, erased: Mapping[str, Tombstone]) -> InputFile:
    """Land one file, or describe why it is not taken."""
    entry = InputFile(found.association_code, found.source, found.name, "", 0)
    if found.refusal is not None:
        sha256, size = _identity(found.path)
        refusal = found.refusal
    else:
        try:
            sha256, size = _land(found.path, settings.landing, found.name, erased)
            return replace(entry, file_sha256=sha256, file_bytes=size)
        except _ErasedError as content:
            sha256, size = content.sha256, content.size
            code = erased[sha256].reason_code
            refusal = _Refusal(code, *REASONS[code])
        except _UnreadableError:
            sha256, size = hashlib.sha256(b"").hexdigest(), 0
            refusal = _Refusal(
                "unreadable_file",
                "Filen får inte läsas av den som kör finsam. Ändra filens behörighet.",
                "The user who runs finsam may not read the file. Change its permissions.",
            )
    return replace(
        entry,
        file_sha256=sha256,
        file_bytes=size,
        status=REFUSED,
        reason_code=refusal.code,
        reason_sv=refusal.sv,
        reason_en=refusal.en,
    )


class _UnreadableError(Exception):
    """The delivered file cannot be opened."""


class _ErasedError(Exception):
    """These bytes have been erased and may not be landed again."""

    def __init__(self, sha256: str, size: int) -> None:
        super().__init__(sha256)
        self.sha256 = sha256
        self.size = size


def _identity(path: Path) -> tuple[str, int]:
    """SHA-256 and size of what lies at a place that is not read further; a link counts as its own text."""
    if path.is_symlink():
        content = os.fsencode(path.readlink())
        return hashlib.sha256(content).hexdigest(), len(content)
    try:
        if path.is_file():
            return sha256_file(path), path.stat().st_size
    except PermissionError:
        pass
    return hashlib.sha256(b"").hexdigest(), 0


def _land(path: Path, landing: Path, name: str, erased: Mapping[str, Tombstone]) -> tuple[str, int]:
    """Copy a file into the landing under its SHA-256, unless it lies there already.

    The bytes are hashed once before and once while they are copied: a file that someone is still writing gives two
    different answers and is tried again.
    """
    for _ in range(_ATTEMPTS):
        try:
            before = path.stat()
            sha256 = sha256_file(path)
            landed = landing / sha256
            size = before.st_size
            if sha256 in erased:
                raise _ErasedError(sha256, size)
            there = landed.exists() and landed.stat().st_size == size
            copied = sha256 if there else _copy(path, landing, sha256)
            after = path.stat()
        except FileNotFoundError:
            continue
        except PermissionError as error:
            if error.filename is not None and Path(os.fsdecode(error.filename)).is_relative_to(landing):
                raise
            raise _UnreadableError from None
        if copied == sha256 and (before.st_mtime_ns, size) == (after.st_mtime_ns, after.st_size):
            return sha256, size
    raise InputError(
        f"Filen {name} ändras medan den läses. Vänta tills den är färdigskriven och kör igen.",
        f"The file {name} changes while it is read. Wait until it is completely written and run again.",
    )


def _copy(path: Path, landing: Path, expected: str) -> str:
    """Copy into the landing; the file appears under its name only when the bytes are the expected ones."""
    temporary = landing / f".{expected}.{os.getpid()}.tmp"
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source, temporary.open("wb") as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        if digest.hexdigest() == expected:
            temporary.chmod(stat.S_IRUSR)
            temporary.replace(landing / expected)
            sync_folder(landing)
    finally:
        temporary.unlink(missing_ok=True)
    return digest.hexdigest()


def _order(file: InputFile) -> tuple[str, str, str, str]:
    return (file.association_code, file.source, file.file_name, file.file_sha256)


def _fold_copies(entries: list[InputFile]) -> Iterator[InputFile]:
    """Make one entry of all copies of the same bytes in the same folder."""
    groups: dict[tuple[str, ...], list[InputFile]] = {}
    for entry in entries:
        key = (entry.association_code, entry.source, entry.file_sha256, entry.reason_code or "")
        groups.setdefault(key, []).append(entry)
    for group in groups.values():
        stems = [_stem(entry.file_name) for entry in group]
        first, *others = sorted(group, key=lambda entry: _originality(entry.file_name, stems))
        yield replace(first, duplicates=tuple(entry.file_name for entry in others))


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0]


def _originality(name: str, stems: list[str]) -> tuple[bool, bool, int, str]:
    """Sort key of names of the same bytes: the one that tells most is the original.

    A name that says it is a copy comes last, then one that only adds to another name, then the shorter ones.
    """
    stem = _stem(name)
    adds = any(other != stem and len(other) >= _TELLING and other in stem for other in stems)
    return (_COPY_WORD.search(stem) is not None, adds, -len(name), name)


def landed_bytes(settings: Settings, file: InputFile) -> bytes:
    """Return the landed bytes of a delivery after checking that they are the ones received.

    Raises:
        FinsamError: They are gone or damaged; the damaged copy is removed so that the next run lands it again.
    """
    path = settings.landing / file.file_sha256
    data = path.read_bytes() if path.exists() else None
    if data is None or hashlib.sha256(data).hexdigest() != file.file_sha256:
        path.unlink(missing_ok=True)
        raise FinsamError(
            f"Den mottagna kopian av {file.file_name} är borta eller skadad. Kör finsam nightly igen.",
            f"The received copy of {file.file_name} is gone or damaged. Run finsam nightly again.",
        )
    return data
