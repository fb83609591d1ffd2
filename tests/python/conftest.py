"""What several test modules share."""

from __future__ import annotations

import pytest
from crowded import crowded_night
from nights import PROJECT, Night, once, run_nightly


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker begin with the night that takes longest, so that the others do not wait for it at the end."""
    items.sort(key=lambda item: "crowded" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """The published night of the bundled deliveries: shared, so only to be read."""
    return once(tmp_path_factory, "night", lambda place: run_nightly(PROJECT / "exports", place / "var"))


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """The night of the bundle and all that makes it hard: shared, so only to be read."""
    return once(tmp_path_factory, "crowded", crowded_night)
