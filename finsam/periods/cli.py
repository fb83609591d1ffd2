"""The commands around closed periods."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from finsam.command import ExportsOption, JsonOption, VarOption, answer, command
from finsam.errors import UsageError
from finsam.periods.figures import Period
from finsam.settings import parse_date

periods_app = typer.Typer(
    name="periods",
    help="Stängda perioder: det publicerade ligger fast. / Closed periods: what was published stays.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AssociationOption = Annotated[str, typer.Option("--association", metavar="A", help="Förbund / association.")]
YearOption = Annotated[int | None, typer.Option("--year", metavar="Y", help="Helt år / whole year.")]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Första dag, i stället för --year. / First day.")
]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Sista dag / last day.")]
DecisionOption = Annotated[
    str, typer.Option("--decision", metavar="ID", help="Beslutets id i decision.csv. / Id of the decision.")
]
DecidedOption = Annotated[
    str | None,
    typer.Option("--decided-on", metavar="DATE", help="Beslutsdag, om beslutet ska skrivas. / Day of the decision."),
]
ApproverOption = Annotated[
    str | None,
    typer.Option("--approver-role", metavar="ROLE", help="Vem som beslutat, t.ex. board. / Who decided."),
]
TitleSvOption = Annotated[str | None, typer.Option("--title-sv", help="Rubrik på svenska / title in Swedish.")]
TitleEnOption = Annotated[str | None, typer.Option("--title-en", help="Rubrik på engelska / title in English.")]
SourceOption = Annotated[
    str | None, typer.Option("--source", help="Var beslutet står, t.ex. protokoll § 12. / Minutes.")
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Visa raderna utan att skriva. / Show the rows, write nothing.")
]


@periods_app.command("list")
def list_periods(exports: ExportsOption = None, var: VarOption = None, machine: JsonOption = False) -> None:
    """Vilka perioder är stängda, och vad har räknats om? / Which periods are closed, and what was restated?"""
    with command(machine, exports, var, writes=False) as (settings, screen):
        from finsam.periods.steps import list_closed  # noqa: PLC0415
        from finsam.periods.words import list_sections  # noqa: PLC0415

        found = list_closed(settings.project)
        answer(screen, {"status": "ok", "closed_periods": found}, list_sections(found))


@periods_app.command("close")
def close_period(
    *,
    association: AssociationOption,
    decision: DecisionOption,
    year: YearOption = None,
    first: FromOption = None,
    last: ToOption = None,
    decided_on: DecidedOption = None,
    approver_role: ApproverOption = None,
    title_sv: TitleSvOption = None,
    title_en: TitleEnOption = None,
    source: SourceOption = None,
    dry_run: DryRunOption = False,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Stäng en period: frys det som är publicerat. / Close a period: freeze what is published.

    Skriver raderna i seeds/decisions/: beslutet (om det inte finns), closed_period.csv och de frysta talen i closed/.
    Granska och spara dem i versionshanteringen. Därefter stoppas varje natt som skulle ändra ett av talen.

    Writes the rows in seeds/decisions/: the decision (unless it is there), closed_period.csv and the frozen figures in
    closed/. Review and commit them. From then on a night that would change one of the figures is stopped.

    \b
    Exempel / example:
      finsam periods close --association sydnarke --year 2019 --decision B-010 \\
             --decided-on 2020-03-25 --approver-role board --source "Protokoll 2020-03-25 § 7"
    """
    with command(machine, exports, var) as (settings, screen):
        from finsam.lock import writing  # noqa: PLC0415
        from finsam.periods.steps import Decision, close  # noqa: PLC0415
        from finsam.periods.words import close_content, close_sections  # noqa: PLC0415

        period = _period(association, year, first, last)
        decided = Decision(
            decision, parse_date(decided_on, "--decided-on"), approver_role,
            title_sv=title_sv, title_en=title_en, source=source,
        )  # fmt: skip
        with writing(settings):
            closed = close(settings, period, decided, dry_run)
        answer(screen, close_content(closed, dry_run), close_sections(closed, dry_run))


@periods_app.command("restate")
def restate_period(
    *,
    association: AssociationOption,
    decision: DecisionOption,
    year: YearOption = None,
    first: FromOption = None,
    last: ToOption = None,
    decided_on: DecidedOption = None,
    approver_role: ApproverOption = None,
    title_sv: TitleSvOption = None,
    title_en: TitleEnOption = None,
    source: SourceOption = None,
    dry_run: DryRunOption = False,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Räkna om en stängd period enligt ett beslut. / Restate a closed period under a decision.

    Tar de nya talen ur det bygge som stoppades, och skriver dem i seeds/decisions/restated_figure.csv med beslutet.
    Nästa natt publicerar båda: som publicerat och som omräknat. Andra ändringar stoppas som förut.

    Takes the new figures from the build that was stopped and writes them to seeds/decisions/restated_figure.csv with
    the decision. The next night publishes both: as published and as restated. Other changes are stopped as before.

    \b
    Exempel / example:
      finsam periods restate --association sydnarke --year 2019 --decision B-011 --dry-run
    """
    with command(machine, exports, var) as (settings, screen):
        from finsam.lock import writing  # noqa: PLC0415
        from finsam.periods.steps import Decision, restate  # noqa: PLC0415
        from finsam.periods.words import restate_content, restate_sections  # noqa: PLC0415

        period = _period(association, year, first, last)
        decided = Decision(
            decision, parse_date(decided_on, "--decided-on"), approver_role,
            title_sv=title_sv, title_en=title_en, source=source,
        )  # fmt: skip
        with writing(settings):
            changed = restate(settings, period, decided, dry_run)
        answer(screen, restate_content(period, decision, changed, dry_run), restate_sections(period, changed, dry_run))


def _period(association: str, year: int | None, first: str | None, last: str | None) -> Period:
    start, end = parse_date(first, "--from"), parse_date(last, "--to")
    if year is not None and start is None and end is None and date.min.year <= year <= date.max.year:
        return Period(association, date(year, 1, 1), date(year, 12, 31))
    if year is None and start is not None and end is not None and start <= end:
        return Period(association, start, end)
    raise UsageError(
        "Ange antingen --year 2019 eller --from 2019-01-01 --to 2019-06-30.",
        "Give either --year 2019 or --from 2019-01-01 --to 2019-06-30.",
    )
