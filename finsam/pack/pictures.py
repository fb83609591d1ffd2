"""The charts of a pack, drawn from the same published figures as its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from finsam.charts.drawing import Caption
from finsam.pack.inert import inert
from finsam.pack.model import Picture
from finsam.pack.subject import Subject
from finsam.pack.texts import Texts
from finsam.published import Published, Row
from finsam.wording import money, share


def draw_pictures(published: Published, subject: Subject, texts: Texts) -> tuple[Picture, ...]:
    """Return the charts of a whole year; a part of a year has none of their figures.

    Args:
        published: The build.
        subject: Whose pack, and for when.
        texts: The texts of the language.
    """
    if not subject.period.is_whole_year:
        return ()
    drawn = (drawer(published, subject, texts) for drawer in (_bridges, _equity, _goals))
    return tuple(picture for some in drawn for picture in some)


def _bridges(published: Published, subject: Subject, texts: Texts) -> Iterator[Picture]:
    """A waterfall for every category whose amount the shared definition changes."""
    from finsam.charts.waterfall import Step, waterfall  # noqa: PLC0415

    ways: dict[tuple[str, str], list[Row]] = {}
    for row in published.rows(
        """
        select * from published.cost_comparison
        where association_code in (select unnest($associations)) and fiscal_year = $year
            and from_set = 'as_booked' and to_set = 'shared' and kind in ('from_amount', 'move', 'to_amount')
        order by association_code, cost_category, sort_order
        """,
        {"associations": list(subject.associations), "year": subject.period.year},
    ):
        ways.setdefault((row["association_code"], row["cost_category"]), []).append(row)
    for (association, category), rows in ways.items():
        shown = [row for row in rows if row["kind"] != "move" or row["amount_sek"]]
        if len(shown) == 2 or any(row["amount_sek"] is None for row in shown):
            continue
        steps = [
            Step(
                row[f"label_{texts.language.value}"],
                float(row["amount_sek"]),
                money(row["amount_sek"], texts.language),
                is_level=row["kind"] != "move",
            )
            for row in shown
        ]
        title = texts(
            "picture.cost_bridge",
            category=published.words.name("cost_category", category, texts.language),
            name=published.words.name("association", association, texts.language),
            year=subject.period.name,
        )
        said = "; ".join(f"{step.label} {step.text}" for step in steps)
        caption = Caption(f"cost_bridge_{association}_{category}", title, said)
        yield Picture("cost_bridge", title, said, waterfall(caption, steps).png())


def _equity(published: Published, subject: Subject, texts: Texts) -> Iterator[Picture]:
    """Booked equity as a share of the allocation: over the years, or in the county side by side."""
    found = published.rows(
        """
        select association_code, fiscal_year, closing_share_of_allocation as value, cap_share as mark
        from published.equity
        where association_code in (select unnest($associations)) and basis = 'ledger'
            and (fiscal_year = $year or not $county and fiscal_year < $year)
        order by fiscal_year, association_code
        """,
        {"associations": list(subject.associations), "year": subject.period.year, "county": bool(subject.county)},
    )
    words = published.words
    for row in found:
        name = words.name("association", row["association_code"], texts.language)
        row["label"] = name if subject.county else str(row["fiscal_year"])
    yield from _bars("equity", found, texts)


def _goals(published: Published, subject: Subject, texts: Texts) -> Iterator[Picture]:
    """What came of the goals that have a target and are shares: other units do not share a scale."""
    found = published.rows(
        """
        select goal.goal_text as label, goal.outcome_value as value, goal.target_value as mark
        from published.goal_result as goal
        inner join published.indicator as indicator using (indicator_code)
        where goal.association_code in (select unnest($associations)) and goal.fiscal_year = $year
            and goal.sex = 'all' and goal.target_value is not null and goal.outcome_value is not null
            and indicator.unit = 'fraction'
        order by goal.association_code, goal.goal_code
        """,
        {"associations": list(subject.associations), "year": subject.period.year},
    )
    yield from _bars("goals", found, texts)


def _bars(table: str, rows: Sequence[Row], texts: Texts) -> Iterator[Picture]:
    """One bar per row, each with a mark at what it is held against."""
    from finsam.charts.bars import Value, bars  # noqa: PLC0415

    shown = [row for row in rows if row["value"] is not None]
    if not shown:
        return
    values = [
        Value(
            inert(row["label"]),
            float(row["value"]),
            share(row["value"], texts.language),
            None if row["mark"] is None else float(row["mark"]),
        )
        for row in shown
    ]
    mark = texts(f"picture.{table}.mark")
    held = (
        f"{value.label} {value.text}" + (f" ({mark} {share(row['mark'], texts.language)})" if row["mark"] else "")
        for value, row in zip(values, shown, strict=True)
    )
    caption = Caption(table, texts(f"picture.{table}"), "; ".join(held))
    yield Picture(table, caption.title, caption.text, bars(caption, values, mark_label=mark).png())
