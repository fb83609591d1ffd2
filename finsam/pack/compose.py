"""Makes a pack from the published figures: every uniform table, or in its place why it is not there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from finsam.pack.layout import lay_out
from finsam.pack.model import Pack, Table
from finsam.pack.period import Period
from finsam.pack.pictures import draw_pictures
from finsam.pack.remarks import gaps, grade_lines, source_line, without_rows
from finsam.pack.subject import Subject
from finsam.pack.tables import TABLES
from finsam.pack.tables.spec import Layout, Part, Spec, text
from finsam.pack.texts import Texts
from finsam.published import Published, Row
from finsam.wording import Language

_ASSOCIATION = text("association_code", "association")


def compose(published: Published, subject: Subject, language: Language) -> Pack:
    """Return the pack of an association or of the county.

    Args:
        published: The build.
        subject: Whose pack, and for when.
        language: The language of its words.
    """
    texts, words = Texts(language), published.words
    (build,) = published.rows("select build_id, as_of from published.build")
    period = subject.period.name
    about = [texts(f"about.{subject.form}", period=period)]
    about += [texts(f"about.{topic}") for topic in ("excluded", "signs", "missing", "hidden")]
    about.append(texts("about.build", build=build["build_id"], as_of=build["as_of"].isoformat()))
    return Pack(
        title=texts(f"title.{subject.form}"),
        subtitle=_subtitle(published, subject, texts),
        about=tuple(about),
        grade_words=tuple(
            (words.name("grade", grade, language), words.description("grade", grade, language))
            for grade in words.codes("grade")
        ),
        build_id=build["build_id"],
        as_of=build["as_of"],
        language=language,
        tables=tuple(_table(published, spec, subject, texts) for spec in TABLES),
        pictures=draw_pictures(published, subject, texts),
    )


def _subtitle(published: Published, subject: Subject, texts: Texts) -> str:
    if subject.county:
        return texts("subtitle.county", period=subject.period.name)
    name = published.words.name("association", subject.associations[0], texts.language)
    return texts("subtitle", name=name, period=subject.period.name)


def _table(published: Published, spec: Spec, subject: Subject, texts: Texts) -> Table:
    period = subject.period
    layout = _layout(spec, subject)
    rows = _rows(published, layout, subject) if layout else []
    headings, lines = lay_out(rows, layout, published.words, texts) if layout and rows else ((), ())
    notes = [*gaps(headings, lines, texts)]
    if lines and not period.is_whole_year and spec.part is Part.WHOLE_YEAR:
        notes.insert(0, texts("whole_year", year=period.year, period=period.name))
    if rows and (names := without_rows(published, subject.associations, _shown(rows), texts.language)):
        notes.append(texts("absent_association", names=names))
    if lines and (note := texts(f"{spec.code}.note")):
        notes.append(note)
    return Table(
        code=spec.code,
        title=texts(f"{spec.code}.title"),
        sheet=texts(f"{spec.code}.sheet"),
        intro=_intro(spec, period, texts),
        headings=headings,
        lines=lines,
        grades=_grades(published, spec, subject, texts) if lines else (),
        source=source_line(published, spec, subject.associations, texts),
        notes=tuple(notes),
        absent="" if lines else _absent(spec, layout, period, texts),
    )


def _intro(spec: Spec, period: Period, texts: Texts) -> str:
    part = "" if period.is_whole_year else texts(f"{spec.code}.part_intro")
    return part or texts(f"{spec.code}.intro")


def _grades(published: Published, spec: Spec, subject: Subject, texts: Texts) -> tuple[str, ...]:
    """A table whose rows have grades of their own says so; else the grade of its relation holds for all of it."""
    if any(column.code == "grade" for column in spec.year.columns):
        return (texts("grade_by_row"),)
    return grade_lines(published, spec.relation, subject.everyone, subject.period.year, texts)


def _layout(spec: Spec, subject: Subject) -> Layout | None:
    """Return the layout that serves the subject; None where the table has none for a part of a year."""
    if subject.period.is_whole_year:
        chosen: Layout | Part = spec.year
    else:
        chosen = spec.year if spec.part is Part.WHOLE_YEAR else spec.part
    if isinstance(chosen, Part):
        return None
    if not subject.county:
        return chosen
    if spec.county and chosen is spec.year:
        beside = subject.everyone if "$county" in spec.county.sql else subject.associations
        return replace(spec.county, codes=beside)
    return replace(chosen, columns=(_ASSOCIATION, *chosen.columns))


def _rows(published: Published, layout: Layout, subject: Subject) -> list[Row]:
    period = subject.period
    values: dict[str, Any] = {
        "associations": list(subject.associations),
        "codes": list(layout.codes),
        "county": subject.county,
        "year": period.year,
        "first": period.first,
        "last": period.last,
        "period_type": period.period_type,
    }
    return published.rows(layout.sql, {name: value for name, value in values.items() if f"${name}" in layout.sql})


def _shown(rows: list[Row]) -> list[str]:
    return [row["association_code"] for row in rows]


def _absent(spec: Spec, layout: Layout | None, period: Period, texts: Texts) -> str:
    if layout is None:
        return texts("absent_part", period=period.name)
    if period.is_whole_year:
        own = texts(f"{spec.code}.empty")
        return own.format(period=period.name) if own else texts("absent_rows", period=period.name)
    return texts("absent_period", period=period.name)
