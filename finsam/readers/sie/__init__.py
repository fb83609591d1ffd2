"""SIE accounting files to typed raw tables."""

from __future__ import annotations

from finsam.readers.sie.reader import read_sie
from finsam.readers.sie.schemas import SCHEMAS

__all__ = ["SCHEMAS", "read_sie"]
