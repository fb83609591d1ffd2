"""The child process that runs dbt: it ends as soon as its parent does, however that happens.

Its standard input is a pipe that only the parent holds open. When the parent is killed the pipe ends, and so does dbt,
before it could write beside a run that has started since.
"""

from __future__ import annotations

import os
import sys
import threading

ORPHANED = 70


def _end_with_parent() -> None:
    while os.read(0, 1024):
        pass
    os._exit(ORPHANED)


def main() -> None:
    """Run dbt with the arguments of this process."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from dbt.cli.main import cli  # noqa: PLC0415

    sys.argv[0] = "dbt"
    cli()


if __name__ == "__main__":
    main()
