"""A clean, invented county: every source of the contract, written from one model of money and people.

What must agree agrees because it is counted from the same thing: every count is a count of the spells in people.py,
every amount one of the books in books.py. A world is a pure function of its seed and of the project's definitions.

    world = write_world(Path("exports"), seed=1)
    finsam nightly --exports exports --as-of 2024-02-29
"""

from __future__ import annotations

from finsam.proving.world.delivery import Delivery, Document, Ledger, Line, Table, Voucher
from finsam.proving.world.make import World, build_world, write_world

__all__ = ["Delivery", "Document", "Ledger", "Line", "Table", "Voucher", "World", "build_world", "write_world"]
