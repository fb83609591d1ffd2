"""The commands about definitions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from finsam.command import ExportsOption, JsonOption, VarOption, answer, command

definitions_app = typer.Typer(
    name="definitions",
    help="Definitioner: pröva dem, och se vad ett förslag flyttar. / "
    "Definitions: check them, and see what a proposal moves.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_IMPACT_CODES = (
    "Slutkoder / exit codes: 0 visat, även när inget ändras / shown, also when nothing changes, 2 fel anrop / usage, "
    "3 förslaget går inte att läsa in / the proposal cannot be loaded."
)


@definitions_app.callback()
def _group() -> None:
    """Keep the name of the group in front of its commands, also while there is only one."""


@definitions_app.command(epilog=_IMPACT_CODES)
def impact(
    *,
    source: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar="DIR|REV",
            help="Förslaget: en mapp med de seed-filer som ändras, eller en git-revision; annars seeds/ som de är nu. "
            "/ The proposal: a folder of the seed files that change, or a git revision; else seeds/ as they are now.",
        ),
    ] = None,
    association: Annotated[
        str | None, typer.Option("--association", metavar="A", help="Bara detta förbund. / Only this association.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="Y", help="Bara detta år. / Only this year.")] = None,
    definition_set: Annotated[
        str | None, typer.Option("--set", metavar="S", help="Bara dessa regler. / Only this definition set.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Mapp för sida och arbetsbok / folder of the page and the workbook. [var/reports/impact/...]",
        ),
    ] = None,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Vad skulle ändras i kronor? / What would change, in kronor?

    Räknar det gällande bygget med andra definitioner och visar kostnadsslag, indikatorer och de rader som flyttas, med
    regeln bakom, avstämt på öret. Inget publiceras och inget bygge ändras. Skriver impact.html och impact.xlsx.

    Computes the current build under other definitions and shows cost categories, indicators and the lines that move,
    with the rule behind them, reconciled to the öre. Nothing is published and no build is changed. Writes impact.html
    and impact.xlsx.

    \b
    Exempel / examples:
      finsam definitions impact                       ändra i seeds/ och se efter / edit in seeds/ and look
      finsam definitions impact --with forslag/       forslag/allocation_key.csv räcker / is enough
      finsam definitions impact --with HEAD~1         hur var det förut? / how was it before?
      finsam definitions impact --with forslag/ --association sydnarke --year 2019 --out bilaga/
    """
    with command(machine, exports, var, writes=False) as (settings, screen):
        from finsam.definitions.impact import Choice  # noqa: PLC0415
        from finsam.definitions.impact import impact as run  # noqa: PLC0415
        from finsam.definitions.report import write_report  # noqa: PLC0415
        from finsam.definitions.screen import impact_content, impact_sections  # noqa: PLC0415

        found = run(settings, source, Choice(association, year, definition_set))
        files = [] if found.is_empty and out is None else write_report(settings, found, out)
        answer(screen, impact_content(found, files) if machine else {}, impact_sections(found, files))
