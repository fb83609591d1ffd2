"""The same deliveries in another way are the same facts: order, files, names, encodings and formats do not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import metamorphoses
import pytest

from finsam.proving.world import Delivery, Table, build_world
from finsam.read import read
from finsam.receive import receive
from finsam.settings import PACKAGE, Settings

AS_OF = date(2024, 2, 29)
ONE_ASSOCIATION = "sofint"
LEFT_OUT = ("2019.", "2020.", "2021.")
# Tables that say how files were written, and not what they say.
ABOUT_FILES = frozenset({"delivery", "run", "table_diagnostic", "check_result"})
LEDGERS = {
    "ledger lines": """
        select year(vouchers.voucher_date) as fiscal_year, vouchers.series, vouchers.number, vouchers.voucher_date,
            vouchers.text, lines.account, lines.amount, lines.is_effective, objects.dim_no, objects.object_code
        from read_parquet($raw || '/sie_transaction/*.parquet') as lines
        inner join read_parquet($raw || '/sie_voucher/*.parquet') as vouchers
            on lines.file_sha256 = vouchers.file_sha256 and lines.voucher_ordinal = vouchers.voucher_ordinal
        left join read_parquet($raw || '/sie_transaction_object/*.parquet') as objects
            on lines.file_sha256 = objects.file_sha256 and lines.line_no = objects.line_no
    """,
    "ledger balances": """
        select years.start_date, balances.kind, balances.account, balances.amount
        from read_parquet($raw || '/sie_balance/*.parquet') as balances
        inner join read_parquet($raw || '/sie_year/*.parquet') as years
            on balances.file_sha256 = years.file_sha256 and balances.year_no = years.year_no
    """,
}


@pytest.fixture(scope="module")
def deliveries() -> list[Delivery]:
    """Two years of one association."""
    found = [one for one in build_world(5).deliveries if one.association == ONE_ASSOCIATION]
    return [one for one in found if not any(year in one.name for year in LEFT_OUT) and one.source != "nns_answers"]


@pytest.fixture(scope="module")
def said(deliveries: list[Delivery], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[Any]]:
    return facts(deliveries, tmp_path_factory.mktemp("as_it_is"))


@pytest.mark.parametrize("name", metamorphoses.ALL)
def test_the_same_deliveries_in_another_way_are_the_same_facts(
    name: str, deliveries: list[Delivery], said: dict[str, Counter[Any]], tmp_path: Path
) -> None:
    other = facts(metamorphoses.ALL[name](deliveries), tmp_path)
    assert other.keys() == said.keys()
    for table, rows in said.items():
        assert other[table] == rows, table


def facts(deliveries: Iterable[Delivery], folder: Path) -> dict[str, Counter[Any]]:
    """Read the deliveries, and return how often each row was said, by table, without its place."""
    settings = _read(deliveries, folder)
    found: dict[str, Counter[Any]] = {}
    with duckdb.connect() as connection:
        for name, query in LEDGERS.items():
            found[name] = Counter(connection.execute(query, {"raw": str(settings.raw)}).fetchall())
        for place in sorted(settings.raw.iterdir()):
            if place.name.startswith("_") or place.name in ABOUT_FILES or place.name.startswith("sie_"):
                continue
            rows = connection.execute(
                "select columns(c -> c not in ('file_sha256', 'line_no')) from read_parquet($files)",
                {"files": f"{place}/*.parquet"},
            ).fetchall()
            if rows:
                found[place.name] = Counter(rows)
    return found


def _read(deliveries: Iterable[Delivery], folder: Path) -> Settings:
    key = folder / "key"
    key.write_bytes(b"only for tests: no real person is behind any of these numbers")
    settings = Settings(PACKAGE.parent, folder / "exports", folder / "var", AS_OF, key)
    for delivery in deliveries:
        delivery.write(settings.exports)
    outcome = read(settings, receive(settings))
    assert {row["status"] for row in outcome.deliveries} == {"loaded"}
    return settings


def test_another_amount_is_another_fact(
    deliveries: list[Delivery], said: dict[str, Counter[Any]], tmp_path: Path
) -> None:
    budget = next(one for one in deliveries if one.source == "budget")
    assert isinstance(budget.content, Table)
    rows = [{**row, "amount_sek": Decimal(1)} for row in budget.content.rows[:1]] + budget.content.rows[1:]
    changed = replace(budget, content=replace(budget.content, rows=rows))
    other = facts([changed if one is budget else one for one in deliveries], tmp_path)
    assert {table for table in said if other[table] != said[table]} == {"budget"}
