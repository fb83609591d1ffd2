"""The forms in which associations deliver tables: delimiters, encodings, headers, decimal signs, workbooks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from finsam.contract import Source, load_contract
from finsam.proving.world.delivery import Content, Table, Value
from finsam.proving.world.workbook import workbook


@dataclass(frozen=True)
class TableForm:
    """How one association writes its tables.

    Args:
        suffix: csv or xlsx.
        delimiter: Between the cells of a CSV file.
        encoding: Of a CSV file.
        line_end: Of a CSV file.
        swedish: Whether headers and decimal signs are Swedish.
    """

    suffix: str = "csv"
    delimiter: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    swedish: bool = True

    def __call__(self, content: Content) -> bytes:
        """Return the bytes of a table."""
        if not isinstance(content, Table):
            raise TypeError(type(content))
        source = load_contract().sources[content.source]
        rows = [self._header(source), *([self._text(row.get(c.name)) for c in source.columns] for row in content.rows)]
        if self.suffix == "xlsx":
            return workbook({"Blad1": rows})
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator=self.line_end).writerows(rows)
        return text.getvalue().encode(self.encoding)

    def _header(self, source: Source) -> list[str]:
        return [column.label_sv if self.swedish else column.name for column in source.columns]

    def _text(self, value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal) and self.swedish and self.suffix == "csv" and self.delimiter != ",":
            return str(value).replace(".", ",")
        return str(value)


FORMS = (
    TableForm(),
    TableForm(delimiter=";", encoding="utf-8-sig", line_end="\r\n"),
    TableForm(delimiter=";", encoding="cp1252", line_end="\r\n"),
    TableForm(delimiter="\t", swedish=False),
    TableForm(suffix="xlsx"),
    TableForm(suffix="xlsx", swedish=False),
)


def any_form(random: Random) -> TableForm:
    """Choose a form."""
    return random.choice(FORMS)


def as_it_is(content: Content) -> bytes:
    """Return a provider's document unchanged."""
    if not hasattr(content, "data"):
        raise TypeError(type(content))
    data: bytes = content.data
    return data


Form = Callable[[Content], bytes]
