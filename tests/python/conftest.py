"""What several test modules share."""

from __future__ import annotations

import pytest
from nights import PROJECT, Night, once, run_nightly


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """The published night of the bundled deliveries: shared, so only to be read."""
    return once(tmp_path_factory, "night", lambda place: run_nightly(PROJECT / "exports", place / "var"))
