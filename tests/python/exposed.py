"""How each exposure of models/exposures.yml is made, so that what it reads can be heard."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from finsam.settings import Settings

# What a reader gets: file -> bytes, or a text.
Made = dict[str, bytes]


def made_by(name: str, settings: Settings) -> Made:
    """Make an exposure and return what a reader gets."""
    return MAKERS[name](settings)


def _front_page(settings: Settings) -> Made:
    from finsam.front_page import front_page_content

    return {"": repr(front_page_content(settings, settings.current.resolve().name)).encode()}


def _docs_site(settings: Settings) -> Made:
    from finsam.handbook.site import make_docs

    return _files(make_docs(settings).index.parent)


def _report_site(settings: Settings) -> Made:
    from finsam.report.site import make_site

    return _files(make_site(settings, lambda _done, _all: None).index.parent)


def _files(folder: Path) -> Made:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


_ALL: dict[str, tuple[str, Callable[[Settings], Made]]] = {
    "front_page": ("finsam.front_page", _front_page),
    "docs_site": ("finsam.handbook.site", _docs_site),
    "report_site": ("finsam.report", _report_site),
}
MAKERS = {name: maker for name, (module, maker) in _ALL.items() if find_spec(module)}
