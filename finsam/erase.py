"""Erase deliveries: their bytes, their rows and what rests on them, and see that the same bytes stay out.

The order makes an interrupted erasure harmless. First a tombstone is put up per content, so that no night takes the
bytes in again; then everything derived goes, then the raw rows, the landed bytes and the delivered files; the tombstone
is marked as done last. Whoever erases next finishes what is not done.

The build that readers see keeps its place until a later night has published another (`settle`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from finsam.build import DATABASE
from finsam.errors import FinsamError, InputError, UsageError
from finsam.files import printable, remove_tree, sha256_file, sync_folder
from finsam.lock import writing
from finsam.log import LOGGER
from finsam.masking import mask
from finsam.publish import current_build, finished_builds, load_receipt
from finsam.read import interpret, load_run
from finsam.receive import ACCEPTED, is_delivery, known_associations, known_sources, load_inputs, shown_name
from finsam.retention import Rule, last_day, latest_date, load_rules, rule_for
from finsam.settings import Settings
from finsam.tombstones import ON_REQUEST, RETENTION_PASSED, Tombstone, load_tombstones, write_tombstone

_LOG = "erased.log"
_SHORTEST_CHECKSUM = 8


@dataclass(frozen=True)
class Request:
    """What is to be erased: all that fits every part that is given.

    Args:
        expired: Only files whose time in the retention seed has passed.
        source: Only this source.
        association: Only this association.
        file: Only the file of this name, or whose checksum begins like this.
        whole_builds: Earlier builds that were made from the files go as a whole.
    """

    expired: bool = False
    source: str | None = None
    association: str | None = None
    file: str | None = None
    whole_builds: bool = False


@dataclass(frozen=True)
class Delivered:
    """One delivery that is known, wherever its bytes still lie.

    Args:
        association_code: The first folder under exports.
        source: The second.
        file_name: Its name, masked.
        file_sha256: Its content.
    """

    association_code: str
    source: str
    file_name: str
    file_sha256: str


@dataclass(frozen=True)
class Target:
    """One content to erase.

    Args:
        file_sha256: Its checksum.
        reason_code: Why.
        deliveries: All deliveries with this content; the same bytes are erased wherever they lie.
        delivered: Their places in exports, links included.
        landed: Whether the received copy is there.
        raw: The Parquet files with its rows, and the notes of having read it.
    """

    file_sha256: str
    reason_code: str
    deliveries: tuple[Delivered, ...]
    delivered: tuple[Path, ...]
    landed: bool
    raw: tuple[Path, ...]

    @property
    def file_count(self) -> int:
        """How many files hold its bytes or rows, builds aside."""
        return len(self.delivered) + self.landed + len(self.raw)


@dataclass(frozen=True)
class Plan:
    """What an erasure would do.

    Args:
        as_of: The day that decides what has expired; None where nothing was asked to be expired.
        targets: What is erased.
        undated: Deliveries of sources with a time limit in which no date could be found; they stay.
        builds: Builds that lose their rows (or go, with whole_builds) at once.
        waiting: The build that readers see, if it rests on the files: the same when a night has published another.
    """

    as_of: date | None
    targets: tuple[Target, ...]
    undated: tuple[Delivered, ...]
    builds: tuple[str, ...]
    waiting: str | None


def erase(settings: Settings, request: Request, agreed: Callable[[Plan], bool]) -> Plan:
    """Plan, ask, and erase what was agreed on.

    Args:
        settings: The run's places.
        request: What to erase.
        agreed: Shown the plan; whether to go on. The lock of the var folder is not held meanwhile.

    Returns:
        What was erased; a plan without targets when there was nothing to erase.

    Raises:
        UsageError: The request names nothing that can be erased.
        InputError: The retention seed is missing or wrong, or no date is known to count from.
        FinsamError: Not agreed, or the files changed meanwhile.
        BusyError: A night is running.
        OSError: Something cannot be removed; run again when it can.
    """
    shown = plan(settings, request)
    if not shown.targets:
        return shown
    if not agreed(shown):
        raise FinsamError("Ingenting raderades.", "Nothing was erased.")
    with writing(settings):
        if plan(settings, request) != shown:
            raise FinsamError(
                "Filerna ändrades medan frågan stod öppen. Ingenting raderades; kör igen.",
                "The files changed while the question was open. Nothing was erased; run again.",
            )
        _erase(settings, shown, request.whole_builds)
    return shown


def plan(settings: Settings, request: Request) -> Plan:
    """Find what a request would erase, interrupted erasures included.

    Raises:
        UsageError: The request names nothing that can be erased.
        InputError: The retention seed is missing or wrong, or no date is known to count from.
    """
    _demand_known(settings, request)
    places = _places(settings)
    known = _known(settings, places)
    chosen = [delivered for delivered in known if _fits(delivered, request)]
    if request.file is not None and not chosen:
        raise UsageError(
            f"Ingen leverans har namnet eller kontrollsumman {request.file!r}.",
            f"No delivery has the name or checksum {request.file!r}.",
        )
    as_of: date | None = None
    undated: list[Delivered] = []
    if request.expired:
        as_of = settings.as_of or _last_as_of(settings)
        chosen, undated = _expired(settings, chosen, places, as_of)
    reason = RETENTION_PASSED if request.expired else ON_REQUEST
    stones = load_tombstones(settings)
    unfinished = {sha: stone.reason_code for sha, stone in stones.items() if not stone.done}
    reasons = dict.fromkeys((delivered.file_sha256 for delivered in chosen), reason) | unfinished
    targets = [_target(settings, sha, reasons[sha], known, places) for sha in sorted(reasons)]
    current = current_build(settings)
    resting = {
        name: made_from
        for name, made_from in _resting(settings, set(reasons)).items()
        if request.whole_builds or (settings.builds / name / DATABASE).exists()
    }
    settled = {sha for sha, stone in stones.items() if stone.done and (stone.whole_builds or not request.whole_builds)}
    left = set().union(*resting.values()) - settled | set(unfinished)
    targets = [target for target in targets if target.file_count or target.file_sha256 in left]
    return Plan(
        as_of,
        tuple(targets),
        tuple(undated),
        tuple(name for name in resting if name != current),
        current if current in resting else None,
    )


def settle(settings: Settings, spared: str | None = None) -> None:
    """Take the rows of erased files out of the builds that were made from them, and finish what was interrupted.

    A build keeps what was published: protected sums. Its database of all layers goes, and so does its log. With
    whole_builds the build goes, unless it is the one that readers see.

    Args:
        settings: The run's places.
        spared: A build that is left as it is for now.
    """
    tombstones = load_tombstones(settings)
    for sha256 in tombstones:
        (settings.landing / sha256).unlink(missing_ok=True)
    if not tombstones:
        return
    current = current_build(settings)
    for name, made_from in _resting(settings, set(tombstones)).items():
        if name == spared:
            continue
        remove_tree(settings.impact_reports / name)
        whole = any(tombstones[sha256].whole_builds for sha256 in made_from)
        if whole and name != current:
            leaving = settings.builds / f".erased-{name}.tmp"
            (settings.builds / name).rename(leaving)  # in one step, so that no half of it looks like a build
            remove_tree(leaving)
        else:
            for path in (settings.builds / name).glob(f"{DATABASE}*"):
                remove_tree(path)
            sync_folder(settings.builds / name)
        (settings.logs / f"{name}.log").unlink(missing_ok=True)


def _demand_known(settings: Settings, request: Request) -> None:
    if not (request.expired or request.source or request.file):
        raise UsageError(
            "Ange vad som ska raderas: --expired, --source eller --file.",
            "Say what to erase: --expired, --source or --file.",
        )
    if request.expired and not load_rules(settings.project):
        raise InputError(
            "Det finns ingen seeds/definitions/retention.csv, så ingenting har någon tid som kan ta slut.",
            "There is no seeds/definitions/retention.csv, so nothing has a time that could pass.",
        )
    for option, value, allowed in (
        ("--source", request.source, known_sources()),
        ("--association", request.association, known_associations(settings)),
    ):
        there = settings.exports.glob("*" if option == "--association" else "*/*")
        if value is not None and value not in {*allowed, *(path.name for path in there)}:
            names = ", ".join(sorted(allowed))
            raise UsageError(
                f"{option} {value!r} finns inte. Välj ett av: {names}.",
                f"There is no {option} {value!r}. Choose one of: {names}.",
            )


def _places(settings: Settings) -> dict[Path, str]:
    """Return every file under exports with its checksum, hidden ones too; an empty file has nothing to erase."""
    places = {}
    for folder, _, names in os.walk(settings.exports.resolve()):
        for name in names:
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink() and path.stat().st_size:
                places[path] = sha256_file(path)
    return places


def _known(settings: Settings, places: dict[Path, str]) -> list[Delivered]:
    """Return all deliveries that lie in exports, are on the list of the last night, or made a build."""
    root = settings.exports.resolve()
    found = set()
    for path, sha256 in places.items():
        parts = path.relative_to(root).parts
        association = parts[0] if len(parts) > 1 else ""
        source = parts[1] if len(parts) > 2 else ""
        names = list(parts[2:]) or [parts[-1]]
        if is_delivery(path.name):
            found.add(Delivered(shown_name(association), shown_name(source), shown_name("/".join(names)), sha256))
    if settings.inputs_file.is_file():
        for file in load_inputs(settings).files:
            for name in (file.file_name, *file.duplicates):
                found.add(Delivered(file.association_code, file.source, name, file.file_sha256))
    for build in finished_builds(settings):
        for row in load_receipt(settings, build)["inputs"]:
            named = (str(row[key]) for key in ("association_code", "source", "file_name", "file_sha256"))
            found.add(Delivered(*named))
    return sorted(found, key=lambda file: (file.association_code, file.source, file.file_name, file.file_sha256))


def _fits(delivered: Delivered, request: Request) -> bool:
    wanted = request.file
    return (
        (request.source is None or delivered.source == shown_name(request.source))
        and (request.association is None or delivered.association_code == shown_name(request.association))
        and (wanted is None or _is_called(delivered, wanted))
    )


def _is_called(delivered: Delivered, wanted: str) -> bool:
    by_checksum = len(wanted) >= _SHORTEST_CHECKSUM and delivered.file_sha256.startswith(wanted.lower())
    return by_checksum or delivered.file_name == shown_name(wanted)


def _last_as_of(settings: Settings) -> date:
    """Return the day that the last night was seen from."""
    current = current_build(settings)
    if current is not None and not (settings.receipts / "run.json").is_file():
        return date.fromisoformat(load_receipt(settings, current)["as_of"])
    found: date = load_run(settings)["as_of"]
    return found


def _expired(
    settings: Settings, chosen: list[Delivered], places: dict[Path, str], as_of: date
) -> tuple[list[Delivered], list[Delivered]]:
    """Return the deliveries whose time has passed, and those with a time limit but no date."""
    rules = load_rules(settings.project)
    expired, undated = [], []
    for delivered in chosen:
        rule = rule_for(rules, delivered.source, as_of)
        content = _content(settings, delivered.file_sha256, places)
        if rule is None or rule.keep_months is None or content is None:
            continue
        counted_from = _counted_from(content, delivered, rule)
        last = last_day(rule, counted_from) if counted_from else None
        if counted_from is None:
            undated.append(delivered)
        elif last is not None and as_of > last:
            expired.append(delivered)
    return expired, undated


def _content(settings: Settings, sha256: str, places: dict[Path, str]) -> Path | None:
    """Return a place where the bytes of a content lie."""
    landed = settings.landing / sha256
    return landed if landed.is_file() else next((path for path, found in places.items() if found == sha256), None)


def _counted_from(content: Path, delivered: Delivered, rule: Rule) -> date | None:
    """Return the date in a file that its time is counted from; nothing of the file is kept."""
    try:
        tables = interpret(content.read_bytes(), delivered.file_sha256, delivered.source).tables
    except (MemoryError, OSError):
        raise
    except Exception as error:
        LOGGER.warning("no date: reader failed on %s: %s", delivered.file_sha256, type(error).__name__)
        return None
    return latest_date(tables.values(), rule.counted_from)


def _target(
    settings: Settings, sha256: str, reason: str, known: Iterable[Delivered], places: dict[Path, str]
) -> Target:
    files = [path for path, found in places.items() if found == sha256]
    return Target(
        sha256,
        reason,
        tuple(delivered for delivered in known if delivered.file_sha256 == sha256),
        tuple(sorted([*files, *_links_to(settings, set(files))])),
        (settings.landing / sha256).exists(),
        tuple(sorted([*settings.raw.glob(f"*/{sha256}.*"), *settings.receipts.glob(f"*-{sha256}.json")])),
    )


def _links_to(settings: Settings, files: set[Path]) -> Iterator[Path]:
    if not files:
        return
    for folder, folders, names in os.walk(settings.exports.resolve()):
        for name in (*folders, *names):
            path = Path(folder) / name
            if path.is_symlink() and Path(os.path.realpath(path)) in files:
                yield path


def _resting(settings: Settings, contents: set[str]) -> dict[str, set[str]]:
    """Return the finished builds that were made from any of the contents, each with those."""
    found = {}
    for name in finished_builds(settings) if contents else ():
        rows = load_receipt(settings, name)["inputs"]
        made_from = contents & {str(row["file_sha256"]) for row in rows if row["status"] == ACCEPTED}
        if made_from:
            found[name] = made_from
    return found


def _erase(settings: Settings, agreed: Plan, whole_builds: bool) -> None:
    before = load_tombstones(settings)
    stones = []
    for target in agreed.targets:
        old = before.get(target.file_sha256)
        pairs = {(delivered.association_code, delivered.source) for delivered in target.deliveries}
        stones.append(
            Tombstone(
                target.file_sha256,
                old.reason_code if old else target.reason_code,
                tuple(sorted(pairs | set(old.deliveries if old else ()))),
                whole_builds or bool(old and old.whole_builds),
            )
        )
        write_tombstone(settings, stones[-1])
    _forget_what_is_derived(settings)
    settle(settings, spared=agreed.waiting)
    for target, stone in zip(agreed.targets, stones, strict=True):
        for path in (*target.raw, settings.landing / target.file_sha256, *target.delivered):
            if path.is_symlink() or path.exists():
                path.unlink()
                sync_folder(path.parent)
        _log(settings, target, stone)
        write_tombstone(settings, replace(stone, done=True))


def _forget_what_is_derived(settings: Settings) -> None:
    """Remove what may hold rows and is made anew: builds in progress and failed ones, what interrupted runs left,
    the engine's spilled rows, dbt's artifacts, the database of plain dbt, and the lists that name the files.
    """
    leftovers = [
        settings.last_run_file,
        settings.receipts / "run.json",
        settings.inputs_file,
        settings.spill,
        settings.target,
        settings.work,
        *settings.builds.glob(".*"),
        *settings.var.glob("*.duckdb*"),
        *settings.var.glob(".*.tmp"),
        *settings.landing.glob(".*"),
        *settings.raw.glob("*/.*"),
    ]
    for path in leftovers:
        remove_tree(path)


def _log(settings: Settings, target: Target, stone: Tombstone) -> None:
    """Write down what was erased, without anything of its content; a line each for those who delivered it."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    settings.logs.mkdir(parents=True, exist_ok=True)
    with (settings.logs / _LOG).open("a", encoding="utf-8") as log:
        for association, source in stone.deliveries:
            line = (
                f"{now} erased association={association or '-'} source={source or '-'} sha256={target.file_sha256} "
                f"files={target.file_count} reason={stone.reason_code}"
            )
            log.write(mask(printable(line)) + "\n")
        log.flush()
        os.fsync(log.fileno())
