"""What must be said around a table: its grade, its source, and what is missing or hidden in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from finsam.pack.model import Cell, Heading, Line
from finsam.pack.tables.spec import Spec
from finsam.pack.texts import Texts
from finsam.published import Published
from finsam.wording import Language


def grade_lines(
    published: Published, relation: str, associations: Sequence[str], year: int, texts: Texts
) -> tuple[str, ...]:
    """Return how far a relation's figures of the year can be trusted, one line per judgement.

    Args:
        published: The build.
        relation: The relation that the table shows.
        associations: Whose figures; with more than one each line names its own.
        year: The year.
        texts: The texts of the language.
    """
    found = published.rows(
        """
        select association_code, worst_grade, verdict_sv, verdict_en, reason_sv, reason_en from published.fit_for_use
        where relation = $relation and fiscal_year = $year and association_code in (select unnest($associations))
        """,
        {"relation": relation, "year": year, "associations": list(associations)},
    )
    words, language = published.words, texts.language
    by_association = {row["association_code"]: row for row in found}
    said: dict[str, list[str]] = {}
    for association in associations:
        if (row := by_association.get(association)) is None:
            continue
        grade = words.name("grade", row["worst_grade"] or "", language)
        line = texts("grade_line", grade=grade, verdict=row[f"verdict_{language.value}"])
        if reason := row[f"reason_{language.value}"]:
            line += texts("grade_reason", reason=reason)
        said.setdefault(line, []).append(words.name("association", association, language))
    return tuple(line if len(associations) == 1 else f"{', '.join(names)}: {line}" for line, names in said.items())


def source_line(published: Published, spec: Spec, associations: Sequence[str], texts: Texts) -> str:
    """Return the relation that a table shows and the deliveries it rests on."""
    line = texts("source_line", relation=spec.relation)
    files: dict[str, list[str]] = {}
    for row in published.rows(
        """
        select distinct source, file_name from published.delivery
        where association_code in (select unnest($associations)) and source in (select unnest($sources))
            and status <> 'refused'
        order by source, file_name
        """,
        {"associations": list(associations), "sources": list(spec.sources)},
    ):
        files.setdefault(row["source"], []).append(row["file_name"])
    if not files:
        return line
    named = (f"{published.words.name('source', source, texts.language)} ({', '.join(names)})"
             for source, names in files.items())  # fmt: skip
    return line + texts("source_files", files=", ".join(named))


def gaps(headings: Sequence[Heading], lines: Sequence[Line], texts: Texts) -> tuple[str, ...]:
    """Return what is missing and what is hidden in a table, in words."""
    missing = _counted(headings, lines, lambda cell: cell.kind.is_number and cell.value is None and not cell.hidden)
    hidden = _counted(headings, lines, lambda cell: cell.hidden)
    said = []
    if missing:
        said.append(texts("missing_note", count=sum(missing.values()), columns=", ".join(missing)))
    if hidden:
        said.append(
            texts("hidden_note", hidden=texts.language.hidden, count=sum(hidden.values()), columns=", ".join(hidden))
        )
    return tuple(said)


def without_rows(published: Published, given: Sequence[str], shown: Sequence[str], language: Language) -> str:
    """Return the names of the associations that have no rows."""
    return ", ".join(published.words.name("association", code, language) for code in given if code not in shown)


def _counted(headings: Sequence[Heading], lines: Sequence[Line], found: Callable[[Cell], bool]) -> dict[str, int]:
    counts = [sum(found(line.cells[place]) for line in lines) for place in range(len(headings))]
    return {heading.text: count for heading, count in zip(headings, counts, strict=True) if count}
