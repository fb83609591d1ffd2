"""Whole numbers that add up: every total of the world is divided, never guessed twice."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def divided(total: int, weights: Sequence[float]) -> list[int]:
    """Divide a whole number by weights, by largest remainder, so that the parts sum to it.

    Args:
        total: What is divided; not negative.
        weights: One per part, not all zero.
    """
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts


def scattered(random: Random, total: int, count: int, spread: float = 0.3) -> list[int]:
    """Divide a whole number into parts of about the same size that sum to it."""
    return divided(total, [random.uniform(1 - spread, 1 + spread) for _ in range(count)])


def kronor(ore: int) -> Decimal:
    """Return öre as kronor with two decimals."""
    return (Decimal(ore) / 100).quantize(Decimal("0.01"))


def choice(random: Random, items: Sequence[tuple[Item, float]]) -> Item:
    """Choose one of weighted items."""
    return random.choices([item for item, _ in items], [weight for _, weight in items])[0]
