"""The commands about definitions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from finsam.command import ExportsOption, JsonOption, VarOption, answer, command
from finsam.errors import BlockedError

definitions_app = typer.Typer(
    name="definitions",
    help="Definitioner: pröva dem, och se vad ett förslag flyttar. / "
    "Definitions: check them, and see what a proposal moves.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_CHECK_CODES = (
    "Slutkoder / exit codes: 0 inga fel / no errors, 2 fel anrop / usage, 3 fel att rätta / errors to correct."
)
_IMPACT_CODES = (
    "Slutkoder / exit codes: 0 visat, även när inget ändras / shown, also when nothing changes, 2 fel anrop / usage, "
    "3 förslaget går inte att läsa in / the proposal cannot be loaded."
)


@definitions_app.command(epilog=_CHECK_CODES)
def check(
    *,
    source: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar="DIR|REV",
            help="Mapp med ändrade filer, eller en git-revision, i stället för seeds/ som den är. / "
            "A folder of changed files, or a git revision, instead of seeds/ as it is.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Visa varje anmärkning, inte bara antalet. / Show each remark.")
    ] = False,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Pröva definitionerna: filer, regler, luckor. / Check the definitions: files, rules, holes.

    Kör efter varje ändring i seeds/, innan finsam nightly. Varje fel säger fil, rad och vad som ska stå i stället.
    Reglerna är dbt-testerna i tests/definitions och körs på det gällande byggets uppgifter; inget ändras.

    Run it after each change in seeds/, before finsam nightly. Each error says file, line and what to write instead.
    The rules are the dbt tests of tests/definitions, run on the data of the current build; nothing is changed.

    \b
    Exempel / examples:
      finsam definitions check                    seeds/ som den är / as it is
      finsam definitions check --with forslag/    en kopia där du ändrar / a copy where you edit
      finsam definitions check --with HEAD~1      som det var / as it was
      finsam definitions check --all              varje anmärkning / each remark
    """
    with command(machine, exports, var, writes=False) as (settings, screen):
        from finsam.definitions.check import check_definitions  # noqa: PLC0415
        from finsam.definitions.check_report import check_sections  # noqa: PLC0415

        outcome = check_definitions(settings, source)
        answer(screen, outcome.content(), check_sections(outcome, everything))
        if outcome.errors:
            raise typer.Exit(BlockedError.exit_code)


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
