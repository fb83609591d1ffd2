"""Codes and numbers of an impact in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from finsam.console import money, percent
from finsam.definitions.changes import ADDED, CHANGED, REMOVED, RowChange

INTERNAL = (
    "Controllerfunktionens eget underlag, räknat på oskyddade tal: "
    "pröva sekretess innan uppgifter om personer lämnas ut.",
    "The controller function's own material, computed on unprotected counts: "
    "examine confidentiality before figures about persons are handed out.",
)
NOTHING = ("Förslaget ändrar inget tal.", "The proposal changes no figure.")
KINDS = {"ledger": ("bokföring", "ledger"), "budget": ("budget", "budget")}
CHANGES = {
    ADDED: ("ny rad", "added"),
    REMOVED: ("borttagen rad", "removed"),
    CHANGED: ("ändrad rad", "changed"),
}
DOCUMENTED = "documented"
OUTSIDE_WORDS = ("utanför kostnad och intäkt", "outside of cost and income")


def difference(amount: Any) -> str:
    """Write a difference of SEK with its sign."""
    return f"+{money(amount)}" if amount > 0 else money(amount)


def figure(value: Decimal | None, unit: str) -> str:
    """Write the value of an indicator the way its unit is read."""
    if value is None:
        return "–"
    if unit == "fraction":
        return percent(value)
    return money(value) if unit == "sek" else plain(value)


def plain(value: Any) -> str:
    """Write a cell of a definition row."""
    if value is None or value == "":
        return "(tom)"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def key(change: RowChange) -> str:
    """Write what names a row: the values of its key."""
    return " · ".join(plain(value) for value in change.key.values())


def altered(change: RowChange) -> str:
    """Write what happened to the cells of a row; empty cells of an added or removed one are left out."""
    if change.change == CHANGED:
        return ", ".join(f"{name} {plain(change.old[name])} → {plain(change.new[name])}" for name in change.new)
    cells = (change.new or change.old).items()
    return ", ".join(f"{name} {plain(value)}" for name, value in cells if name != "decision_id" and value is not None)


def rule(row: Mapping[str, Any], side: str) -> str:
    """Write which rule, and which key with which share, put a line where it is."""
    parts = [row[f"{side}_rule_id"] or "ingen regel / no rule"]
    if row[f"{side}_key"]:
        basis = row[f"{side}_share_basis"]
        parts += [row[f"{side}_key"], plain(row[f"{side}_share"]), *([f"({basis})"] if basis != DOCUMENTED else [])]
    return " ".join(parts)


def decision(row: Mapping[str, Any], side: str) -> str:
    """Write the decisions of that rule and key."""
    known = (row[f"{side}_rule_decision_id"], row[f"{side}_key_decision_id"])
    return ", ".join(dict.fromkeys(value for value in known if value)) or "–"


def voucher(row: Mapping[str, Any]) -> str:
    """Write the series and number of a voucher."""
    return " ".join(part for part in (row["voucher_series"], row["voucher_number"]) if part) or "–"


def cell(category: str, programme: str) -> str:
    """Write a category and programme by their codes."""
    return "/".join(part for part in (category or "–", programme) if part)
