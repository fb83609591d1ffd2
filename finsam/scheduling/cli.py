"""The commands `finsam schedule` and `finsam notify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from finsam.command import ExportsOption, JsonOption, VarOption, command, done
from finsam.errors import UsageError
from finsam.scheduling.schedule import Scheduler


def schedule(
    kind: Annotated[
        Scheduler,
        typer.Argument(metavar="systemd|cron|windows", help="Vad som startar natten. / What starts the night."),
    ],
    *,
    time: Annotated[
        str, typer.Option("--time", metavar="HH:MM", help="När, i datorns tid. / When, in the machine's own time.")
    ] = "02:30",
    user: Annotated[
        str | None, typer.Option("--user", metavar="NAME", help="Vem som kör natten. / Who runs the night.")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder", metavar="DIR", help="Skriv filerna dit i stället för att visa dem. / Write the files there."
        ),
    ] = None,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Natten av sig själv: filer till datorns schemaläggare. / The night by itself: files for a scheduler.

    systemd: en tjänst och en timer. Tjänsten kör finsam nightly och finsam report, får skriva bara i var och når inget
    nätverk om inte FINSAM_NOTIFY_URL eller FINSAM_NOTIFY_COMMAND är satt när filerna görs; personnyckeln
    (FINSAM_PERSON_KEY_FILE) lämnas över av systemd. cron: en rad till crontab -e, med --user en fil till /etc/cron.d.
    windows: en uppgift till Schemaläggaren och raderna som lägger in den; finsam körs i WSL (ingen container), så kör
    kommandot där.

    systemd: a service and a timer. The service runs finsam nightly and finsam report, may write in var only and reaches
    no network unless FINSAM_NOTIFY_URL or FINSAM_NOTIFY_COMMAND is set when the files are made; systemd hands over the
    person key (FINSAM_PERSON_KEY_FILE). cron: a line for crontab -e, with --user a file for /etc/cron.d. windows: a
    task for Task Scheduler and the lines that register it; finsam runs in WSL (no container), so run this there.

    \b
    Exempel / examples:
      finsam schedule systemd --time 02:30 --user finsam --folder units
      finsam schedule cron
      finsam schedule windows --folder /mnt/c/finsam
    """
    with command(machine, exports, var, writes=False) as (settings, screen):
        from finsam.scheduling.schedule import parse_schedule, schedule_files, write_files  # noqa: PLC0415

        files = schedule_files(settings, kind, parse_schedule(time, user))
        if folder is None:
            if screen.machine:
                screen.result({"status": "ok", "files": files})
            else:
                screen.out.write("\n".join(files.values()))
            return
        places = [str(place) for place in write_files(folder, files)]
        done(screen, {"status": "ok", "places": places}, "\n".join(["Skrivet / written:", *places]))


def notify(
    test: Annotated[bool, typer.Option("--test", help="Skicka ett provmeddelande. / Send a test message.")] = False,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Pröva vart besked om natten går. / Try where word of the night goes.

    FINSAM_NOTIFY_COMMAND får meddelandet som JSON på standard in, FINSAM_NOTIFY_URL får det med HTTP POST. De får veta
    när en natt misslyckas, stoppas av nya spärrande fel eller går bra igen, och med FINSAM_NOTIFY_ERRORS=1 när nya fel
    har kommit. FINSAM_NOTIFY_TIMEOUT är sekunder per försök (10).

    FINSAM_NOTIFY_COMMAND gets the message as JSON on standard input, FINSAM_NOTIFY_URL by HTTP POST. They are told when
    a night fails, is stopped by new blocking findings or goes well again, and with FINSAM_NOTIFY_ERRORS=1 when there
    are new errors. FINSAM_NOTIFY_TIMEOUT is seconds per attempt (10).

    \b
    Exempel / examples:
      FINSAM_NOTIFY_COMMAND='mail -s finsam drift@example.org' finsam notify --test
      FINSAM_NOTIFY_URL=https://chat.example.org/hook finsam notify --test
    """
    with command(machine, exports, var, writes=False) as (settings, screen):
        from finsam.scheduling.message import TEST, message  # noqa: PLC0415
        from finsam.scheduling.notify import load_hooks, send  # noqa: PLC0415
        from finsam.scheduling.record import example  # noqa: PLC0415

        if not test:
            raise UsageError("Skriv finsam notify --test.", "Write finsam notify --test.")
        hooks = load_hooks()
        if not hooks:
            raise UsageError(
                "Varken FINSAM_NOTIFY_COMMAND eller FINSAM_NOTIFY_URL är satt; ingen får veta något om natten.",
                "Neither FINSAM_NOTIFY_COMMAND nor FINSAM_NOTIFY_URL is set; nobody is told of the night.",
            )
        said = message(TEST, example(settings))
        troubles = send(hooks, said)
        if troubles:
            raise troubles[0]
        done(screen, {"status": "sent", "message": said}, "Meddelandet kom fram / the message arrived.")
