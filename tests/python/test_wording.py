"""Numbers and dates as people read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finsam.wording import Language, day, figure, money, number, share

SV, EN = Language.SV, Language.EN


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (money(Decimal("1340863.00"), SV), "1\u00a0340\u00a0863"),
        (money(Decimal("-1234.50"), SV), "\u22121\u00a0234,50"),
        (money(Decimal("-1234.50"), EN), "\u22121,234.50"),
        (money(None, SV), "–"),
        (share(Decimal("0.2345"), SV), "23,5\u00a0%"),
        (share(Decimal("0.2345"), EN), "23.5%"),
        (number(Decimal("2.5"), SV), "3"),
        (number(Decimal("-0.04"), SV, 1), "0,0"),
        (figure(12, "persons", SV), "12"),
        (figure(Decimal("9.25"), "days", SV), "9,3"),
        (figure(Decimal("4.50"), "scale", EN), "4.5"),
        (figure(Decimal("0.25"), "fte", SV), "0,25"),
        (figure(Decimal(100), "sek", SV), "100"),
        (day(date(2019, 12, 31)), "2019-12-31"),
    ],
)
def test_a_figure_is_written_as_its_readers_write(written: str, expected: str) -> None:
    assert written == expected


def test_hidden_is_not_missing_and_missing_is_not_zero() -> None:
    texts = [figure(None, "persons", SV, suppressed=True), figure(None, "persons", SV), figure(0, "persons", SV)]
    assert texts == ["skyddad", "–", "0"]
