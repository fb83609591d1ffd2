"""The seeds as files: the project's own, those of a git revision, or the project's with some of them replaced."""

from __future__ import annotations

import difflib
import hashlib
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from finsam.definitions.recipe import SEED, Recipe
from finsam.errors import InputError, UsageError
from finsam.fingerprint import digest
from finsam.settings import Settings

_ROOT = "seeds"


class ProposalError(InputError):
    """Proposed definitions cannot be loaded."""


@dataclass(frozen=True)
class SeedFile:
    """One seed.

    Args:
        name: The seed's name.
        path: Where it stands in the project.
        data: Its bytes.
        place: Where these bytes come from, in words for a person.
    """

    name: str
    path: str
    data: bytes
    place: str

    @property
    def sha256(self) -> str:
        """Fingerprint of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


class SeedFolder:
    """All seeds of a recipe as files."""

    def __init__(self, files: Iterable[SeedFile]) -> None:
        """Keep the files by the name of their seed."""
        self.files: dict[str, SeedFile] = {file.name: file for file in files}

    @classmethod
    def of_project(cls, settings: Settings, recipe: Recipe) -> SeedFolder:
        """Read the project's own seeds as they are on disk now.

        Raises:
            ProposalError: A seed is missing.
        """
        return cls(
            _file(name, path, _read(settings.project / path, path), path) for name, path in _paths(recipe).items()
        )

    @classmethod
    def of_revision(cls, settings: Settings, recipe: Recipe, revision: str) -> SeedFolder:
        """Read the project's seeds as they were in a git revision.

        Raises:
            ProposalError: There is no git, no such revision, or it lacks a seed.
        """
        commit = _git(settings, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        if commit is None:
            raise ProposalError(
                f"{revision!r} är varken en mapp eller en git-revision av projektet. Se ls och git log.",
                f"{revision!r} is neither a folder nor a git revision of the project. See ls and git log.",
            )
        name = commit.decode("ascii").strip()
        return cls(_from_git(settings, seed, path, revision, name) for seed, path in _paths(recipe).items())

    def overlaid(self, recipe: Recipe, folder: Path) -> SeedFolder:
        """Replace the seeds that a folder holds; it may hold any of them, in folders like the project's or in none.

        Raises:
            UsageError: The folder holds no seed.
            ProposalError: A file is no seed of the project, or stands for the same seed as another.
        """
        names = {path: name for name, path in _paths(recipe).items()}
        replaced: dict[str, SeedFile] = {}
        for file in sorted(folder.rglob("*.csv")):
            shown = file.relative_to(folder).as_posix()
            name = _seed_of(shown, names)
            if name in replaced:
                raise ProposalError(
                    f"{folder}: både {replaced[name].place} och {file} är {name}. Behåll en av dem.",
                    f"{folder}: both {replaced[name].place} and {file} are {name}. Keep one of them.",
                )
            replaced[name] = _file(name, self.files[name].path, _read(file, str(file)), str(file))
        if not replaced:
            raise UsageError(
                f"{folder} har inga csv-filer. Kopiera dit den fil i seeds/definitions som ska ändras, och ändra där.",
                f"{folder} has no csv files. Copy the file of seeds/definitions that is to change there, and edit it.",
            )
        return SeedFolder({**self.files, **replaced}.values())

    def differing(self, other: SeedFolder) -> list[str]:
        """Return the names of the seeds whose bytes differ from those of another folder, sorted."""
        return sorted(name for name, file in self.files.items() if file.data != other.files[name].data)

    @property
    def sha256(self) -> str:
        """Fingerprint of all seeds, from their names and bytes."""
        return folder_sha256({name: file.sha256 for name, file in self.files.items()})


def folder_sha256(files: Mapping[str, str]) -> str:
    """Fingerprint of all seeds, from the name and the fingerprint of each."""
    return digest(sorted(files.items()))


def proposed_seeds(settings: Settings, recipe: Recipe, source: str) -> SeedFolder:
    """Read what `--with` names: a folder laid over the project's seeds, or a git revision of them.

    Raises:
        UsageError: It is neither.
        ProposalError: It cannot be loaded.
    """
    folder = Path(source)
    if folder.is_dir():
        return SeedFolder.of_project(settings, recipe).overlaid(recipe, folder)
    if folder.exists():
        raise UsageError(
            f"--with {source}: det är en fil. Ange mappen den ligger i.",
            f"--with {source}: it is a file. Name the folder it lies in.",
        )
    return SeedFolder.of_revision(settings, recipe, source)


def _paths(recipe: Recipe) -> dict[str, str]:
    return {node.name: node.path for node in recipe.of_kind(SEED)}


def _file(name: str, path: str, data: bytes, place: str) -> SeedFile:
    return SeedFile(name, path, data, place)


def _read(place: Path, shown: str) -> bytes:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        raise ProposalError(
            f"{shown} saknas. Återställ filen; en tabell utan rader har ändå sin rubrikrad.",
            f"{shown} is missing. Put it back; a table without rows still has its header.",
        ) from None


def _seed_of(shown: str, names: Mapping[str, str]) -> str:
    """Return the seed that a path in a proposal stands for: seeds/definitions/x.csv, definitions/x.csv or x.csv."""
    inner = shown.removeprefix(f"{_ROOT}/")
    flat = "/" not in inner
    for path, name in names.items():
        known = PurePosixPath(path)
        if inner == path.removeprefix(f"{_ROOT}/") or (flat and inner == known.name):
            return name
    known_names = sorted({PurePosixPath(path).name for path in names})
    near = difflib.get_close_matches(PurePosixPath(shown).name, known_names, n=1, cutoff=0.0)
    wanted = next(path for path in names if PurePosixPath(path).name == near[0]) if near else f"{_ROOT}/"
    raise ProposalError(
        f"{shown} är ingen definitionsfil. Menades {wanted}? Ta annars bort filen ur mappen.",
        f"{shown} is no file of definitions. Was {wanted} meant? Else remove the file from the folder.",
    )


def _from_git(settings: Settings, name: str, path: str, revision: str, commit: str) -> SeedFile:
    # './' counts from the project, which may lie in a folder of the repository
    data = _git(settings, "show", f"{commit}:./{path}")
    if data is None:
        raise ProposalError(
            f"Revisionen {revision} har ingen {path}: den är äldre än filen. Välj en senare revision.",
            f"Revision {revision} has no {path}: it is older than the file. Choose a later revision.",
        )
    return _file(name, path, data, f"{revision}:{path}")


def _git(settings: Settings, *arguments: str) -> bytes | None:
    """Return what git answers; None where it says no."""
    try:
        process = subprocess.run(
            ["git", "-C", str(settings.project), *arguments],  # noqa: S607
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        raise ProposalError(
            "Det är ingen mapp, och git finns inte här för att leta efter en revision. Ange en mapp med --with.",
            "It is no folder, and there is no git here to look for a revision. Name a folder with --with.",
        ) from None
    return process.stdout if process.returncode == 0 else None
