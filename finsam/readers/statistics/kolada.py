"""Kolada (RKA), API version 3: one JSON answer with count, values and next_url."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from finsam.readers.statistics.codes import demand_provenance, parse_period, region_code, sex_code, shown
from finsam.readers.statistics.json_text import demand_text_bytes, describe, parse_json
from finsam.readers.statistics.observation import Observations, Region, Subject
from finsam.readers.statistics.problems import ObservationError, refusal
from finsam.readers.statistics.values import Amount, json_amount
from finsam.readers.table.problems import Refusal

_EXPECTED = "JSON från Kolada v3 med count, values och next_url / JSON from Kolada v3 with count, values and next_url"
_KPI = re.compile(r"[NU][0-9]{5}")
_UNIT = re.compile(r"[0-9]{4}|G[0-9]+")
_MISSING = "Missing"
_STATUSES = frozenset({"", _MISSING})


def read_kolada(data: bytes, found: Observations) -> None:
    """Read one answer; the dataset is the service and the measure the indicator (KPI).

    Raises:
        Refusal: It is no answer of Kolada v3, one page of several, or empty.
    """
    demand_text_bytes(data, _EXPECTED)
    answer = parse_json(data)
    if not isinstance(answer, Mapping) or not isinstance(answer.get("values"), list) or "count" not in answer:
        raise refusal("shape_unknown", found=describe(answer), expected=_EXPECTED)
    rows: list[Any] = answer["values"]
    _demand_whole(answer, rows)
    provenance = demand_provenance(answer.get("provenance"))
    for row in rows:
        _read_row(row, provenance, found)


def _demand_whole(answer: Mapping[str, Any], rows: list[Any]) -> None:
    """Refuse one page of several: what is on the other pages would silently be missing."""
    pages = [name for name in ("next_url", "previous_url") if answer.get(name)]
    missed = "" if answer["count"] == len(rows) else f"count {answer['count']}, values {len(rows)}"
    reason = ", ".join([*pages, *([missed] if missed else [])])
    if reason:
        observations = sum(len(_values(row)) for row in rows)
        raise Refusal(refusal("page_incomplete", found=reason).problem, 0, observations)


def _values(row: Any) -> list[Any]:
    values = row.get("values") if isinstance(row, Mapping) else None
    return values if isinstance(values, list) else []


def _read_row(row: Any, provenance: str | None, found: Observations) -> None:
    """Read the values of one indicator, unit and year; a row that cannot be used is one observation."""
    content = row if isinstance(row, Mapping) else {"row": row}
    shared = {name: content.get(name) for name in ("kpi", "municipality", "period")}
    values = _values(row)
    if not values:
        problem = ObservationError("observation_broken", name="values", expected="[{gender, value, status ...}]")
        found.reject(problem.problem, shared)
    for entry in values:
        try:
            kpi = _text(shared["kpi"], _KPI, "kpi", "N01951")
            region = Region(region_code(_text(shared["municipality"], _UNIT, "municipality", "1880, 0018, G...")), None)
            period = parse_period(_year(shared["period"]))
            sex, amount = _read_entry(entry)
        except ObservationError as error:
            found.reject(error.problem, shared | {"value": entry})
        else:
            found.add(Subject("kolada", kpi, provenance=provenance), region, sex, period, amount)


def _read_entry(entry: Any) -> tuple[str, Amount]:
    if not isinstance(entry, Mapping) or "value" not in entry:
        raise ObservationError("observation_broken", name="value", expected="{gender, value, status ...}")
    if entry.get("isdeleted") not in (False, None):
        raise ObservationError("observation_deleted")
    status = entry.get("status") or ""
    if not isinstance(status, str) or status not in _STATUSES:
        raise ObservationError("code_unknown", name="status", found=shown(status), expected=f"tomt/empty, {_MISSING}")
    if status == _MISSING and entry["value"] is not None:
        raise ObservationError("value_contradicts_status", found=status)
    gender = entry.get("gender")
    if gender not in ("T", "K", "M"):
        raise ObservationError("code_unknown", name="gender", found=shown(gender), expected="T, K, M")
    return sex_code(gender), json_amount(entry["value"], status)


def _text(value: Any, pattern: re.Pattern[str], name: str, expected: str) -> str:
    """Return a code; a number is not one, since it has lost its leading zeros."""
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ObservationError("observation_broken", name=name, expected=expected)
    return value


def _year(value: Any) -> str:
    if isinstance(value, Decimal) and value == value.to_integral_value() and 0 < value < 10_000:
        return str(int(value))
    raise ObservationError("period_unknown", found=shown(value))
