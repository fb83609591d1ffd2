"""Readers of open statistics: the files that Kolada, SCB, Arbetsförmedlingen and Försäkringskassan publish.

One module per provider; all give the same raw table, one row per observation. Nothing is fetched: files in, rows out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from finsam.readers import ReadResult
from finsam.readers.statistics.arbetsformedlingen import read_arbetsformedlingen
from finsam.readers.statistics.assemble import assemble
from finsam.readers.statistics.forsakringskassan import read_forsakringskassan
from finsam.readers.statistics.kolada import read_kolada
from finsam.readers.statistics.observation import OPEN_STATISTIC_SCHEMA, TABLE, Observations
from finsam.readers.statistics.problems import refusal
from finsam.readers.statistics.scb import read_scb
from finsam.readers.table.assemble import refused
from finsam.readers.table.problems import Refusal
from finsam.readers.table.sheet import MAX_BYTES

__all__ = ["PROVIDERS", "SCHEMAS", "read_statistic"]

PROVIDERS: Mapping[str, Callable[[bytes, Observations], None]] = {
    "arbetsformedlingen": read_arbetsformedlingen,
    "forsakringskassan": read_forsakringskassan,
    "kolada": read_kolada,
    "scb": read_scb,
}
"""Source code of the delivery contract -> the function that reads its files."""

SCHEMAS = {TABLE: OPEN_STATISTIC_SCHEMA}
"""Raw table name -> schema."""


def read_statistic(data: bytes, sha256: str, source: str) -> ReadResult:
    """Read one file of open statistics.

    Args:
        data: The bytes of the file as the provider publishes it.
        sha256: Fills file_sha256.
        source: Source code of the contract: one of PROVIDERS.

    Returns:
        Tables open_statistic, "quarantine" and "table_diagnostic"; each observation of the file is in one of the first
        two. Bad input never raises: it is a refused file or observations in quarantine.
    """
    found = Observations(source)
    try:
        if len(data) > MAX_BYTES:
            raise refusal("file_too_large", limit=MAX_BYTES)
        PROVIDERS[source](data, found)
        return assemble(found, sha256)
    except Refusal as reason:
        result = refused(sha256, source, None, reason)
        result.tables[TABLE] = OPEN_STATISTIC_SCHEMA.empty_table()
        return result
