"""The command `finsam report`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from finsam.command import ExportsOption, JsonOption, VarOption, command, done

if TYPE_CHECKING:
    from finsam.console import Screen
    from finsam.settings import Settings

CODES = "Slutkoder / exit codes: 0 klart / done, 2 fel anrop / usage, 3 inget publicerat / nothing published."


AllOption = Annotated[
    bool,
    typer.Option(
        "--all",
        help="Även årsredovisningspaket och handbok, länkade från sidorna. / Also annual-report packs and handbook, "
        "linked from the pages.",
    ),
]
OpenOption = Annotated[bool, typer.Option("--open", help="Öppna sidorna i webbläsaren. / Open the pages in a browser.")]


def report(
    *,
    everything: AllOption = False,
    show: OpenOption = False,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Gör rapportsidorna och visa var de ligger. / Make the report pages and say where they are.

    Läser det gällande bygget och bara det publicerade. Sidorna ligger i var/reports/site: svenska i index.html,
    engelska i en/index.html. Öppna dem med en webbläsare; de behöver varken nät eller server. En läsare ser antingen de
    förra sidorna eller de nya.

    Reads the current build and only what is published. The pages lie in var/reports/site: Swedish in index.html,
    English in en/index.html. Open them with a browser; they need neither network nor server. A reader sees either the
    former pages or the new ones.

    \b
    Exempel / examples:
      finsam report --all --open    allt som läses, och visa det / all there is to read, and show it
      finsam report --json          sökväg, bygge och antal sidor / path, build and number of pages
    """
    with command(machine, exports, var) as (settings, screen):
        from finsam.report.site import make_site  # noqa: PLC0415

        if everything:
            _make_beside(settings, screen)
        with screen.bar("report") as progress:
            made = make_site(settings, progress.at)
        if everything:
            _make_handbook(settings)
        content = {"status": "ok", "index": str(made.index), "build_id": made.build_id, "pages": made.pages}
        done(screen, content, str(made.index))
        if show:
            typer.launch(str(made.index))


def _make_beside(settings: Settings, screen: Screen) -> None:
    """Make what the pages link to; the handbook links back: it is made after them, and before them only if missing."""
    from finsam.pack.choice import Order  # noqa: PLC0415
    from finsam.pack.make import make_packs  # noqa: PLC0415
    from finsam.published import opened  # noqa: PLC0415

    with opened(settings) as published:
        for order in (Order(), Order(county=True)):
            make_packs(published, settings, order, lambda text: screen.line(f"  {text}"))
    if not (settings.reports / "docs").exists():
        _make_handbook(settings)


def _make_handbook(settings: Settings) -> None:
    from finsam.handbook.site import make_docs  # noqa: PLC0415

    make_docs(settings)
