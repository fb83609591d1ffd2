"""A night with bad deliveries, with planted persons, and with a new association that has rows in seeds and no code."""

from __future__ import annotations

import shutil
from pathlib import Path

from nights import PROJECT, Night, run_nightly
from planted import plant_in_every_source


def copied_project(folder: Path) -> Path:
    """Return a copy of what a controller may change, and of what it takes to build with it."""
    project = folder / "project"
    for name in ("models", "macros", "seeds", "expectations"):
        shutil.copytree(PROJECT / name, project / name)
    shutil.copytree(PROJECT / "tests", project / "tests", ignore=shutil.ignore_patterns("python", "exports"))
    for name in ("dbt_project.yml", "profiles.yml", "requirements.lock"):
        shutil.copy(PROJECT / name, project / name)
    return project


def crowded_night(place: Path) -> Night:
    exports = Path(shutil.copytree(PROJECT / "exports", place / "exports"))
    plant_in_every_source(exports / "exempel")
    deliver_what_is_bad(exports)
    project = copied_project(place)
    with (project / "seeds" / "reference" / "association.csv").open("a", encoding="utf-8") as seed:
        seed.write("nytt,Nytt samordningsförbund,Nytt,Nytt,,,2004-01-01,9999-12-31,association\n")
    with (project / "seeds" / "definitions" / "exit_reason_map.csv").open("a", encoding="utf-8") as seed:
        seed.write("X-NY,nytt,*,Fick jobb,work,reasons,,2004-01-01,9999-12-31,B-004,own list,Egna ord\n")
    deliver_of_a_new_association(exports / "nytt")
    return run_nightly(exports, place / "var", project)


def deliver_of_a_new_association(folder: Path) -> None:
    def write(source: str, text: str) -> None:
        (folder / source).mkdir(parents=True)
        (folder / source / "fil.csv").write_text(text, encoding="utf-8")

    write(
        "programmes",
        "Insats-id,Insats,Teamtyp,Insatstyp,Huvudman,Startdatum,Registrering\n"
        "ct,Coachingteam,coaching,individual,kommunen,2021-01-01,personal_data\n",
    )
    head = (
        "Insats-id,Från,Till,Kön,Räknas som,Registrering,"
        "Kvar från förra perioden,Nya,Avslutade,Källsystem,Uttagsdatum\n"
    )
    write(
        "participants",
        head
        + "ct,2021-01-01,2021-12-31,woman,registered,named,10,20,15,sus,2022-01-20\n"
        + "ct,2021-01-01,2021-12-31,man,registered,named,12,18,11,sus,2022-01-20\n"
        + "ct,2022-01-01,2022-12-31,all,registered,named,35,10,20,sus,2023-01-20\n",
    )
    write(
        "exits",
        "Insats-id,Från,Till,Avslutsanledning,Antal,Uttagsdatum\n"
        "ct,2021-01-01,2021-12-31,Fick jobb,9,2022-01-20\n"
        "ct,2021-01-01,2021-12-31,Flytt,6,2022-01-20\n"
        "ct,2021-01-01,2021-12-31,Försvann,11,2022-01-20\n",
    )


def deliver_what_is_bad(exports: Path) -> None:
    unknown = exports / "okant_forbund" / "funding"
    unknown.mkdir(parents=True)
    (unknown / "bidrag.csv").write_text("År,Finansiär,Finansiärstyp,Mottaget\n2019,Staten,state,1\n", encoding="utf-8")
    funding = exports / "sydnarke" / "funding"
    (funding / "utan_kolumn.csv").write_text("År,Finansiär,Mottaget\n2019,Staten,1\n", encoding="utf-8")
    ledger = exports / "sydnarke" / "sie"
    whole = (ledger / "sydnarke_2019.se").read_bytes()
    (ledger / "avklippt.se").write_bytes(whole[: len(whole) // 2])
    sofint = next((exports / "sofint" / "sie").iterdir())
    text = sofint.read_bytes().decode("cp437").replace("135146.00", "135147.00", 1)
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#KSUMMA")]
    sofint.write_bytes("".join(lines).encode("cp437"))
