"""What a proposal would do: before, after, difference and the lines that move, proven to add up.

Nothing is published or changed: the current build is only read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from finsam.console import money
from finsam.definitions import moved
from finsam.definitions.changes import RowChange, row_changes
from finsam.definitions.folder import ProposalError, SeedFolder, folder_sha256, proposed_seeds
from finsam.definitions.recipe import MODEL, SEED, VIEW, Recipe, load_recipe
from finsam.definitions.scenario import NotRebuildableError, scenario
from finsam.definitions.sides import Sides
from finsam.errors import FinsamError, UsageError
from finsam.fingerprint import digest
from finsam.masking import mask
from finsam.publish import demand_current, load_receipt
from finsam.settings import Settings
from finsam.sql import identifier, statement

OUTSIDE = ""
_GROUP = ("association_code", "fiscal_year", "subject_kind", "budget_version", "definition_set")
_SPLITS = ("controller__cost_split", "controller__budget_split")
_OUTWARD = "controller"
_INDICATOR = "controller__indicator_value"
_WORDS = ("association", "definition_set", "cost_category", "indicator", "decision", "closed_period")
_LABELS = {
    "association": "select association_code as code, short_name as sv, short_name as en from after.association",
    "definition_set": "select definition_set as code, label_sv as sv, label_en as en from after.definition_set",
    "cost_category": "select cost_category as code, label_sv as sv, label_en as en from after.cost_category",
    "indicator": "select indicator_code as code, name_sv as sv, name_en as en from after.indicator",
}

_PUBLISHED_SPLIT = """
with
splits as (
    select
        association_code, fiscal_year, 'ledger' as subject_kind, '' as budget_version, definition_set, cost_category,
        amount_sek, side
    from (
        select 'after' as side, * from after.controller__cost_split
        union all
        select 'before' as side, * from before.controller__cost_split
    )
    union all
    select
        association_code, fiscal_year, 'budget' as subject_kind, budget_version, definition_set, cost_category,
        budget_sek as amount_sek, side
    from (
        select 'after' as side, * from after.controller__budget_split
        union all
        select 'before' as side, * from before.controller__budget_split
    )
)
select
    association_code, fiscal_year, subject_kind, budget_version, definition_set, cost_category,
    sum(case when side = 'after' then amount_sek else -amount_sek end) as difference_sek
from splits group by all
"""

_INDICATORS = """
select
    coalesce(now.indicator_code, was.indicator_code) as indicator_code,
    coalesce(now.association_code, was.association_code) as association_code,
    coalesce(now.unit_code, was.unit_code) as unit_code,
    year(coalesce(now.period_end, was.period_end)) as year,
    coalesce(now.period_start, was.period_start) as period_start,
    coalesce(now.period_end, was.period_end) as period_end,
    coalesce(now.definition_set, was.definition_set) as definition_set,
    coalesce(now.breakdown, was.breakdown) as breakdown,
    coalesce(now.breakdown_value, was.breakdown_value) as breakdown_value,
    coalesce(now.unit, was.unit) as unit,
    was.numerator as old_numerator, was.denominator as old_denominator, was.value as old_value,
    now.numerator as new_numerator, now.denominator as new_denominator, now.value as new_value
from before.controller__indicator_value as was
full outer join after.controller__indicator_value as now on was.fact_key = now.fact_key
where was.numerator is distinct from now.numerator or was.denominator is distinct from now.denominator
    or was.value is distinct from now.value
order by association_code, year, definition_set, indicator_code, unit_code, period_start, breakdown, breakdown_value
"""

_DIFFERING_ROWS = """
select
    (select count(*) from (from before.{0} except all from after.{0})) as rows_gone,
    (select count(*) from (from after.{0} except all from before.{0})) as rows_come
"""


class ReconciliationError(FinsamError):
    """The parts of a comparison do not add up: a fault of the program, never to be shown as a result."""

    exit_code = 1


@dataclass(frozen=True)
class Choice:
    """What to show of an impact; None means all.

    Args:
        association: Code of one association.
        year: One fiscal year.
        definition_set: One set of definitions.
    """

    association: str | None = None
    year: int | None = None
    definition_set: str | None = None

    def takes(self, row: dict[str, Any]) -> bool:
        """Whether a row is wanted."""
        year = row.get("fiscal_year", row.get("year"))
        return (
            self.association in {None, row["association_code"]}
            and self.year in {None, year}
            and self.definition_set in {None, row["definition_set"]}
        )


@dataclass(frozen=True)
class Impact:
    """What a proposal would do.

    Args:
        build_id: The build that was compared with.
        as_of: The day its figures are seen from.
        before: Where the definitions before come from, and their fingerprint.
        after: The same of the proposal.
        definitions: The definition rows that differ.
        categories: association x year x ledger or budget x set x category: before, after, difference; whole groups in
            which anything differs.
        indicators: Indicator values that differ.
        lines: The moves of ledger and budget lines.
        flows: The moves summed by association x year x ledger or budget x set x from and to category.
        reconciliation: Per group: how the lines and categories add up.
        relations: Every outward relation whose rows differ: how many are gone and how many have come.
        left_out: Outward relations that only a whole night can compute, and that the proposal may change.
        decisions: The decisions that the differing rows name, as the proposal has them; those it lacks are not here.
        closed: The closed periods in which a figure changes: only a decision that restates them may do so.
        labels: Kind of code -> code -> its Swedish and English name.
    """

    build_id: str
    as_of: str
    before: dict[str, str]
    after: dict[str, str]
    definitions: list[RowChange]
    categories: list[dict[str, Any]]
    indicators: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    flows: list[dict[str, Any]]
    reconciliation: list[dict[str, Any]]
    relations: list[dict[str, Any]]
    left_out: list[str]
    decisions: list[dict[str, Any]]
    closed: list[dict[str, Any]]
    labels: dict[str, dict[str, list[str]]]

    @property
    def is_empty(self) -> bool:
        """Whether nothing that goes out changes."""
        return not (self.relations or self.lines)

    @property
    def sha256(self) -> str:
        """Fingerprint of the build and the definitions that were compared."""
        return digest([self.build_id, self.before["sha256"], self.after["sha256"]])


def impact(settings: Settings, source: str | None, choice: Choice) -> Impact:
    """Compare what is published with what a proposal would give.

    Args:
        settings: The run's places.
        source: A folder of seeds or a git revision; None means the project's own seeds as they are on disk.
        choice: What to show.

    Raises:
        InputError: Nothing is published, or the build has no recipe.
        UsageError: The source or the choice names nothing that there is.
        ProposalError: The proposal cannot be loaded or computed with.
        ReconciliationError: The comparison does not add up.
        OSError: The var folder cannot be written.
    """
    build = demand_current(settings)
    recipe = load_recipe(settings, build)
    own = SeedFolder.of_project(settings, recipe)
    proposal = proposed_seeds(settings, recipe, source) if source else own
    edited = source is not None and _differs_from_build(own, recipe)
    with ExitStack() as stack:
        earlier = stack.enter_context(scenario(settings, build, own, recipe)) if edited else None
        sides = Sides(stack.enter_context(scenario(settings, build, proposal, recipe)), earlier)
        definitions = row_changes(sides)
        sides.show([*moved.RELATIONS, *_SPLITS, _INDICATOR, *_WORDS])
        _demand_known(sides, choice)
        moved.compute_moves(sides)
        _demand_categories(sides)
        categories, lines = moved.category_rows(sides), moved.moved_rows(sides)
        checked = list(_reconciled(categories, lines, sides.rows(_PUBLISHED_SPLIT)))
        indicators = [row for row in sides.rows(_INDICATORS) if choice.takes(row)]
        lines = [{**row, **_masked(row)} for row in lines if choice.takes(row)]
        relations, left_out = _relations(sides)
        decisions = _decisions(sides, definitions)
        closed = _closed(sides, lines, indicators)
        labels = _labels(sides)
    differing = {_group(row) for row in checked}
    return Impact(
        build_id=build,
        as_of=str(load_receipt(settings, build)["as_of"]),
        before=_origin("seeds/", own.sha256) if edited else _origin(f"build {build}", _built_from(recipe)),
        after=_origin(Path(source).name if source and Path(source).is_dir() else source or "seeds/", proposal.sha256),
        definitions=definitions,
        categories=[row for row in categories if _group(row) in differing and choice.takes(row)],
        indicators=indicators,
        lines=lines,
        flows=_flows(lines),
        reconciliation=[row for row in checked if choice.takes(row)],
        relations=relations,
        left_out=left_out,
        decisions=decisions,
        closed=closed,
        labels=labels,
    )


def _differs_from_build(seeds: SeedFolder, recipe: Recipe) -> bool:
    return seeds.sha256 != _built_from(recipe)


def _built_from(recipe: Recipe) -> str:
    return folder_sha256({node.name: node.sha256 or "" for node in recipe.of_kind(SEED)})


def _origin(source: str, sha256: str) -> dict[str, str]:
    return {"source": source, "sha256": sha256}


def _masked(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] and mask(row[name]) for name in ("line_text", "account_name", "file_name")}


def _relations(sides: Sides) -> tuple[list[dict[str, Any]], list[str]]:
    """Look at everything that goes out, so that nothing that changes is passed over in silence."""
    changed, left_out = [], []
    for node in sides.recipe.of_kind(MODEL):
        if node.schema != _OUTWARD or node.materialized == VIEW:  # a view says what the relations beneath it say
            continue
        try:
            sides.show([node.name])
        except NotRebuildableError:
            left_out.append(node.alias)
            continue
        count = statement(_DIFFERING_ROWS, identifier(node.name))
        found = sides.rows(count)[0] if sides.differs(node.name) else {}
        if any(found.values()):
            changed.append({"relation": node.alias, **found})
    return sorted(changed, key=lambda row: str(row["relation"])), sorted(left_out)


def _flows(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    flows: dict[tuple[Any, ...], list[Any]] = {}
    names = (*_GROUP, "from_category", "to_category")
    for row in lines:
        flow = flows.setdefault(tuple(row[name] for name in names), [0, Decimal()])
        flow[0] += 1
        flow[1] += row["amount_sek"]
    return [
        {**dict(zip(names, key, strict=True)), "lines": count, "amount_sek": amount}
        for key, (count, amount) in flows.items()
    ]


def _decisions(sides: Sides, changes: Sequence[RowChange]) -> list[dict[str, Any]]:
    named = sorted({change.decision_id for change in changes if change.decision_id})
    query = "from after.decision where list_contains($named, decision_id) order by decision_id"
    return sides.rows(query, {"named": named})


def _closed(sides: Sides, *changed: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    years = {(row["association_code"], row.get("fiscal_year", row.get("year"))) for rows in changed for row in rows}
    periods = sides.rows("from after.closed_period order by association_code, period_start")
    return [
        period
        for period in periods
        if any(
            code == period["association_code"] and period["period_start"].year <= year <= period["period_end"].year
            for code, year in years
        )
    ]


def _labels(sides: Sides) -> dict[str, dict[str, list[str]]]:
    return {kind: {row["code"]: [row["sv"], row["en"]] for row in sides.rows(query)} for kind, query in _LABELS.items()}


def _group(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in _GROUP)


def _demand_known(sides: Sides, choice: Choice) -> None:
    """A choice that names nothing would look like a proposal that changes nothing."""
    known = {
        "--association": (choice.association, "select association_code from after.association"),
        "--set": (choice.definition_set, "select definition_set from after.definition_set"),
        "--year": (choice.year, "select distinct year(period_end) from after.controller__indicator_value"),
    }
    for option, (wanted, query) in known.items():
        values = sorted(row[0] for row in sides.connection.execute(query).fetchall())
        if wanted is not None and wanted not in values:
            listed = ", ".join(str(value) for value in values)
            raise UsageError(
                f"{option} {wanted}: finns inte. Välj bland {listed}.",
                f"{option} {wanted}: there is none. Choose from {listed}.",
            )


def _demand_categories(sides: Sides) -> None:
    """A category that rules use but the proposal no longer has would take its money out of every sum."""
    lost = sides.rows(
        """
        select cost_category, sum(abs(amount_sek)) as amount_sek from after.cell
        where cost_category not in (select cost_category from after.cost_category) group by all order by all
        """
    )
    if lost:
        listed = ", ".join(f"{row['cost_category']} ({money(row['amount_sek'])} kr)" for row in lost)
        raise ProposalError(
            f"seeds/definitions/cost_category.csv saknar kostnadsslag som regler och nycklar använder: {listed}. "
            "Lägg tillbaka raden, eller ändra reglerna först.",
            f"seeds/definitions/cost_category.csv lacks categories that rules and keys use: {listed}. "
            "Put the row back, or change the rules first.",
        )


def _reconciled(
    categories: Sequence[dict[str, Any]], lines: Sequence[dict[str, Any]], splits: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Prove that lines, categories and the outward relations tell the same; one row per group in which money moves.

    Raises:
        ReconciliationError: They do not.
    """
    differences = {(_group(row), row["cost_category"]): row["difference_sek"] for row in categories}
    by_lines: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    gross: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    moves: dict[tuple[Any, ...], set[tuple[str, int]]] = defaultdict(set)
    for row in lines:
        group = _group(row)
        by_lines[group, row["from_category"]] -= row["amount_sek"]
        by_lines[group, row["to_category"]] += row["amount_sek"]
        gross[group] += row["amount_sek"]
        moves[group].add((row["file_sha256"], row["line_no"]))
    for group, category in {*differences, *by_lines}:
        if category != OUTSIDE:
            _demand_equal(group, category, differences.get((group, category)), by_lines.get((group, category)))
    outward = {(_group(row), row["cost_category"]): row["difference_sek"] for row in splits}
    shown = {category for _, category in outward}  # income is in no split
    for group, category in {*differences, *outward}:
        if category in shown:
            _demand_equal(group, category, differences.get((group, category)), outward.get((group, category)))
    totals: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for (group, _), difference in differences.items():
        totals[group] += difference
    for group in sorted(moves, key=str):
        _demand_equal(group, "total", totals[group], -by_lines[group, OUTSIDE])
        yield {
            **dict(zip(_GROUP, group, strict=True)),
            "lines": len(moves[group]),
            "moved_sek": gross[group],
            "total_difference_sek": totals[group],
            "from_outside_sek": -by_lines[group, OUTSIDE],
        }


def _demand_equal(group: tuple[Any, ...], category: str, one: Decimal | None, other: Decimal | None) -> None:
    if (one or 0) != (other or 0):
        place = " ".join(str(part) for part in (*group, category) if part)
        raise ReconciliationError(
            f"Jämförelsen går inte ihop ({place}: {one} mot {other}). Det är ett fel i programmet: anmäl det.",
            f"The comparison does not add up ({place}: {one} against {other}). A fault of the program: report it.",
        )
