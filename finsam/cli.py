"""The command line: one command per step, all of them in order, and what to see and do afterwards."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from finsam.bi.cli import NightlyPostgresOption, PostgresOption
from finsam.command import AsOfOption, ExportsOption, JsonOption, VarOption, answer, command, done, ended_by_request
from finsam.definitions.cli import definitions_app
from finsam.errors import UsageError
from finsam.explain.cli import explain
from finsam.findings.cli import finding_app
from finsam.handbook.cli import docs
from finsam.pack.cli import pack
from finsam.periods.cli import periods_app
from finsam.proving.cli import prove
from finsam.report.cli import CODES as REPORT_CODES
from finsam.report.cli import report
from finsam.scheduling.cli import notify, schedule

_CODES = (
    "Slutkoder / exit codes: 0 klart / done, 2 fel anrop / usage, 3 inget publicerat / nothing published, "
    "75 upptaget / busy."
)
_ERASE_CODES = (
    "Slutkoder / exit codes: 0 klart / done, 2 fel anrop / usage, 3 inget eller inte allt raderat, kör igen / nothing "
    "or not all erased, run again, 75 upptaget / busy."
)
_READMIT_CODES = (
    "Slutkoder / exit codes: 0 allt skulle gå igenom / all would pass, 2 fel anrop / usage, 3 inte allt / not all."
)

app = typer.Typer(
    name="finsam",
    help="Lager för samordningsförbund: leveranser in, jämförbara tal ut. / "
    "Warehouse for coordination associations: deliveries in, comparable figures out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
quarantine_app = typer.Typer(
    name="quarantine",
    help="Vad som inte släpptes in, var och varför. / What was refused, where and why.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(quarantine_app)
app.add_typer(periods_app)
app.add_typer(definitions_app)
app.add_typer(finding_app)
app.command()(docs)
app.command()(explain)
app.command()(prove)
app.command(epilog=REPORT_CODES)(report)
app.command()(schedule)
app.command()(notify)
app.command()(pack)


@app.command(epilog=_CODES)
def nightly(
    exports: ExportsOption = None,
    var: VarOption = None,
    as_of: AsOfOption = None,
    postgres: NightlyPostgresOption = None,
    machine: JsonOption = False,
) -> None:
    """Kör alla steg och publicera. / Run all steps and publish.

    receive, read, check, build, audit, publish. Misslyckas något ligger det förra bygget kvar.
    If anything fails the previous build stays current. With nothing new it ends at once.

    Med --postgres läggs bygget sedan också i databasen; säger den nej är bygget här publicerat ändå, slutkod 3.
    With --postgres the build then also goes to the database; if that says no the build here stays, exit code 3.
    """
    with command(machine, exports, var, as_of) as (settings, screen):
        from finsam.bi.cli import demand_postgres, mirror, mirror_sections  # noqa: PLC0415
        from finsam.nightly import nightly as run  # noqa: PLC0415
        from finsam.scheduling.record import UNCHANGED  # noqa: PLC0415
        from finsam.summary import night_content, night_sections, unchanged_sections  # noqa: PLC0415

        demand_postgres(postgres)
        with ended_by_request():
            outcome = run(settings, screen)
        mirrored = mirror(settings, postgres) if postgres else None
        if screen.machine:
            content = outcome if outcome["status"] == UNCHANGED else night_content(settings, outcome)
            screen.result({**content, "postgres": mirrored} if mirrored else content)
        elif outcome["status"] == UNCHANGED:
            screen.show([*unchanged_sections(settings, outcome), *mirror_sections(mirrored)])
        else:
            screen.show([*night_sections(settings, outcome), *mirror_sections(mirrored)])
        if mirrored and "exit_code" in mirrored:
            raise typer.Exit(mirrored["exit_code"])


@app.command()
def receive(exports: ExportsOption = None, var: VarOption = None, machine: JsonOption = False) -> None:
    """Frys listan över leveranser och ta emot filerna. / Freeze the list of deliveries and land the files."""
    with command(machine, exports, var) as (settings, screen):
        from finsam.lock import writing  # noqa: PLC0415
        from finsam.receive import receive as run  # noqa: PLC0415
        from finsam.summary import received_content, received_sections  # noqa: PLC0415

        with writing(settings):
            inputs = run(settings)
        answer(screen, received_content(inputs), received_sections(inputs))


@app.command()
def read(
    exports: ExportsOption = None, var: VarOption = None, as_of: AsOfOption = None, machine: JsonOption = False
) -> None:
    """Läs de mottagna filerna till rader. / Read the received files into raw rows.

    En fil läses en gång. Efter read fungerar vanlig dbt build. / A file is read once. After read plain dbt build works.
    """
    with command(machine, exports, var, as_of) as (settings, screen):
        from finsam.lock import writing  # noqa: PLC0415
        from finsam.read import read as run  # noqa: PLC0415
        from finsam.receive import load_inputs  # noqa: PLC0415
        from finsam.summary import delivery_sections  # noqa: PLC0415

        with writing(settings):
            outcome = run(settings, load_inputs(settings), lambda text: screen.line(f"  {text}"))
        content = {
            "status": "ok",
            "build_id": outcome.build_id,
            "as_of": outcome.as_of,
            "files_read": outcome.files_read,
            "files_reused": outcome.files_reused,
            "deliveries": outcome.deliveries,
        }
        answer(screen, content, delivery_sections(list(outcome.deliveries)))


@app.command(epilog=_CODES)
def check(
    docs: Annotated[
        bool,
        typer.Option(
            "--docs",
            help="Skriv Great Expectations sidor till var/reports/data-docs; de visar inga värden. / "
            "Write the pages of Great Expectations to var/reports/data-docs; they show no values.",
        ),
    ] = False,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Pröva de inlästa raderna mot förväntningarna. / Check the raw rows against expectations/.

    En rad per svit, sedan vad som inte håller: fil, rader och vad som ska göras. En spärrande förväntan ger slutkod 3.

    One line per suite, then what does not hold: file, lines and what to do. A blocking expectation gives exit code 3.

    \b
    Exempel / examples:
      finsam check             vad håller inte? / what does not hold?
      finsam check --docs      alla regler som sidor / all rules as pages
    """
    with command(machine, exports, var) as (settings, screen):
        from finsam.checks import check as run  # noqa: PLC0415
        from finsam.checks import document  # noqa: PLC0415
        from finsam.effort import Stopwatch  # noqa: PLC0415
        from finsam.lock import writing  # noqa: PLC0415
        from finsam.summary import check_content, check_sections  # noqa: PLC0415

        watch = Stopwatch()
        with writing(settings):
            page = document(settings) if docs else None
            with watch.step("check"):
                outcome = run(settings)
        content = check_content(outcome, watch.seconds["check"], page)
        answer(screen, content, check_sections(content))


@app.command()
def build(exports: ExportsOption = None, var: VarOption = None, machine: JsonOption = False) -> None:
    """Bygg databasen med dbt, bredvid den publicerade. / Build the database with dbt, beside the published one."""
    with command(machine, exports, var) as (settings, screen):
        from finsam.build import build as run  # noqa: PLC0415
        from finsam.build import run_dbt  # noqa: PLC0415
        from finsam.definitions.files import SEEDS, demand_files  # noqa: PLC0415
        from finsam.lock import writing  # noqa: PLC0415

        demand_files(settings.project / SEEDS)
        with writing(settings), screen.bar("build") as progress:
            name = run(settings, run_dbt, progress.at)
        done(screen, {"status": "built", "build_id": name}, f"Byggt, inte publicerat / built, not published: {name}")


@app.command()
def audit(exports: ExportsOption = None, var: VarOption = None, machine: JsonOption = False) -> None:
    """Granska bygget: får det publiceras? / Audit the build: is it fit to be published?"""
    with command(machine, exports, var) as (settings, screen):
        from finsam.audit import audit as run  # noqa: PLC0415
        from finsam.lock import writing  # noqa: PLC0415

        with writing(settings):
            warnings = run(settings)
        text = f"Godkänt, {len(warnings)} varningar / fit to publish, {len(warnings)} warnings"
        done(screen, {"status": "fit", "warnings": warnings}, "\n".join([text, *(f"- {name}" for name in warnings)]))


@app.command(epilog=_CODES)
def publish(
    postgres: PostgresOption = None,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Granska bygget och gör det gällande. / Audit the build and make it current.

    Med --postgres: lägg i stället det bygge som redan gäller i en databas. Läsare där ser det gamla eller det nya,
    aldrig en blandning; misslyckas det ligger det gamla kvar. Varje förbund får en läsarroll, finsam_<förbund>, och
    länet finsam_county; se docs/bi.md.

    With --postgres: put the build that is already current into a database instead. Readers there see the old one or
    the new one, never a mix; if it fails the old one stays. Each association gets a reader role,
    finsam_<association>, and the county finsam_county; see docs/bi.md.

    \b
    Exempel / examples:
      finsam publish
      finsam publish --postgres postgresql://finsam@db.example.org/finsam
    """
    with command(machine, exports, var) as (settings, screen):
        if postgres is not None:
            from finsam.bi.cli import mirror_sections  # noqa: PLC0415
            from finsam.bi.postgres import load  # noqa: PLC0415

            loaded = load(settings, postgres)
            answer(screen, loaded, mirror_sections(loaded))
            return
        from datetime import UTC, datetime  # noqa: PLC0415

        from finsam.audit import audit as run_audit  # noqa: PLC0415
        from finsam.effort import peak_memory_mb  # noqa: PLC0415
        from finsam.lock import writing  # noqa: PLC0415
        from finsam.publish import RunFacts  # noqa: PLC0415
        from finsam.publish import publish as run  # noqa: PLC0415

        with writing(settings):
            warnings = run_audit(settings)
            receipt = run(settings, RunFacts(datetime.now(UTC), {}, peak_memory_mb(), tuple(warnings)))
        content = {"status": "published", "build_id": receipt["build_id"], "receipt": receipt}
        done(screen, content, f"Publicerat / published: {receipt['build_id']} -> {settings.current}")


@app.command()
def status(
    *,
    check_health: Annotated[
        bool,
        typer.Option("--check", help="En rad för övervakning; slutkod 0 eller 3. / One line for monitoring; 0 or 3."),
    ] = False,
    max_age_hours: Annotated[
        float | None,
        typer.Option(
            "--max-age-hours",
            min=1,
            metavar="H",
            help="Med --check: så länge får den senaste goda natten ha varit. / With --check: how long ago a night may "
            "last have gone well. [26]",
        ),
    ] = None,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Vad som gäller nu, hur gammalt det är och vad som ändrats. / What is current, its age, what changed.

    Slutkod 3 när inget är publicerat; med --check också när den senaste natten inte gick bra, är för gammal eller har
    pågått för länge. Går att köra medan en natt pågår.

    Exit code 3 when nothing is published; with --check also when the last night did not go well, is too old or has
    been running for too long. It can be run while a night is running.

    \b
    Exempel / examples:
      finsam status
      finsam status --check                       för Nagios, Zabbix, Icinga ... / for Nagios, Zabbix, Icinga ...
      finsam status --check --max-age-hours 80    där helgen är fri / where weekends are off
    """
    with command(machine, exports, var, writes=False) as (settings, screen):
        if check_health:
            from finsam.console import Section  # noqa: PLC0415
            from finsam.scheduling.health import MAX_AGE_HOURS, OK, health  # noqa: PLC0415
            from finsam.scheduling.words import health_content, health_line  # noqa: PLC0415

            found = health(settings, max_age_hours or MAX_AGE_HOURS)
            answer(screen, health_content(found), [Section(health_line(found), [])])
            if found.state != OK:
                raise typer.Exit(3)
            return
        if max_age_hours is not None:
            raise UsageError("--max-age-hours hör ihop med --check.", "--max-age-hours goes with --check.")
        from finsam.status import status as run  # noqa: PLC0415
        from finsam.summary import status_sections  # noqa: PLC0415

        content = run(settings)
        answer(screen, content, status_sections(content))


@app.command()
def rollback(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[BUILD]", help="Bygget, eller början av dess namn. / The build or its beginning."),
    ] = None,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Lista byggen, eller gör ett tidigare gällande. / List builds, or make an earlier one current.

    Det bortvalda bygget kommer inte tillbaka av sig självt. / A build rolled back from does not return by itself.
    """
    with command(machine, exports, var, writes=name is not None) as (settings, screen):
        from finsam.lock import writing  # noqa: PLC0415
        from finsam.publish import current_build  # noqa: PLC0415
        from finsam.rollback import list_builds  # noqa: PLC0415
        from finsam.rollback import rollback as run  # noqa: PLC0415
        from finsam.summary import builds_sections  # noqa: PLC0415

        if name is None:
            builds = list_builds(settings)
            answer(screen, {"status": "ok", "builds": builds}, builds_sections(builds))
            return
        with writing(settings):
            before = run(settings, name)
        now = current_build(settings)
        content = {"status": "ok", "build_id": now, "previous_build": before}
        done(screen, content, f"Gällande bygge / current build: {now} (förut / before: {before or '–'})")


@app.command(epilog=_ERASE_CODES)
def erase(
    *,
    expired: Annotated[
        bool,
        typer.Option(
            "--expired",
            help="Filer vars tid i seeds/definitions/retention.csv har gått ut. / "
            "Files whose time in seeds/definitions/retention.csv has passed.",
        ),
    ] = False,
    source: Annotated[
        str | None, typer.Option("--source", metavar="SOURCE", help="Bara detta leveransslag. / Only this source.")
    ] = None,
    association: Annotated[
        str | None, typer.Option("--association", metavar="A", help="Bara detta förbund. / Only this association.")
    ] = None,
    file: Annotated[
        str | None,
        typer.Option(
            "--file",
            metavar="NAME|SHA",
            help="Bara filen med detta namn, eller vars SHA-256 börjar så (minst 8 tecken). / "
            "Only the file of this name, or whose SHA-256 begins like this (at least 8 characters).",
        ),
    ] = None,
    builds: Annotated[
        bool,
        typer.Option(
            "--builds",
            help="Ta bort hela byggen som gjordes av filerna; annars behåller de publicerade, skyddade summor. / "
            "Remove whole builds that were made from the files; else they keep published, protected sums.",
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Visa bara, radera inget. / Only show, erase nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Fråga inte. / Do not ask.")] = False,
    exports: ExportsOption = None,
    var: VarOption = None,
    as_of: AsOfOption = None,
    machine: JsonOption = False,
) -> None:
    """Radera leveranser och allt som vilar på dem. / Erase deliveries and all that rests on them.

    Tar bort den levererade filen, dess kopior, rader, kvitton och karantän. Samma innehåll tas inte emot igen. Det
    gällande bygget byts ut vid nästa finsam nightly; kör den efteråt. Kopior utanför exports och var nås inte.

    Removes the delivered file, its copies, rows, receipts and quarantine. The same content is not taken in again. The
    current build is replaced by the next finsam nightly: run it afterwards. Copies outside exports and var are not
    reached.

    \b
    Exempel / examples:
      finsam erase --expired --dry-run            vad har gått ut? / what has expired?
      finsam erase --expired --as-of 2026-01-01   gallra per en dag / erase as of a day
      finsam erase --source sus --association sofint
      finsam erase --file deltagare_2019.csv --yes
    """
    with command(machine, exports, var, as_of, writes=not dry_run) as (settings, screen):
        from finsam.erase import Plan, Request, plan  # noqa: PLC0415
        from finsam.erase import erase as run  # noqa: PLC0415
        from finsam.summary import erase_content, erase_sections  # noqa: PLC0415

        request = Request(expired, source, association, file, builds)

        def agreed(found: Plan) -> bool:
            if yes:
                return True
            screen.show(erase_sections("planned", found))
            return screen.agrees("Radera? Det går inte att ångra. / Erase? It cannot be undone. [j/N]")

        if not (yes or dry_run or screen.can_ask()):
            raise UsageError(
                "Ingen kan svara på frågan här. Lägg till --yes, eller --dry-run för att bara se.",
                "No one can answer the question here. Add --yes, or --dry-run to only look.",
            )
        found = plan(settings, request) if dry_run else run(settings, request, agreed)
        carried_out = "planned" if dry_run else "erased"
        outcome = carried_out if found.targets else "nothing"
        answer(screen, erase_content(outcome, found), erase_sections(outcome, found))


@quarantine_app.command("list")
def quarantine_list(exports: ExportsOption = None, var: VarOption = None, machine: JsonOption = False) -> None:
    """Filer och orsaker: öppet, eller löst av en rättad leverans. / Files and reasons: open, or resolved."""
    with command(machine, exports, var, writes=False) as (settings, screen):
        from finsam.quarantine import list_quarantine  # noqa: PLC0415
        from finsam.summary import quarantine_content, quarantine_sections  # noqa: PLC0415

        rows = list_quarantine(settings)
        answer(screen, quarantine_content(rows), quarantine_sections(rows))


@quarantine_app.command("show")
def quarantine_show(
    file: Annotated[str, typer.Argument(help="Filnamn eller början av SHA-256. / File name or start of SHA-256.")],
    rows: Annotated[int, typer.Option("--rows", min=1, help="Högst så många rader. / At most so many rows.")] = 20,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Raderna i en fil som inte släpptes in. / The lines of one file that were refused."""
    with command(machine, exports, var, writes=False) as (settings, screen):
        from finsam.quarantine import show_quarantine  # noqa: PLC0415
        from finsam.summary import quarantined_line_sections  # noqa: PLC0415

        found = show_quarantine(settings, file, rows)
        answer(screen, {"status": "ok", "quarantine": found}, quarantined_line_sections(found))


@quarantine_app.command("readmit", epilog=_READMIT_CODES)
def quarantine_readmit(
    file: Annotated[str, typer.Argument(help="Filnamn eller början av SHA-256. / File name or start of SHA-256.")],
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Läs en fil i karantän igen: vad skulle gå igenom nu? / Read a quarantined file again: what would pass now?

    För när felet var vårt: en kod, en regel eller personnyckeln är rättad sedan filen kom. Inget ändras; nästa finsam
    nightly tar filen. Är felet filens, lägg en rättad fil bredvid den i stället.

    For when the fault was ours: a code, a rule or the person key was corrected since the file came. Nothing is changed;
    the next finsam nightly takes the file. Where the file is at fault, put a corrected file beside it instead.

    \b
    Exempel / examples:
      finsam quarantine list
      finsam quarantine readmit deltagare_2019.csv
      finsam nightly
    """
    with command(machine, exports, var, writes=False) as (settings, screen):
        from finsam.quarantine import readmit  # noqa: PLC0415
        from finsam.summary import readmission_content, readmission_sections  # noqa: PLC0415

        found = readmit(settings, file)
        content = readmission_content(found)
        answer(screen, content, readmission_sections(found))
        if content["status"] != "ok":
            raise typer.Exit(3)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
