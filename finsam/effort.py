"""What a run costs: seconds per step and memory."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Seconds per step, in the order in which the steps ran."""

    def __init__(self) -> None:
        """Start with no steps."""
        self.seconds: dict[str, float] = {}
        self.at: str | None = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure one step; `at` is the step that runs, or that stopped."""
        began = time.perf_counter()
        self.at = name
        try:
            yield
        finally:
            self.seconds[name] = round(time.perf_counter() - began, 2)
        self.at = None


def peak_memory_mb() -> int:
    """Return the most memory that this process or one of its children has used, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(peaks) * unit // 1_000_000
