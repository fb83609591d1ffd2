"""Small file operations that either happen in full or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from finsam.errors import FinsamError

CHUNK = 1 << 20

_OS_WORDS = {
    errno.ENOSPC: (
        "Disken är full. Frigör utrymme och kör igen; det som var publicerat ligger kvar.",
        "The disk is full. Free some space and run again; what was published is still there.",
    ),
    errno.EDQUOT: (
        "Diskkvoten är slut. Frigör utrymme och kör igen; det som var publicerat ligger kvar.",
        "The disk quota is used up. Free some space and run again; what was published is still there.",
    ),
    errno.EACCES: (
        "Behörighet saknas. Låt den som kör finsam läsa exports och skriva i var.",
        "Permission denied. Let the user who runs finsam read exports and write in var.",
    ),
    errno.EPERM: (
        "Behörighet saknas. Låt den som kör finsam läsa exports och skriva i var.",
        "Permission denied. Let the user who runs finsam read exports and write in var.",
    ),
    errno.EROFS: (
        "Mappen kan bara läsas. Välj en annan mapp med --var.",
        "The folder is read-only. Choose another one with --var.",
    ),
}


def explain_os_error(error: OSError) -> FinsamError:
    """Say in words what the operating system refused, with the place when it is known."""
    sv, en = _OS_WORDS.get(
        error.errno or 0,
        (f"Operativsystemet sade nej: {error.strerror}.", f"The operating system said no: {error.strerror}."),
    )
    place = "" if error.filename is None else f" ({printable(os.fspath(error.filename))})"
    return FinsamError(sv + place, en + place)


def printable(name: str | bytes) -> str:
    r"""Write a file name as one line of valid text: control characters and stray bytes become \x.. escapes.

    The backslash itself is doubled, so that two different names never look the same.
    """
    text = os.fsdecode(name)
    pieces = []
    for character in text:
        if character == "\\":
            pieces.append("\\\\")
        elif character.isprintable():
            pieces.append(character)
        elif "\udc80" <= character <= "\udcff":
            pieces.append(f"\\x{ord(character) - 0xDC00:02x}")
        else:
            pieces.append(character.encode("unicode_escape").decode("ascii"))
    return "".join(pieces)


def sha256_file(path: Path) -> str:
    """Return the SHA-256 of the bytes of one file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Make every file under a folder, and the folder itself, survive a power cut."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    for path in [folder, *(p for p in sorted(folder.rglob("*")) if p.is_dir())]:
        sync_folder(path)


def write_atomic(path: Path, data: bytes) -> None:
    """Put bytes at a path so that a reader sees either the old file or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_json(path: Path, content: Any) -> None:
    """Write JSON in one stable form: sorted keys, UTF-8, LF."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, default=str)
    write_atomic(path, (text + "\n").encode("utf-8"))


def read_json(path: Path) -> Any:
    """Read JSON; None where there is no such file or it cannot be read as JSON (an earlier run was interrupted)."""
    try:
        return json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None


def remove_tree(folder: Path) -> None:
    """Remove a folder with all in it; nothing happens where there is none."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give a fresh folder beside the target; it takes its place when the block ends well, and is gone if not.

    Args:
        target: Where the folder belongs.

    Raises:
        OSError: It cannot be put there; the old one is still in its place.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    remove_tree(fresh)
    try:
        fresh.mkdir(parents=True)
        yield fresh
        put_folder(fresh, target)
    finally:
        remove_tree(fresh)


def put_folder(fresh: Path, target: Path) -> None:
    """Put a finished folder in the place of another: a reader meets the old one or the new one, never half of one.

    Args:
        fresh: The finished folder, beside the target.
        target: Where it belongs.

    Raises:
        OSError: It cannot be put there; the old one is still in its place.
    """
    former = target.with_name(f".{target.name}.{os.getpid()}.old")
    remove_tree(former)
    if target.exists():
        target.rename(former)
    try:
        fresh.rename(target)
    except OSError:
        if former.exists():
            former.rename(target)
        raise
    remove_tree(former)
