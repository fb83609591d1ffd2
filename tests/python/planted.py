"""Planted persons: deliveries with official test numbers wherever text can stand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import openpyxl
from leaks import COORDINATION, PERSONS

from finsam.contract import Column, Source, load_contract

NUMBERS = (*PERSONS, COORDINATION)
TEN_DIGITS = "640823-3234"
NAME = "Testa Testsson"
# how the numbers are written in texts
WRITTEN = ("19640823-3234", "196408233234", TEN_DIGITS, "6408233234", "640823+3234", "640823_3234", "19140168-2396")
SENTENCE = "Prov {0} text"


def value(column: Column, text: str) -> str:
    """A cell that can be read; text cells carry the planted number."""
    if column.role == "person":
        return PERSONS[0]
    if column.values:
        return column.values[0]
    if column.pattern:
        return column.example
    text = f"moder {text}" if column.name.startswith("parent_") else text  # nothing is a part of itself
    return {"date": "2019-03-01", "integer": "1", "decimal": "1"}.get(column.kind, text)


def table_of(source: Source, written: tuple[str, ...] = WRITTEN) -> list[list[str]]:
    """A header and rows with a planted number in every text column; the later rows cannot be loaded."""
    header = [column.label_sv for column in source.columns] + ["Namn", f"Anteckning {TEN_DIGITS}"]
    name = NAME if source.person_column else "namnlös"
    rows = [[*(value(column, SENTENCE.format(text)) for column in source.columns), name, text] for text in written]
    numbers = [column for column in source.columns if column.kind in ("integer", "decimal") and not column.pattern]
    for place, column in enumerate(source.columns):
        if column in numbers or column.kind == "date":
            rows.append([*rows[0][:place], "196408233234", *rows[0][place + 1 :]])
    rows.append([*rows[0], TEN_DIGITS])
    return [header, *rows]


def deliver(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def as_csv(rows: Iterable[list[str]]) -> str:
    return "".join(";".join(row) + "\n" for row in rows)


def as_xlsx(path: Path, rows: list[list[str]]) -> None:
    """A workbook with planted sheet names, of which one is not read; digits are number cells, as Excel makes them."""
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet(f"Kopia {PERSONS[0]}")):
        for row in rows:
            sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.active.title = f"Blad {TEN_DIGITS}"
    book.save(path)


def sus(numbers: Iterable[str]) -> str:
    rows = [
        [number, "coachingteam", "woman" if int(number[-2]) % 2 == 0 else "man", number[:4], "1882", "2019-03-01", NAME]
        for number in numbers
    ]
    return as_csv([["Personnummer", "Insats-id", "Kön", "Födelseår", "Kommun", "Inskriven", "Namn"], *rows])


def sie(text: str) -> str:
    return (
        f'#FLAGGA 0\n#PROGRAM "Prov {text}" 1\n#FORMAT PC8\n#GEN 20200131 "{text}"\n#SIETYP 4\n#ORGNR 222000-1234\n'
        f'#FNAMN "Alfa {text}"\n#ADRESS "{text}" "{text}" "{text}" "{text}"\n#RAR 0 20190101 20191231\n'
        f'#KONTO 1930 "Bank {text}"\n#KONTO 5010 "Lokal"\n#DIM 1 "Enhet {text}"\n#OBJEKT 1 "{text}" "{text}"\n'
        f'#VER A 1 20190115 "Hyra {text}" 20190115 "{text}"\n{{\n#TRANS 5010 {{1 "{text}"}} 100.00 20190115 "{text}"\n'
        f'#TRANS 1930 {{}} -100.00 20190115 "{text}"\n}}\n#VER B 1 20190115 "Obalans {text}"\n{{\n'
        f'#TRANS 5010 {{}} 7.00 20190115 "{text}"\n}}\n#OKÄND {text}\n#TRANS {text}\n'
    )


def plant(exports: Path, association: str, *sources: str) -> None:
    """Deliveries of every source, or of some, with a planted number wherever text can stand."""
    for source in load_contract().tables:
        if sources and source.name not in sources:
            continue
        folder = exports / association / source.name
        rows = table_of(source)
        deliver(folder, f"{source.name} {TEN_DIGITS}.csv", as_csv(rows).encode())
        as_xlsx(folder / f"bok_{PERSONS[3]}.xlsx", [row[: len(rows[0])] for row in rows])
    people = sus(NUMBERS) + sus([*PERSONS[:2], TEN_DIGITS, "19640823-TF12"]).split("\n", 1)[1]
    deliver(exports / association / "sus", "personer.csv", people.encode())
    deliver(exports / association / "sie", f"{PERSONS[1]}.se", sie(TEN_DIGITS).encode("cp437"))


def plant_broken(exports: Path, association: str) -> None:
    """Files that are refused, each for a reason of its own."""
    whole = sus(NUMBERS)
    folder = exports / association / "sus"
    deliver(folder, f"avklippt {TEN_DIGITS}.csv", whole[:-20].encode())
    deliver(folder, "blandat.csv", whole.replace(NAME, "Åsa").encode() + whole.replace(NAME, "Örjan").encode("cp1252"))
    deliver(folder, "utf16.csv", whole.replace("coachingteam", "mottagningsteam").encode("utf-16"))
    deliver(folder, "utan_rubrik.csv", whole.split("\n", 1)[1].encode())
    deliver(folder, "sida.csv", f"<html>{PERSONS[0]}</html>".encode())
    deliver(folder, "citat.csv", whole.replace(NAME, f'"{NAME}').encode())
    deliver(folder, "bok.xlsx", b"PK\x03\x04" + whole.encode())
    deliver(exports / association / "sie", "avklippt.se", sie(PERSONS[0]).encode("cp437")[:700])
    deliver(exports / TEN_DIGITS / "sus", "x.csv", whole.encode())
    deliver(exports / association / f"slag {PERSONS[0]}", "x.csv", whole.encode())
    deliver(exports, f"{PERSONS[2]}.csv", whole.encode())
    (exports / association / "budget").mkdir(exist_ok=True)
    (exports / association / "budget" / f"lank {TEN_DIGITS}.csv").symlink_to(exports.parent / PERSONS[0])
    for source, described in load_contract().sources.items():
        if not described.is_table and source != "sie":
            text = f'{{"values": [{{"kpi": "N{PERSONS[0]}", "text": "{TEN_DIGITS}"}}], "{TEN_DIGITS}": 1}}\n'
            deliver(exports / association / source, f"svar {TEN_DIGITS}.json", text.encode())


def plant_in_every_source(folder: Path) -> None:
    """One file of every source beside those of an association, in one spelling: masked, all are the same text."""
    for source in load_contract().tables:
        rows = table_of(source, WRITTEN[:1])  # a key may not come twice
        deliver(folder / source.name, f"{TEN_DIGITS}.csv", as_csv(rows).encode())
    deliver(folder / "sus", "personer.csv", sus(NUMBERS).encode())
    deliver(folder / "sie", f"{PERSONS[1]}.se", sie(TEN_DIGITS).encode("cp437"))
