"""Lints over the text of models and macros: what SQL of this project may not say, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_COMMENT = re.compile(r"\{#.*?#\}|/\*.*?\*/|--[^\n]*", re.DOTALL)
_JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_CALL = r"\b{name}\s*\("

_OWN_NAME = re.compile(
    r"(?:'\w+'\s+as\s+\w+|\b(?:ref|finding|threshold|statement_lines|protected|cell_id)\(\s*'\w+')", re.IGNORECASE
)

# Numbers that are shape and not business: types, first and last day of a year, digits of money and shares, the four
# digits of an account class, year and month in a period, parts of a text.
_SHAPES = (
    re.compile(r"\bdecimal\s*\(\s*\d+\s*,\s*\d+\s*\)", re.IGNORECASE),
    re.compile(r"\b(?:left|right)\s*\(\s*[\w.]+\s*,\s*[24]\s*\)", re.IGNORECASE),
    re.compile(r"\blength\s*\(\s*[\w.]+\s*\)\s*>=\s*4\b", re.IGNORECASE),
)
_LAST_ARGUMENTS = {
    "make_date": re.compile(r",\s*(?:1\s*,\s*1|12\s*,\s*31)\s*$"),
    "round": re.compile(r",\s*(?:2|10)\s*$"),
    "split_part": re.compile(r",\s*[12]\s*$"),
}

_CLOCK = re.compile(
    r"\b(?:current_date|current_time|current_timestamp|localtime|localtimestamp|now|today|random|uuid|gen_random_uuid)\b",
    re.IGNORECASE,
)
_NOT_SHARED = {
    "ASOF JOIN": re.compile(r"\basof\s+(?:left\s+)?join\b", re.IGNORECASE),
    "* EXCLUDE / * EXCEPT": re.compile(r"\*\s*(?:exclude|except|replace)\b", re.IGNORECASE),
    "a trailing comma": re.compile(
        r",\s*(?:\)|$|\b(?:from|where|group by|order by|having|qualify|limit)\b)", re.IGNORECASE
    ),
    "generate_series": re.compile(r"\b(?:generate_series|range|unnest|explode)\s*\(", re.IGNORECASE),
    "a list or struct function": re.compile(r"\b(?:list|struct|map|array)(?:_\w+)?\s*\(", re.IGNORECASE),
    "a list or struct literal": re.compile(r"[\[\{]"),
}


def without_comments(sql: str) -> str:
    """Return the text without SQL and jinja comments."""
    return _COMMENT.sub(" ", sql)


def plain_sql(sql: str) -> str:
    """Return the text without comments, with a word for each jinja expression and an empty one for each string."""
    return _STRING.sub("''", _JINJA.sub(lambda m: "" if m[0].startswith("{%") else "jinja", without_comments(sql)))


def _calls(sql: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the arguments of each call of a function."""
    for found in re.finditer(_CALL.format(name=name), sql, re.IGNORECASE):
        depth, at = 1, found.end()
        while at < len(sql) and depth:
            depth += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        yield found.end(), at - 1


def _without_shapes(sql: str) -> str:
    for shape in _SHAPES:
        sql = shape.sub("shape", sql)
    for name, last in _LAST_ARGUMENTS.items():
        for start, end in reversed(list(_calls(sql, name))):
            sql = sql[:start] + last.sub("", sql[start:end]) + sql[end:]
    return sql


def business_constants(sql: str, association_codes: Collection[str]) -> list[str]:
    """Return numbers, dates, accounts and association codes that belong in seeds/definitions, not in code."""
    text = without_comments(sql)
    strings = [found[1:-1].strip("'\"") for found in _STRING.findall(text)]
    found = [s for s in strings if s in association_codes]
    found += [s for s in strings if re.fullmatch(r"\d{4,6}", s) or re.fullmatch(r"\d{4}-\d{2}-\d{2}", s)]
    bare = _without_shapes(_STRING.sub("''", text))
    found += [number for number in _NUMBER.findall(bare) if number not in ("0", "1")]
    return found


def chosen_codes(sql: str, codes: Collection[str]) -> list[str]:
    """Return codes of lists that controllers keep, where the SQL decides by them.

    A text that only names what the query itself makes decides nothing: `'total_cost' as measure_code`, the code of a
    finding, the relations it reads.
    """
    text = _OWN_NAME.sub(" ", without_comments(sql))
    return [found[1:-1] for found in _STRING.findall(text) if found[1:-1] in codes]


def clocks_and_chance(sql: str) -> list[str]:
    """Return what makes the same inputs give another result tomorrow."""
    return _CLOCK.findall(plain_sql(sql))


def not_shared_with_spark(sql: str) -> list[str]:
    """Return the names of what only one of DuckDB and Spark understands."""
    return [name for name, pattern in _NOT_SHARED.items() if pattern.search(plain_sql(sql))]


def unexplained_distinct(sql: str) -> list[int]:
    """Return the lines with SELECT DISTINCT and no comment on them or on the line before."""
    lines = sql.splitlines()
    return [
        at + 1
        for at, line in enumerate(lines)
        if re.search(r"\bselect\s+distinct\b", line, re.IGNORECASE)
        and "--" not in line
        and not (at and lines[at - 1].lstrip().startswith("--"))
    ]
