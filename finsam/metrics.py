"""The indicators as metrics of dbt's semantic layer (MetricFlow), written from their rows in seeds/definitions.

`python -m finsam.metrics > models/metrics/indicators.yml`, after a change of indicators, terms or measures.

A metric sums building blocks (fct_measure); it never reads a finished value. What is not a sum is left out, by what
the rows say: a block that does not add up (a median, unique persons) or a term that holds only for some years. A query
that would add what overlaps (a programme to its association, one definition set to another) gets no value rather than
a wrong one: sums are given within one slice, ratios and signed sums for one association at a time.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from finsam.settings import PACKAGE

Row = dict[str, str]

_HEAD = """\
# Made from seeds/definitions by: python -m finsam.metrics > models/metrics/indicators.yml
# Left out, since a sum of building blocks cannot express them: {left_out}.
version: 2

semantic_models:
  - name: measure
    description: >-
      Building blocks of indicators. Group by, or pick one of, each of unit_code, definition_set, breakdown and
      breakdown_value; what would overlap gets no value. Counts of persons are not suppressed.
    model: ref('fct_measure')
    defaults: {{agg_time_dimension: fiscal_year}}
    primary_entity: figure
    dimensions:
      - {{name: association_code, type: categorical}}
      - {{name: unit_code, type: categorical}}
      - {{name: definition_set, type: categorical}}
      - {{name: covers_cost, type: categorical}}
      - {{name: breakdown, type: categorical}}
      - {{name: breakdown_value, type: categorical}}
      - {{name: fiscal_year, type: time, expr: period_start, type_params: {{time_granularity: year}}}}
    measures:
"""
_GUARDS = {"sum": ("lowest_slice", "highest_slice"), "figure": ("lowest_cell", "highest_cell")}
_MEASURE = "      - {{name: {name}, create_metric: true, agg: {agg}, expr: {expr}, description: {description}}}\n"


@dataclass(frozen=True)
class Metric:
    """One metric: its name and label, the expression over building blocks, and what guards it against overlaps."""

    name: str
    label: str
    expr: str
    blocks: list[str]
    guard: str


@dataclass(frozen=True)
class Indicator:
    """One indicator, its terms by part and where it is given."""

    row: Row
    parts: dict[str, dict[str, Decimal]]
    rests_on_step_forward: bool

    @property
    def code(self) -> str:
        """The code, which is the name of its metric."""
        return self.row["indicator_code"]

    def filters(self) -> list[str]:
        """Return what rows the indicator is given for, as filters of MetricFlow."""
        unit, covers_cost = (f"{{{{ Dimension('figure__{name}') }}}}" for name in ("unit_code", "covers_cost"))
        whole_only = [] if self.row["has_programme_level"] == "true" else [f"{unit} = ''"]
        return whole_only + ([] if self.rests_on_step_forward else [covers_cost])

    def metrics(self, fraction: str) -> Iterator[Metric]:
        """Yield the metrics of the indicator: its value, and for a ratio its two parts before it.

        Args:
            fraction: How to divide, with places for `{{ numerator }}` and `{{ denominator }}`.
        """
        name = self.row["name_sv"]
        sums = {part: _signed_sum(terms) for part, terms in self.parts.items()}
        guards = {part: "sum" if list(terms.values()) == [1] else "figure" for part, terms in self.parts.items()}
        if len(sums) == 1:
            yield Metric(self.code, name, sums["numerator"], list(self.parts["numerator"]), guards["numerator"])
            return
        for part, word in (("numerator", "täljare"), ("denominator", "nämnare")):
            yield Metric(f"{self.code}_{part}", f"{name}, {word}", sums[part], list(self.parts[part]), guards[part])
        value = re.sub(r"\{\{ (\w+) \}\}", lambda place: sums[place[1]], fraction)
        yield Metric(self.code, name, value, list(self.parts["numerator"] | self.parts["denominator"]), "figure")


def document(project: Path) -> str:
    """Return the semantic model and the metrics of all indicators as the text of a dbt property file.

    Args:
        project: The folder with seeds/ and macros/.
    """
    indicators, left_out = _indicators(project)
    words = {row["measure_code"]: row for row in _rows(project, "measure")}
    blocks = list(
        dict.fromkeys(block for indicator in indicators for terms in indicator.parts.values() for block in terms)
    )
    text = _HEAD.format(left_out=", ".join(left_out))
    for block in blocks:
        expr = f"case when measure_code = '{block}' then amount end"
        text += _measure(f"block_{block}", "sum", expr, f"{words[block]['label_sv']} / {words[block]['label_en']}")
    for column, (lowest, highest) in (("slice_no", _GUARDS["sum"]), ("cell_no", _GUARDS["figure"])):
        text += _measure(lowest, "min", column, f"Equal to {highest} where nothing that overlaps is added.")
        text += _measure(highest, "max", column, f"Equal to {lowest} where nothing that overlaps is added.")
    text += "\nmetrics:\n"
    fraction = _fraction(project)
    for indicator in indicators:
        for metric in indicator.metrics(fraction):
            text += _metric(indicator, metric)
    return text


def _measure(name: str, agg: str, expr: str, description: str) -> str:
    return _MEASURE.format(name=name, agg=agg, expr=_quoted(expr), description=_quoted(description))


def _metric(indicator: Indicator, metric: Metric) -> str:
    lowest, highest = _GUARDS[metric.guard]
    inputs = ", ".join([*(f"block_{block}" for block in metric.blocks), lowest, highest])
    lines = [
        f"  - name: {metric.name}",
        f"    label: {_quoted(metric.label)}",
        f"    description: {_quoted(indicator.row['name_en'] + '. ' + indicator.row['purpose_en'])}",
        "    type: derived",
        "    type_params:",
        f"      expr: {_quoted(f'case when {lowest} = {highest} then {metric.expr} end')}",
        f"      metrics: [{inputs}]",
    ]
    if indicator.filters():
        lines.append(f"    filter: {_quoted(' and '.join(indicator.filters()))}")
    return "\n".join(lines) + "\n"


def _signed_sum(terms: dict[str, Decimal]) -> str:
    """Write terms as the amounts of a part are: DECIMAL(18,4), so that nothing is ever a float."""
    amounts = ((f"cast(block_{block} as decimal(18, 4))", coefficient) for block, coefficient in terms.items())
    signed = " ".join(
        f"{'-' if coefficient < 0 else '+'} {'' if abs(coefficient) == 1 else f'{abs(coefficient):f} * '}{amount}"
        for amount, coefficient in amounts
    ).removeprefix("+ ")
    return signed if len(terms) == 1 and not signed.startswith("-") else f"cast({signed} as decimal(18, 4))"


def _fraction(project: Path) -> str:
    """Return how the models divide: the body of their own macro, so that there is no second way."""
    macro = (project / "macros" / "fraction.sql").read_text(encoding="utf-8")
    return macro.split("-%}")[-1].split("{%-")[0].strip()


def _indicators(project: Path) -> tuple[list[Indicator], list[str]]:
    """Return the indicators that sums of blocks can express, and the codes of the others."""
    adds_up = {row["measure_code"]: row["adds_up"] == "true" for row in _rows(project, "measure")}
    paired = {row["matched_measure_code"]: row["measure_code"] for row in _rows(project, "matched_measure")}
    step_forward = {
        row["measure_code"] for row in _rows(project, "outcome_measure") if row["outcome_flag"] == "step_forward"
    }
    terms: dict[str, list[Row]] = {}
    for term in _rows(project, "indicator_term"):
        terms.setdefault(term["indicator_code"], []).append(term)
    found, left_out = [], []
    for row in _rows(project, "indicator"):
        own = terms[row["indicator_code"]]
        always = all((term["valid_from"], term["valid_to"]) == (row["valid_from"], row["valid_to"]) for term in own)
        if not always or not all(adds_up[term["measure_code"]] for term in own):
            left_out.append(row["indicator_code"])
            continue
        parts: dict[str, dict[str, Decimal]] = {}
        for term in own:
            parts.setdefault(term["part"], {})[term["measure_code"]] = Decimal(term["coefficient"]).normalize()
        rests = any(paired.get(term["measure_code"], term["measure_code"]) in step_forward for term in own)
        found.append(Indicator(row, parts, rests))
    return found, left_out


def _rows(project: Path, seed: str) -> list[Row]:
    with (project / "seeds" / "definitions" / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.write(document(PACKAGE.parent))
