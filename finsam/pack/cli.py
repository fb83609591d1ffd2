"""The command that makes annual-report packs."""

from __future__ import annotations

from typing import Annotated

import typer

from finsam.command import ExportsOption, JsonOption, VarOption, command, done
from finsam.errors import UsageError
from finsam.pack.period import parse_part, whole_year
from finsam.wording import Language

AssociationOption = Annotated[
    str | None, typer.Option("--association", metavar="A", help="Förbund; annars alla. / Association; else all.")
]
YearOption = Annotated[
    int | None, typer.Option("--year", metavar="Y", help="År; annars alla som har tal. / Year; else all with figures.")
]
PeriodOption = Annotated[
    str | None,
    typer.Option(
        "--period", metavar="P", help="Kvartal eller tertial, 2019-Q1 eller 2019-T1. / A quarter or a tertial."
    ),
]
CountyOption = Annotated[
    bool, typer.Option("--county", help="Länets förbund sida vid sida. / The county's associations side by side.")
]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Språk / language.")]


def pack(
    *,
    association: AssociationOption = None,
    year: YearOption = None,
    period: PeriodOption = None,
    county: CountyOption = False,
    language: LanguageOption = Language.SV,
    exports: ExportsOption = None,
    var: VarOption = None,
    machine: JsonOption = False,
) -> None:
    """Gör årsredovisningens tabeller som arbetsbok och dokument. / Make the tables of the annual report.

    Ett paket är en arbetsbok (XLSX, ett blad per tabell) och ett dokument (DOCX) med samma tabeller: lagens
    uppställningar, noter, kostnader med brygga, insatser, deltagare och resultat, mål, enkäter, eget kapital och
    avvikelser. Allt hämtas ur det publicerade bygget och hamnar i var/reports/packs/<förbund>/<år>/.

    A pack is a workbook (XLSX, one sheet per table) and a document (DOCX) with the same tables: the statements of the
    law, notes, costs with bridge, programmes, participants and results, goals, surveys, equity and deviations. All of
    it comes from the published build and is put in var/reports/packs/<association>/<year>/.

    \b
    Exempel / examples:
      finsam pack --association sydnarke --year 2019
      finsam pack --association sydnarke --period 2019-Q1 --lang en
      finsam pack --county --year 2019
    """
    with command(machine, exports, var) as (settings, screen):
        from finsam.pack.choice import Order  # noqa: PLC0415
        from finsam.pack.make import make_packs  # noqa: PLC0415
        from finsam.published import opened  # noqa: PLC0415

        if county and association:
            raise UsageError(
                "--county gäller länets alla förbund: ta bort --association.",
                "--county is about all associations of the county: leave out --association.",
            )
        part = parse_part(period) if period else None
        if year is not None and part is not None and part.year != year:
            raise UsageError(
                f"--period {part.name} ligger inte i --year {year}.", f"--period {part.name} is not in --year {year}."
            )
        order = Order(association, whole_year(year).year if year is not None else None, part, county, language)
        with opened(settings) as published:
            files = make_packs(published, settings, order, lambda text: screen.line(f"  {text}"))
            content = {"status": "ok", "build_id": published.build_id, "files": [str(path) for path in files]}
        done(
            screen,
            content,
            f"Paket / packs: {len(files)} filer / files\n{settings.packs}",
        )
