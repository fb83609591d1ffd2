"""What the world knows of the controllers' definitions: it speaks their words and books on their accounts."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


class Definitions:
    """The seeds of a project, read as they stand.

    Args:
        project: The folder with seeds/.
    """

    def __init__(self, project: Path) -> None:
        """Name the folder; a seed is read when it is asked for."""
        self._folder = project / "seeds"
        self._known: dict[str, list[dict[str, str]]] = {}

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a seed such as "definitions/cost_rule".

        Raises:
            OSError: There is no such seed.
        """
        if table not in self._known:
            with (self._folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
                self._known[table] = list(csv.DictReader(file))
        return self._known[table]

    def mapped(self, table: str, word: str, association: str, programme: str) -> dict[str, dict[str, str]]:
        """Return the words that an association's programme may use, each with the row of the map that wins."""
        found: dict[str, dict[str, str]] = {}
        for places in ((association, programme), ("*", programme), (association, "*"), ("*", "*")):
            for row in self.rows(f"definitions/{table}"):
                if (row["association_code"], row["programme_code"]) == places and row[word]:
                    found.setdefault(row[word], row)
        return found

    def own_words(self, table: str, word: str, association: str, programme: str) -> list[str]:
        """Return the words that are written for this programme alone, or else those that all may use."""
        rows = self.rows(f"definitions/{table}")
        own = [
            row[word] for row in rows if (row["association_code"], row["programme_code"]) == (association, programme)
        ]
        return own or [
            row[word] for row in rows if row["association_code"] == row["programme_code"] == "*" and row[word]
        ]

    def steps_forward(self, association: str, programme: str) -> frozenset[str]:
        """Return the outcome classes that count as a step forward in the associations' own practice."""
        return frozenset(
            row["outcome_class"]
            for row in self.rows("definitions/step_forward_rule")
            if row["definition_set"] == "as_booked"
            and row["association_code"] in (association, "*")
            and row["programme_code"] in (programme, "*")
        )

    def account_types(self, chart: str, association: str) -> list[AccountType]:
        """Return one account per rule that tells a cost by its account, in a chart or of one association."""
        rules = [
            row
            for row in self.rows("definitions/cost_type_rule")
            if row["account_from"]
            and row["chart_code"] in (chart, "")
            and row["association_code"] in (association, "*")
        ]
        rules.sort(key=lambda row: (int(row["priority"]), row["rule_id"]))
        found = []
        for rule in rules:
            for account in range(int(rule["account_from"]), int(rule["account_to"]) + 1):
                text = f"{account:04}"
                winner = next(row for row in rules if row["account_from"] <= text <= row["account_to"])
                if winner is rule:
                    found.append(AccountType(text, rule["cost_type"], rule["reason"]))
                    break
        return found

    @cached_property
    def municipality_names(self) -> dict[str, str]:
        """The municipalities of the associations: code -> name."""
        return {
            row["municipality_code"]: row["name_sv"]
            for row in self.rows("reference/municipality")
            if row["kind"] == "municipality"
        }


@dataclass(frozen=True)
class AccountType:
    """An account and what a cost on it is by nature."""

    account: str
    cost_type: str
    name: str
