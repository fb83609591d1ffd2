"""What all pages read: rows in one language, indicator values with their grades, and who the associations are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from finsam.published import Published, Row
from finsam.report.cells import COUNT, Cell, anchor, slug
from finsam.wording import Language

Found = TypeVar("Found")


@dataclass(frozen=True)
class Association:
    """One association, or the county, as the pages name it.

    Args:
        code: Its code.
        is_made_up: Whether all of it is an example.
    """

    code: str
    is_made_up: bool

    @property
    def path(self) -> str:
        """Its page."""
        return f"association/{slug(self.code)}.html"

    @property
    def people(self) -> str:
        """The page that tells more of its participants."""
        return f"people/{slug(self.code)}.html"

    @property
    def sources(self) -> str:
        """The page that leads its amounts to their sources."""
        return f"sources/{slug(self.code)}.html"


class Facts:
    """Asks the published schema, each question once."""

    def __init__(self, published: Published) -> None:
        """Keep the gateway."""
        self.published = published
        self._answers: dict[tuple[str, tuple[tuple[str, Any], ...]], list[Row]] = {}
        self._made: dict[Callable[[Facts], Any], Any] = {}

    def rows(self, sql: str, **values: Any) -> list[Row]:
        """Return the answer to a query; it is asked once."""
        question = (sql, tuple(sorted(values.items())))
        if question not in self._answers:
            self._answers[question] = self.published.rows(sql, values)
        return self._answers[question]

    def once(self, make: Callable[[Facts], Found]) -> Found:
        """Return what a function makes of the facts; it is called once."""
        if make not in self._made:
            self._made[make] = make(self)
        found: Found = self._made[make]
        return found

    def has(self, relation: str, *columns: str) -> bool:
        """Whether the build has a relation."""
        return self.published.has(relation, *columns)

    @cached_property
    def build(self) -> Row:
        """The build's own row."""
        return self.rows("select build_id, as_of, code_revision, definitions_sha256 from published.build")[0]

    @cached_property
    def indicators(self) -> dict[str, Row]:
        """Indicator code -> its definition in force."""
        rows = self.rows(
            "select * from published.indicator order by indicator_code, in_force_status = 'in_force', valid_from"
        )
        return {row["indicator_code"]: row for row in rows}

    @cached_property
    def values(self) -> list[Row]:
        """All indicator values with their year."""
        return self.rows(
            """
            select *, year(period_start) as fiscal_year from published.indicator_value
            order by indicator_code, association_code, unit_code, period_start, definition_set, breakdown,
                breakdown_value, series_code, fact_key
            """
        )

    @cached_property
    def year_values(self) -> dict[tuple[str, str, int, str, str], Row]:
        """(indicator, association, year, definition set, unit) -> the value; the unit is empty for the whole."""
        return {
            (
                row["indicator_code"],
                row["association_code"],
                row["fiscal_year"],
                row["definition_set"],
                row["unit_code"],
            ): row
            for row in self.values
            if not row["breakdown"] and row["period_type"] == "year"
        }

    def year_of(self, association: str) -> int:
        """The comparison year where an association has figures for it, else its own latest year with the most."""
        years = Counter(key[2] for key in self.year_values if key[1] == association and not key[4])
        if self.year in years or not years:
            return self.year
        most = max(years.values())
        return max(year for year, number in years.items() if number == most)

    @cached_property
    def reasons(self) -> dict[str, list[Row]]:
        """Fact key of an indicator value -> the reasons of its grade."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows("select * from published.grade_reason order by fact_key, dimension, reason_code"):
            found[row["fact_key"]].append(row)
        return found

    @cached_property
    def county(self) -> list[Association]:
        """The associations whose deliveries are real, by their codes."""
        return [one for one in self._delivering if not one.is_made_up]

    @cached_property
    def examples(self) -> list[Association]:
        """Associations whose deliveries are made up."""
        return [one for one in self._delivering if one.is_made_up]

    @cached_property
    def _delivering(self) -> list[Association]:
        rows = self.rows(
            """
            select association_code, association_code in (
                select association_code from published.grade_reason where reason_code = 'synthetic'
            ) as is_made_up
            from published.delivery
            where association_code in (select association_code from published.indicator_value)
            group by all order by all
            """
        )
        return [Association(row["association_code"], row["is_made_up"]) for row in rows]

    @cached_property
    def county_code(self) -> str:
        """The code of the county's own totals; empty where there are none."""
        known = {one.code for one in self._delivering}
        return next((row["association_code"] for row in self.values if row["association_code"] not in known), "")

    @cached_property
    def year(self) -> int:
        """The year to compare in: the latest one for which the most associations have a cost split."""
        rows = self.rows(
            """
            select fiscal_year, count(distinct association_code) as associations from published.cost_split
            where cost_category <> 'unclassified' group by all order by associations desc, fiscal_year desc
            """
        )
        return int(rows[0]["fiscal_year"]) if rows else self.build["as_of"].year

    @cached_property
    def parts(self) -> dict[tuple[str, str], set[str]]:
        """(relation, fact key) -> which of its numbers have sources, hidden ones too."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self.rows("select relation, fact_key, part from published.figure_part group by all order by all"):
            found[row["relation"], row["fact_key"]].add(row["part"])
        return found

    def delivered_by(self, association: str) -> Mapping[str, list[Row]]:
        """Source -> the files an association has delivered of it."""
        return self._delivered.get(association, {})

    @cached_property
    def _delivered(self) -> dict[str, dict[str, list[Row]]]:
        found: dict[str, dict[str, list[Row]]] = defaultdict(dict)
        for row in self.rows("select * from published.delivery order by source, file_name, file_sha256"):
            found[row["association_code"]].setdefault(row["source"], []).append(row)
        return found

    def fitness_of(self, association: str) -> list[Row]:
        """What the relations are fit for, by year."""
        rows = self.rows("select * from published.fit_for_use order by fiscal_year desc, verdict desc, relation")
        return [row for row in rows if row["association_code"] == association]


class Reading:
    """The facts in one language."""

    def __init__(self, facts: Facts, language: Language) -> None:
        """Choose the language."""
        self.facts = facts
        self.language = language
        self.words = facts.published.words

    def said(self, row: Mapping[str, Any], stem: str) -> str:
        """Return a text that a row has in both languages."""
        return row[f"{stem}_{self.language}"] or ""

    def name(self, kind: str, code: Any) -> str:
        """Return what people call a code."""
        return self.words.name(kind, code, self.language)

    def programme(self, association: str, code: str) -> str:
        """Return what an association calls a programme; a unit may also be a municipality."""
        for kind, own in (("programme", f"{association}/{code}"), ("programme", code), ("municipality", code)):
            name = self.name(kind, own)
            if name != own:
                return name
        return code

    def of_breakdown(self, row: Mapping[str, Any]) -> str:
        """Return which part of the whole a value is about; empty for the whole."""
        return self.name(row["breakdown"], row["breakdown_value"]) if row["breakdown"] else ""

    def indicator_name(self, code: str) -> str:
        """Return the name of an indicator."""
        row = self.facts.indicators.get(code)
        return self.said(row, "name") if row else code

    def indicator(self, code: str, association: str, year: int, definition_set: str, unit: str = "") -> Cell:
        """Return the value of an indicator for an association, or a unit of it; missing where there is none."""
        row = self.facts.year_values.get((code, association, year, definition_set, unit))
        if row is None:
            own = self.facts.indicators.get(code)
            key = {
                "indicator_code": code,
                "association_code": association,
                "period_start": f"{year}-01-01",
                "definition_set": definition_set,
                "unit_code": unit,
                "breakdown": "",
            }
            return Cell(None, own["unit"] if own else "", "indicator_value", "value", key, indicator_path(code))
        return self.value_cell(row)

    def value_cell(self, row: Mapping[str, Any], column: str = "value") -> Cell:
        """Return an indicator value, or a part of it, as a cell that leads to its explanation."""
        own = self.facts.reasons.get(row["fact_key"], [])
        worst = [reason for reason in own if reason["grade"] == row["grade"]]
        return Cell(
            value=row[column],
            unit=row["unit"] if column == "value" else COUNT,
            relation="indicator_value",
            column=column,
            key={"fact_key": row["fact_key"]},
            href=f"{indicator_path(row['indicator_code'])}#{anchor(row['fact_key'])}",
            grade=row["grade"] or "",
            reasons=tuple(dict.fromkeys(self.said(reason, "reason") for reason in worst)),
            suppressed=bool(row["is_suppressed"]) and row[column] is None,
            comparable=bool(row["is_comparable"]),
            is_ratio=column == "value" and row["denominator"] is not None,
            coverage=self._coverage(row) if column == "value" else None,
        )

    def _coverage(self, row: Mapping[str, Any]) -> Cell | None:
        """A part is not a total: say how much of it is there, where that is not all."""
        if row["value"] is None or row["coverage"] is None or row["coverage"] >= 1:
            return None
        return self.cell(row, "indicator_value", "coverage", "fraction", ("fact_key",))

    def cell(
        self,
        row: Mapping[str, Any],
        relation: str,
        column: str,
        unit: str,
        keys: Sequence[str],
        *,
        href: str = "",
    ) -> Cell:
        """Return a number of any published relation.

        Args:
            row: The row.
            relation: The relation.
            column: The number's column.
            unit: How it is written.
            keys: The columns that pick the row.
            href: Where it is explained.
        """
        suppressed = bool(row.get("is_suppressed")) and row[column] is None
        return Cell(row[column], unit, relation, column, {key: row[key] for key in keys}, href, suppressed=suppressed)

    def traced(self, row: Mapping[str, Any], relation: str, column: str, unit: str) -> Cell:
        """Return a number of a relation whose numbers have their sources told one by one.

        A number without any source was never delivered, whatever else its row hides.

        Args:
            row: The row.
            relation: The relation.
            column: The number's column.
            unit: How it is written.
        """
        key = row["fact_key"]
        link = self.source_link(row["association_code"], relation, key)
        cell = self.cell(row, relation, column, unit, ("fact_key",), href=link)
        has_source = column in self.facts.parts.get((relation, key), ())
        return replace(cell, suppressed=cell.suppressed and has_source)

    def source_link(self, association: str, relation: str, fact_key: str) -> str:
        """Return where an amount is led to its sources; empty where it has none."""
        if (relation, fact_key) not in self.facts.parts:
            return ""
        return f"{Association(association, False).sources}#{anchor(relation, fact_key)}"

    def delivered_link(self, association: str, source: str) -> str:
        """Return where the files are that an association has delivered of a source."""
        page = Association(association, False).sources
        return f"{page}#{delivered_place(source)}" if source in self.facts.delivered_by(association) else page


def indicator_path(code: str) -> str:
    """Return the page of an indicator."""
    return f"indicator/{slug(code)}.html"


def delivered_place(source: str) -> str:
    """Return the place of the files of a source on the page of an association's sources."""
    return anchor("delivery", source)
