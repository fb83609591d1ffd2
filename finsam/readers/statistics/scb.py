"""SCB: json-stat2 (API v1 and v2) or the CSV of PxWeb."""

from __future__ import annotations

from finsam.readers.statistics.json_stat import read_json_stat
from finsam.readers.statistics.json_text import demand_text_bytes, is_json
from finsam.readers.statistics.observation import Observations
from finsam.readers.statistics.pxweb_csv import read_pxweb_csv

_EXPECTED = "json-stat2 eller CSV från SCB / json-stat2 or CSV from SCB"


def read_scb(data: bytes, found: Observations) -> None:
    """Read one table.

    Raises:
        Refusal: It is neither json-stat2 nor a CSV of PxWeb, or it is not whole.
    """
    demand_text_bytes(data, _EXPECTED)
    if is_json(data):
        read_json_stat(data, found)
    else:
        read_pxweb_csv(data, found)
