"""Rebuild every file of exports/ from the facts tables beside this script.

    python tools/bundle/build_exports.py [--target DIR] [--check]

The figures are in facts/*.csv, each with document, place and provenance; there are none here. The same tables give
the same bytes. --check writes nothing and exits 1 when the files on disk differ.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from ledger import FactsError, Row, Year, build_year, check_lines
from readme_text import readme_files
from sie_text import sie_file
from statistics_files import statistics_files

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
LINE_ENDS = {"lf": "\n", "crlf": "\r\n"}


def read_facts(facts: Path) -> dict[str, list[Row]]:
    """All facts tables by name; every value is text."""
    tables: dict[str, list[Row]] = {}
    for path in sorted(facts.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            tables[path.stem] = list(csv.DictReader(handle))
    return tables


def build_ledgers(tables: dict[str, list[Row]]) -> dict[str, list[Year]]:
    """The years of each ledger in order; a year opens with what the year before it closed with."""
    ledgers: dict[str, list[Year]] = {}
    for head in sorted(tables["sie_files"], key=lambda row: (row["ledger"], row["fiscal_year"])):
        ledger, fiscal_year = head["ledger"], int(head["fiscal_year"])
        declared = [row for row in tables["sie_accounts"] if row["ledger"] == ledger]
        is_balance = {row["account"] for row in declared if row["account_type"] in ("T", "S")}
        earlier = ledgers.setdefault(ledger, [])
        if earlier:
            opening = earlier[-1].closing
        else:
            opening = {
                row["account"]: int(row["amount_sek"])
                for row in tables["sie_opening"]
                if row["ledger"] == ledger and int(row["fiscal_year"]) == fiscal_year
            }
        year = build_year(ledger, fiscal_year, tables["sie_postings"], opening, is_balance)
        check_lines(year, tables["statement_lines"])
        unknown = {line.account for v in year.vouchers for line in v.lines} - {row["account"] for row in declared}
        if unknown:
            raise FactsError(f"{ledger} {fiscal_year}: accounts that are not declared: {sorted(unknown)}")
        earlier.append(year)
    return ledgers


def _sie_files(tables: dict[str, list[Row]]) -> dict[str, bytes]:
    ledgers = build_ledgers(tables)
    files: dict[str, bytes] = {}
    for head in tables["sie_files"]:
        accounts, dimensions, objects = (
            [row for row in tables[name] if row["ledger"] == head["ledger"]]
            for name in ("sie_accounts", "sie_dimensions", "sie_objects")
        )
        years = [year for year in ledgers[head["ledger"]] if year.fiscal_year <= int(head["fiscal_year"])]
        files[head["path"]] = sie_file(head, accounts, dimensions, objects, years[::-1][:2])
    return files


def _with_thousands(value: str, sign: str) -> str:
    whole, point, decimals = value.partition(".")
    digits = whole.removeprefix("-")
    grouped = f"{int(digits):,}".replace(",", sign)
    return whole[: len(whole) - len(digits)] + grouped + point + decimals


def _table_file(delivery: Row, tables: dict[str, list[Row]]) -> bytes:
    columns = [row for row in tables["columns"] if row["table"] == delivery["table"]]
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=DELIMITERS[delivery["delimiter"]], lineterminator=LINE_ENDS[delivery["line_end"]]
    )
    header = "column_sv" if delivery["headers"] == "sv" else "column"
    writer.writerow([column[header] for column in columns])
    for row in tables[delivery["table"]]:
        if delivery["association_code"] and row["association_code"] != delivery["association_code"]:
            continue
        cells = []
        for column in columns:
            value = row[column["column"]]
            if value and column["is_number"] == "yes":
                if delivery["thousands_sign"]:
                    value = _with_thousands(value, delivery["thousands_sign"])
                value = value.replace(".", delivery["decimal_sign"])
            cells.append(value)
        writer.writerow(cells)
    return out.getvalue().encode(delivery["encoding"])


def build(facts: Path) -> dict[str, bytes]:
    """Every file of exports/ by its path.

    Raises:
        FactsError: the tables contradict themselves or the printed lines.
    """
    tables = read_facts(facts)
    files = _sie_files(tables)
    for delivery in tables["deliveries"]:
        files[delivery["path"]] = _table_file(delivery, tables)
    files.update(statistics_files(tables))
    files.update(readme_files(tables, build_ledgers(tables)))
    return dict(sorted(files.items()))


def main() -> int:
    """Write or check the files."""
    parser = argparse.ArgumentParser(description="Rebuild exports/ from tools/bundle/facts.")
    parser.add_argument("--facts", type=Path, default=HERE / "facts")
    parser.add_argument("--target", type=Path, default=ROOT, help="folder that holds exports/")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    options = parser.parse_args()
    try:
        files = build(options.facts)
    except FactsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.check:
        on_disk = {
            str(path.relative_to(options.target)) for path in (options.target / "exports").rglob("*") if path.is_file()
        }
        differing = sorted(
            {
                name
                for name, data in files.items()
                if not (options.target / name).is_file() or (options.target / name).read_bytes() != data
            }
            | (on_disk - set(files))
        )
        sys.stdout.write("".join(f"differs: {name}\n" for name in differing) or "exports equal the facts tables\n")
        return 1 if differing else 0
    for name, data in files.items():
        path = options.target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    sys.stdout.write(f"{len(files)} files written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
