"""The commands `finsam finding list` and `finsam finding show`."""

from __future__ import annotations

from typing import Annotated

import typer

from finsam.command import ExportsOption, JsonOption, VarOption, answer, command

finding_app = typer.Typer(
    name="finding",
    help="Iakttagelser: vad som inte stämmer, och raderna det vilar på. / Findings: what does not hold, and its rows.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_LISTED = 40
FailedOption = Annotated[
    bool,
    typer.Option(
        "--failed", help="Bygget som lades åt sidan när natten stoppades. / The build set aside by a stopped night."
    ),
]
RowsOption = Annotated[
    int | None,
    typer.Option(
        "--rows",
        min=0,
        metavar="N",
        help=f"Högst så många, 0 är alla. / At most so many, 0 is all. [{_LISTED}; --json: 0]",
    ),
]


@finding_app.command("list")
def list_all(
    *,
    severity: Annotated[
        str | None, typer.Option("--severity", metavar="S", help="blocking, error, warning, note.")
    ] = None,
    association: Annotated[
        str | None, typer.Option("--association", metavar="A", help="Förbund / association.")
    ] = None,
    family: Annotated[
        str | None,
        typer.Option(
            "--family",
            metavar="F",
            help="delivery, structure, identity, continuity, plausibility, cross-source, definition, published figure.",
        ),
    ] = None,
    check: Annotated[str | None, typer.Option("--check", metavar="CODE", help="Kontrollens kod / its code.")] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="S", help="open eller godtagen / or accepted.")
    ] = None,
    failed: FailedOption = False,
    rows: RowsOption = None,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Lista det som inte stämmer, det värsta först. / List what does not hold, the worst first.

    Allt som hittas står i samma lista: modellernas kontroller, förväntningarna på leveranserna, läsarnas anmärkningar
    och dbt:s varningar. Med --failed: det som stoppade den senaste natten.

    All that is found stands in one list: the checks of the models, the expectations of the deliveries, the remarks of
    the readers and the warnings of dbt. With --failed: what stopped the last night.

    \b
    Exempel / examples:
      finsam finding list --severity error
      finsam finding list --association lekeberg_orebro --json
      finsam finding list --failed
    """
    with command(machine, exports, var, writes=False) as (settings, screen):
        from finsam.findings.look import Choice, list_findings  # noqa: PLC0415
        from finsam.findings.words import list_sections  # noqa: PLC0415

        found = list_findings(settings, Choice(severity, association, family, check, status), failed)
        shown = _shown(rows, screen.machine)
        content = {"status": "ok", "build_id": found.build_id, "findings": found.findings[:shown]}
        answer(screen, content, list_sections(found, shown))


@finding_app.command("show")
def show(
    finding_id: Annotated[
        str, typer.Argument(metavar="ID", help="Dess id, eller början av det. / Its id or beginning.")
    ],
    *,
    failed: FailedOption = False,
    rows: RowsOption = None,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """En iakttagelse, vad som ska göras och raderna den vilar på. / One finding, what to do, and the rows it rests on.

    \b
    Exempel / example:
      finsam finding show 3f2a9c1b
    """
    with command(machine, exports, var, writes=False) as (settings, screen):
        from finsam.findings.look import show_finding  # noqa: PLC0415
        from finsam.findings.words import show_sections  # noqa: PLC0415

        finding = show_finding(settings, finding_id, failed)
        shown = _shown(rows, screen.machine)
        content = {"status": "ok", "finding": {**finding, "rows": finding["rows"][:shown]}}
        answer(screen, content, show_sections(finding, shown))


def _shown(rows: int | None, machine: bool) -> int | None:
    if rows is None:
        return None if machine else _LISTED
    return rows or None
