"""json-stat2: one list of values for all combinations of categories, the last dimension running fastest."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from finsam.readers.statistics.codes import (
    SCB_SEX,
    breakdown,
    breakdown_key,
    demand_provenance,
    parse_period,
    plain,
    region_code,
    sex_code,
    shown,
)
from finsam.readers.statistics.json_text import describe, parse_json
from finsam.readers.statistics.observation import MAX_OBSERVATIONS, Observations, Region, Subject
from finsam.readers.statistics.problems import ObservationError, note, refusal
from finsam.readers.statistics.values import json_amount

_EXPECTED = (
    "json-stat2: class dataset med id, size, dimension och value / class dataset with id, size, dimension, value"
)
_ROLES = {"region": ("geo", {"region", "lan", "kommun"}), "time": ("time", {"tid", "ar", "manad", "kvartal"})}
_ROLES |= {"measure": ("metric", {"contentscode", "tabellinnehall"}), "sex": ("", {"kon"})}
_NEEDED = {
    "region": ("variabel för region", "variable of region", "Region"),
    "time": ("variabel för tid", "variable of time", "Tid"),
    "measure": ("variabel för innehåll", "variable of contents", "ContentsCode"),
}
_PERTURBED = ("cell key", "ckm")


@dataclass(frozen=True)
class Dimension:
    """One dimension: its codes in the order in which the values run, and their labels."""

    name: str
    codes: tuple[str, ...]
    labels: Mapping[str, str]
    units: Mapping[str, str]

    def label(self, code: str) -> str | None:
        """Return the label of a code, None where it has none."""
        return self.labels.get(code)


@dataclass(frozen=True)
class _Roles:
    """Which dimension is which; -1 for none."""

    region: int
    time: int
    measure: int
    sex: int


def read_json_stat(data: bytes, found: Observations) -> None:
    """Read one dataset.

    Raises:
        Refusal: It is not json-stat2, does not fit together, or lacks region, time or contents.
    """
    content = parse_json(data)
    if not isinstance(content, Mapping) or content.get("class") != "dataset":
        raise refusal("shape_unknown", found=describe(content), expected=_EXPECTED)
    dimensions = _dimensions(content)
    size = _size(dimensions)
    roles = _roles(content, dimensions)
    values = _cells(content.get("value"), size, "value")
    statuses = _cells(content.get("status") or {}, size, "status")
    if any(word in str(content.get("note", "")).casefold() for word in _PERTURBED):
        found.notes.append(note("statistic_perturbed"))
    provenance = demand_provenance(_map(content.get("extension")).get("provenance"))
    work = _Work(dimensions, roles, _dataset(content), provenance, found)
    for place, codes in enumerate(itertools.product(*(dimension.codes for dimension in dimensions))):
        work.add(codes, values.get(place), statuses.get(place))


def _dimensions(content: Mapping[str, Any]) -> list[Dimension]:
    """Return the dimensions in the order of `id`."""
    names, sizes, described = content.get("id"), content.get("size"), content.get("dimension")
    if (
        not isinstance(names, list)
        or not isinstance(sizes, list)
        or not isinstance(described, Mapping)
        or not names
        or not all(isinstance(name, str) for name in names)
    ):
        raise refusal("shape_unknown", found=describe(content), expected=_EXPECTED)
    if len(names) != len(sizes) or len(set(names)) != len(names):
        raise refusal("size_mismatch", found=f"id {len(names)}", expected=f"size {len(sizes)}")
    return [_dimension(name, size, described.get(name)) for name, size in zip(names, sizes, strict=True)]


def _dimension(name: str, size: Any, content: Any) -> Dimension:
    category = content.get("category") if isinstance(content, Mapping) else None
    if not isinstance(category, Mapping):
        raise _broken(name, "category saknas", "category is missing")
    labels = {code: text for code, text in _map(category.get("label")).items() if isinstance(text, str)}
    codes = _ordered(name, category.get("index"), labels)
    if not isinstance(size, Decimal) or size != len(codes):
        raise _broken(name, f"{len(codes)} koder, size {shown(size)}", f"{len(codes)} codes, size {shown(size)}")
    bases = {code: _map(unit).get("base") for code, unit in _map(category.get("unit")).items()}
    return Dimension(name, codes, labels, {code: base for code, base in bases.items() if isinstance(base, str)})


def _ordered(name: str, index: Any, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes by their place: `index` says it as a map code -> place or as a list."""
    if index is None and len(labels) == 1:
        return tuple(labels)
    if isinstance(index, list):
        if all(isinstance(code, str) for code in index) and len(set(index)) == len(index):
            return tuple(index)
        raise _broken(name, "en kod står två gånger", "a code is there twice")
    if not isinstance(index, Mapping):
        raise _broken(name, "index saknas", "index is missing")
    by_place = {place: code for code, place in index.items() if isinstance(place, Decimal)}
    if set(by_place) != set(range(len(index))):
        raise _broken(name, "platserna är inte 0, 1, 2 ...", "the places are not 0, 1, 2 ...")
    return tuple(by_place[Decimal(place)] for place in range(len(index)))


def _broken(name: str, sv: str, en: str) -> Exception:
    return refusal("dimension_broken", name=shown(name), reason_sv=sv, reason_en=en)


def _map(content: Any) -> Mapping[str, Any]:
    """Return a JSON object, an empty one for anything else."""
    return content if isinstance(content, Mapping) else {}


def _size(dimensions: Sequence[Dimension]) -> int:
    size = 1
    for dimension in dimensions:
        size *= len(dimension.codes)
    if size > MAX_OBSERVATIONS:
        raise refusal("too_many_observations", limit=MAX_OBSERVATIONS)
    if size == 0:
        raise refusal("statistic_empty")
    return size


def _cells(content: Any, size: int, name: str) -> Mapping[int, Any]:
    """Return place -> content of a full list, of a sparse map, or of one status for all.

    Raises:
        Refusal: The list has another length, or the map has a place outside the table.
    """
    if name == "status" and isinstance(content, str):
        return dict.fromkeys(range(size), content)
    if isinstance(content, list):
        if len(content) != size:
            raise refusal("size_mismatch", found=f"{name} {len(content)}", expected=size)
        return dict(enumerate(content))
    if not isinstance(content, Mapping):
        raise refusal("shape_unknown", found=f"{name}: {describe(content)}", expected=_EXPECTED)
    places = {key: int(key) if key.isascii() and key.isdigit() and len(key) < 12 else size for key in content}
    beyond = [key for key, place in places.items() if place >= size]
    if beyond or len(set(places.values())) != len(places):
        raise refusal("size_mismatch", found=f"{name}[{shown(beyond[0]) if beyond else '?'}]", expected=size)
    return {places[key]: cell for key, cell in content.items()}


def _roles(content: Mapping[str, Any], dimensions: Sequence[Dimension]) -> _Roles:
    """Find region, time, contents and sex: by the roles that the file states, else by the usual names."""
    stated = _map(content.get("role"))
    places = {}
    for part, (role, usual) in _ROLES.items():
        named = stated.get(role)
        wanted = set(named) if isinstance(named, list) and all(isinstance(name, str) for name in named) else set()
        matching = [i for i, dimension in enumerate(dimensions) if dimension.name in wanted] or [
            i for i, dimension in enumerate(dimensions) if plain(dimension.name) in usual
        ]
        places[part] = matching[0] if len(matching) == 1 else -1
    for part, (missing_sv, missing_en, expected) in _NEEDED.items():
        if places[part] < 0:
            names = ", ".join(shown(dimension.name) for dimension in dimensions)
            raise refusal(
                "dimension_missing", missing_sv=missing_sv, missing_en=missing_en, found=names, expected=expected
            )
    return _Roles(**places)


def _dataset(content: Mapping[str, Any]) -> str:
    """Return the number of the table (TAB638), else its other name, else its title."""
    table = _map(_map(content.get("extension")).get("px"))
    names = [table.get(name) for name in ("tableid", "matrix", "infofile")]
    known = [name for name in [*names, content.get("label")] if isinstance(name, str) and name.strip()]
    return " ".join(known[0].split()) if known else "json-stat2"


@dataclass(frozen=True)
class _Work:
    """The dataset while its cells are read."""

    dimensions: Sequence[Dimension]
    roles: _Roles
    dataset: str
    provenance: str | None
    found: Observations

    def add(self, codes: tuple[str, ...], value: Any, status: Any) -> None:
        """Read one cell; `codes` has one category per dimension."""
        try:
            self._add(codes, value, status)
        except ObservationError as error:
            cell = dict(zip((dimension.name for dimension in self.dimensions), codes, strict=True))
            self.found.reject(error.problem, cell | {"value": value, "status": status})

    def _add(self, codes: tuple[str, ...], value: Any, status: Any) -> None:
        roles, dimensions = self.roles, self.dimensions
        if status is not None and not isinstance(status, str):
            raise ObservationError("observation_broken", name="status", expected="text")
        measures, regions = dimensions[roles.measure], dimensions[roles.region]
        measure, region = codes[roles.measure], codes[roles.region]
        sex = "all"
        if roles.sex >= 0:
            sex = self._sex(codes[roles.sex])
        subject = Subject(
            self.dataset,
            measure,
            measures.label(measure),
            breakdown(dict(self._others(codes))),
            measures.units.get(measure),
            self.provenance,
        )
        period = parse_period(codes[roles.time])
        amount = json_amount(value, (status or "").strip())
        self.found.add(subject, Region(region_code(region), regions.label(region)), sex, period, amount)

    def _sex(self, code: str) -> str:
        """Return the sex by SCB's code, else by its label."""
        try:
            return sex_code(code, SCB_SEX)
        except ObservationError:
            label = self.dimensions[self.roles.sex].label(code)
            if label is None:
                raise
            return sex_code(label)

    def _others(self, codes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        taken = {self.roles.region, self.roles.time, self.roles.measure, self.roles.sex}
        for place, (dimension, code) in enumerate(zip(self.dimensions, codes, strict=True)):
            if place not in taken:
                yield breakdown_key(dimension.name), code
