"""The command that measures what the checks catch."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from finsam.command import AsOfOption, JsonOption, VarOption, command, ended_by_request
from finsam.lock import writing

FaultsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--faults",
        metavar="CODE",
        help="Bara felslag vars kod börjar så, eller en familj; kan upprepas. / Only kinds whose code begins so, or a "
        "family; may be repeated.",
    ),
]
BaseOption = Annotated[
    Path | None,
    typer.Option(
        "--base",
        metavar="DIR",
        help="Oskadade leveranser att skada kopior av; annars en påhittad värld utan fel. / Undamaged deliveries whose "
        "copies are damaged; else a made-up world without faults.",
    ),
]
CleanOption = Annotated[
    int,
    typer.Option("--clean", metavar="N", min=0, help="Så många felfria världar utöver det. / So many clean worlds."),
]
SeedOption = Annotated[int, typer.Option("--seed", help="Väljer värld, fil och rad. / Chooses world, file and row.")]
RealOption = Annotated[
    bool,
    typer.Option("--real", help="En riktig natt per fel, mycket långsammare. / A true night per fault, far slower."),
]
AnewOption = Annotated[
    bool,
    typer.Option("--anew", help="Mät också det som redan är mätt. / Measure again what has been measured already."),
]
ListOption = Annotated[bool, typer.Option("--list", help="Visa felslagen, gör inget. / Show the kinds, do nothing.")]


def prove(  # noqa: PLR0917  options
    faults: FaultsOption = None,
    base: BaseOption = None,
    clean: CleanOption = 0,
    seed: SeedOption = 1,
    real: RealOption = False,
    anew: AnewOption = False,
    listing: ListOption = False,
    var: VarOption = None,
    as_of: AsOfOption = None,
    machine: JsonOption = False,
) -> None:
    """Mät vad kontrollerna hittar. / Measure what the checks catch.

    Skadar en kopia av leveranserna på ett sätt i taget (fel tecken, tappat verifikat, bytt kod, avbruten fil ...),
    låter en natt gå och ser om den säger till om rätt förbund. Ofarliga ändringar ska inte larma. Inget publiceras.

    Damages a copy of the deliveries in one way at a time (wrong sign, dropped voucher, changed code, cut file ...),
    lets a night pass and sees whether it speaks up about the right association. Harmless changes should raise no alarm.
    Nothing is published.

    Varje resultat sparas i var/proving/measured.jsonl när det kommer: en avbruten mätning fortsätter där den slutade,
    så länge kod, definitioner, leveranser och frö är desamma.

    Each result is kept in var/proving/measured.jsonl as it comes: an interrupted measurement goes on where it stopped,
    as long as code, definitions, deliveries and seed are the same.

    Exempel / examples:

      finsam prove                                 # alla felslag / all kinds

      finsam prove --faults ledger_ --faults dates # bokföring och datum / ledgers and dates

      finsam prove --faults control --clean 20     # falska larm / false alarms

      finsam prove --base exports                  # på de egna leveranserna / on your own deliveries
    """
    with command(machine, base, var, as_of) as (settings, screen):
        from finsam.proving.faults import chosen  # noqa: PLC0415
        from finsam.proving.prove import Measuring, clean_worlds, make_base, prove_all, summary  # noqa: PLC0415
        from finsam.proving.words import kind_sections, result_sections  # noqa: PLC0415

        kinds = chosen(tuple(faults or ()))
        if listing:
            if screen.machine:
                screen.result({"status": "ok", "kinds": [vars(kind) | {"make": None} for kind in kinds]})
            else:
                screen.show(kind_sections(kinds))
            return
        began = time.perf_counter()
        with ended_by_request(), writing(replace(settings, var=settings.var / "proving")):
            start = make_base(settings, base, seed, screen)
            measuring = Measuring.of(start, seed, real, anew)
            with screen.bar("prove") as progress:
                verdicts, absent = prove_all(measuring, kinds, progress.at)
            with screen.bar("clean") as progress:
                worlds = clean_worlds(measuring, clean, progress.at)
        content = summary(verdicts, absent, worlds, time.perf_counter() - began)
        content["kept"] = measuring.journal.kept
        if screen.machine:
            screen.result({"status": "ok", **content})
        else:
            screen.show(result_sections(content))
