"""The child process that runs dbt: it ends as soon as its parent does, however that happens.

Its standard input is a pipe that only the parent holds open. When the parent is killed the pipe ends, and so does dbt,
before it could write beside a run that has started since.
"""

from __future__ import annotations

import os
import sys
import threading
from typing import Any

ORPHANED = 70


def _end_with_parent() -> None:
    while os.read(0, 1024):
        pass
    os._exit(ORPHANED)


def _skip_debug_events() -> None:
    """Leave out the events that no one is shown: dbt makes several for each statement of each node."""
    from dbt_common.events.base_types import BaseEvent, EventLevel  # noqa: PLC0415
    from dbt_common.events.event_manager import EventManager  # noqa: PLC0415

    fire = EventManager.fire_event

    def fire_shown(
        manager: EventManager, e: BaseEvent, level: EventLevel | None = None, *rest: Any, **more: Any
    ) -> None:
        if (level or e.level_tag()) is not EventLevel.DEBUG:
            fire(manager, e, level, *rest, **more)

    EventManager.fire_event = fire_shown  # type: ignore[assignment]


def _compile_each_text_once() -> None:
    """Compile the same Jinja text once: most columns share their description with others of the same name."""
    from jinja2 import Environment  # noqa: PLC0415

    compile_text: Any = Environment.compile
    known: dict[Any, Any] = {}

    def compile_once(environment: Environment, source: Any, *rest: Any, **more: Any) -> Any:
        if not isinstance(source, str):
            return compile_text(environment, source, *rest, **more)
        key = (type(environment), source, rest, tuple(more.items()))
        if key not in known:
            known[key] = compile_text(environment, source, *rest, **more)
        return known[key]

    Environment.compile = compile_once  # type: ignore[assignment]


def main() -> None:
    """Run dbt with the arguments of this process."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from dbt.cli.main import cli  # noqa: PLC0415

    _skip_debug_events()
    _compile_each_text_once()
    sys.argv[0] = "dbt"
    cli()


if __name__ == "__main__":
    main()
