"""Reader of table deliveries (CSV and XLSX), driven by the delivery contract; a new source needs no code here."""

from __future__ import annotations

from finsam.contract import load_contract
from finsam.readers import ReadResult
from finsam.readers.table.assemble import assemble, refused
from finsam.readers.table.csv_rows import read_csv
from finsam.readers.table.decode import demand_table_bytes, is_zip
from finsam.readers.table.problems import Refusal, file_problem
from finsam.readers.table.schemas import SCHEMAS
from finsam.readers.table.sheet import MAX_BYTES
from finsam.readers.table.xlsx_rows import read_xlsx

__all__ = ["SCHEMAS", "read_table"]


def read_table(data: bytes, sha256: str, source: str) -> ReadResult:
    """Read one delivered table.

    Args:
        data: The bytes of the file, CSV or XLSX; the format is told from the bytes.
        sha256: Fills file_sha256.
        source: Source code of the contract, such as "budget".

    Returns:
        Tables `source`, "quarantine" and "table_diagnostic"; for a source that the contract does not have only the
        last two. control_total_sek and quarantined_sek are in SEK and None where the source has no money column or
        the file is refused. Bad input never raises: it is a refused file or rows in quarantine.
    """
    found = load_contract().sources.get(source)
    known = found if found and found.is_table else None
    try:
        if known is None:
            raise Refusal(file_problem("unknown_source", source=source[:40]))
        if len(data) > MAX_BYTES:
            raise Refusal(file_problem("file_too_large", limit=MAX_BYTES))
        demand_table_bytes(data)
        sheet = read_xlsx(data, known) if is_zip(data) else read_csv(data, known)
        return assemble(sheet, sha256, known)
    except Refusal as refusal:
        return refused(sha256, source, known, refusal)
