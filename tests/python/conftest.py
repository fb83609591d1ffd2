"""What several test modules share."""

from __future__ import annotations

import pytest
from crowded import crowded_night
from nights import PROJECT, Night, once, run_nightly

# The modules that make nights of their own: each of two workers begins with its share, so that none waits at the end.
LONGEST = (("test_end_to_end",), ("test_plain_dbt", "test_canaries"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest tests first in either half of the list: what a worker begins with."""
    first, second = ([item for item in items if item.path.stem in names] for names in LONGEST)
    others = [item for item in items if item not in {*first, *second}]
    rest = max(len(items) // 2 - len(first), 0)
    items[:] = [*first, *others[:rest], *second, *others[rest:]]


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """The published night of the bundled deliveries: shared, so only to be read."""
    return once(tmp_path_factory, "night", lambda place: run_nightly(PROJECT / "exports", place / "var"))


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """The night of the bundle and all that makes it hard: shared, so only to be read."""
    return once(tmp_path_factory, "crowded", crowded_night)
