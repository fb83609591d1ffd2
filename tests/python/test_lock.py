"""One writer at a time, and none left behind by a process that was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from finsam.errors import BusyError
from finsam.lock import writing
from finsam.settings import Settings

_HOLDER = """
import sys, pathlib
from finsam.lock import writing
from finsam.settings import Settings
var = pathlib.Path(sys.argv[1])
with writing(Settings(project=var, exports=var, var=var)):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(var: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(var)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_a_second_process_is_turned_away_until_the_first_is_killed(tmp_path: Path) -> None:
    settings = Settings(project=tmp_path, exports=tmp_path, var=tmp_path)
    child = hold(tmp_path)
    try:
        with pytest.raises(BusyError) as caught, writing(settings):
            pass
        assert str(child.pid) in caught.value.message_en
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.communicate()
    with writing(settings):
        pass


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    settings = Settings(project=tmp_path, exports=tmp_path, var=tmp_path)
    with pytest.raises(RuntimeError), writing(settings):
        raise RuntimeError
    with writing(settings):
        pass
