"""The report site of the shared night, made once for all test processes."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from nights import Night, beside, run_finsam


def made_site(night: Night, factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site; the first process that asks makes it, the others wait."""
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place = base / "report_site"
    site = place / "var" / "reports" / "site"
    with (base / "report_site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            beside(night, place / "var")
            exit_code, output = run_finsam(["report", "--json"], place / "exports", place / "var")
            assert exit_code == 0, output
            (place / "said.json").write_text(output, encoding="utf-8")
    return site.resolve()
