"""The command `finsam explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from finsam.command import ExportsOption, JsonOption, VarOption, command
from finsam.errors import UsageError

_SHOWN_LINES = 40


def explain(
    indicator: Annotated[
        str | None, typer.Argument(metavar="[INDICATOR]", help="Måttets kod. / Code of the indicator.")
    ] = None,
    *,
    association: Annotated[
        str | None,
        typer.Option("--association", metavar="A", help="Förbund eller län. / Association or county."),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="Y", help="År; annars det senaste. / Year; else the latest.")
    ] = None,
    definition_set: Annotated[
        str | None,
        typer.Option("--set", metavar="S", help="Definitionsuppsättning; annars som bokfört. / Definition set."),
    ] = None,
    unit: Annotated[
        str, typer.Option("--unit", metavar="U", help="Insats eller kommun. / Programme or municipality.")
    ] = "",
    breakdown: Annotated[
        str | None, typer.Option("--breakdown", metavar="B=V", help="Till exempel sex=woman. / For example sex=woman.")
    ] = None,
    file: Annotated[
        str | None,
        typer.Option(
            "--file", metavar="NAME|SHA", help="Åt andra hållet: tal som filen matar. / The figures that a file feeds."
        ),
    ] = None,
    line: Annotated[
        int | None, typer.Option("--line", min=1, metavar="N", help="Bara denna rad av filen. / Only this line.")
    ] = None,
    voucher: Annotated[
        str | None,
        typer.Option("--voucher", metavar="A/12", help="Tal som verifikationen matar. / Figures that a voucher feeds."),
    ] = None,
    lines: Annotated[
        int | None,
        typer.Option(
            "--lines",
            min=0,
            metavar="N",
            help=f"Högst så många rader, 0 är alla. / At most so many rows, 0 is all. [{_SHOWN_LINES}; --json: 0]",
        ),
    ] = None,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Från ett tal till raderna det är summan av, och tillbaka. / From a figure to the rows it is the sum of, and back.

    Visar värde, formel, täljare och nämnare, betyg, definitionerna som gällde, konton och de levererade raderna med fil
    och rad. Svarar ur controller.duckdb när den kan läsas, annars ur den publicerade filen.

    Shows value, formula, numerator and denominator, grade, the definitions in force, accounts and the delivered rows
    with file and line. Answers from controller.duckdb where it can be read, else from the published file.

    \b
    Exempel / examples:
      finsam explain admin_share_of_cost --association sydnarke --year 2019
      finsam explain admin_share_of_cost --association sydnarke --set shared --lines 0
      finsam explain total_cost --association lekeberg_orebro --breakdown amount_basis=budget
      finsam explain participants_registered --association sydnarke --unit sydost --json
      finsam explain --file sydnarke_2019.se --line 120     vilka tal? / which figures?
      finsam explain --voucher A/12 --association sydnarke --year 2019
    """
    with command(machine, exports, var, writes=False) as (settings, screen):
        from finsam.explain import tree, words  # noqa: PLC0415
        from finsam.explain.choice import Question, parse_breakdown  # noqa: PLC0415
        from finsam.explain.feeds import feeds_of_file, feeds_of_voucher, parse_voucher  # noqa: PLC0415
        from finsam.explain.figure import explain_figure  # noqa: PLC0415
        from finsam.explain.place import opened  # noqa: PLC0415

        if sum(given is not None for given in (indicator, file, voucher)) != 1:
            raise UsageError(
                "Ange ett mått, en fil (--file) eller en verifikation (--voucher). Se finsam explain --help.",
                "Give one indicator, one file (--file) or one voucher (--voucher). See finsam explain --help.",
            )
        if indicator is not None and association is None:
            raise UsageError(
                f"Vilket förbund? Skriv finsam explain {indicator} --association KOD.",
                f"Which association? Write finsam explain {indicator} --association CODE.",
            )
        if line is not None and file is None:
            raise UsageError("--line gäller bara med --file.", "--line only goes with --file.")
        shown = _SHOWN_LINES if lines is None else lines
        wanted = None if lines == 0 or (lines is None and screen.machine) else shown
        with opened(settings) as place:
            if file is not None:
                content = feeds_of_file(place, settings, file, line)
                drawn = words.file_tree
            elif voucher is not None:
                content = feeds_of_voucher(place, parse_voucher(voucher, association, year))
                drawn = words.voucher_tree
            else:
                question = Question(
                    str(indicator), str(association), year, definition_set, unit, parse_breakdown(breakdown)
                )
                content = explain_figure(place, question, wanted)
                drawn = words.figure_tree
        if screen.machine:
            screen.result(words.exact(content))
        else:
            tree.show(screen, drawn(content, shown))
