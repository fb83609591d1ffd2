"""Write the README of each folder of exports/ from the facts tables."""

from __future__ import annotations

from collections import defaultdict

from ledger import Row, Year

ORDER = ("printed", "spread", "inferred", "assumed")


def _kronor(amount: int) -> str:
    return f"{amount:,}".replace(",", " ")


def _sums(year: Year) -> list[str]:
    """Result lines (not balances, not the transfer of the result) per account, unit and provenance."""
    sums: dict[tuple[str, str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for voucher in year.vouchers:
        for line in voucher.lines:
            if line.account in year.result and not line.account.startswith(("89", "9")):
                sums[line.account, line.unit, line.project][line.provenance] += line.amount
    lines = ["| account | unit | project | " + " | ".join(ORDER) + " |", "|---|---|---|---:|---:|---:|---:|"]
    for (account, unit, project), amounts in sorted(sums.items()):
        cells = [_kronor(amounts[code]) if code in amounts else "" for code in ORDER]
        lines.append(f"| {account} | {unit} | {project} | " + " | ".join(cells) + " |")
    return lines


def readme_files(tables: dict[str, list[Row]], ledgers: dict[str, list[Year]]) -> dict[str, bytes]:
    """README.md of every folder named in readme_folders, by path."""
    files: dict[str, bytes] = {}
    for folder in tables["readme_folders"]:
        text = [f"# {folder['title']}", ""]
        text += [
            row["text"] for row in tables["readme_notes"] if (row["folder"], row["kind"]) == (folder["folder"], "intro")
        ]
        rows = [row for row in tables["readme_files"] if row["folder"] == folder["folder"]]
        if rows:
            provenances = (*ORDER, *(["synthetic"] if any(row["synthetic"] for row in rows) else []))
            titles = ("file", "holds", "document and place", *provenances)
            text += ["", "| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]
            text += [
                "| " + " | ".join(row[name] for name in ("file", "holds", "place", *provenances)) + " |" for row in rows
            ]
        for year in ledgers.get(folder["ledger"], []):
            text += [
                "",
                f"## Income and costs {year.fiscal_year} by provenance (SEK, debit positive)",
                "",
                *_sums(year),
            ]
        for kind, title in (
            ("decision", "Decisions"),
            ("gap", "Not printed, so not here"),
            ("conflict", "Printed figures that contradict each other"),
        ):
            notes = [
                row["text"]
                for row in tables["readme_notes"]
                if (row["folder"], row["kind"]) == (folder["folder"], kind)
            ]
            if notes:
                text += ["", f"## {title}", "", *[f"- {note}" for note in notes]]
        files[f"{folder['folder']}/README.md"] = ("\n".join(text) + "\n").encode("utf-8")
    return files
