"""Explanations in words: Swedish with English beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from finsam.console import number, percent
from finsam.explain.place import Row
from finsam.explain.tree import Node

_UNITS = {
    "persons": "personer / persons",
    "participations": "deltaganden / participations",
    "programmes": "insatser / programmes",
    "cases": "ärenden / cases",
    "answers": "svar / answers",
    "days": "dagar / days",
    "fte": "årsarbetare / full-time positions",
    "scale": "på skalan / on the scale",
}
_PARTS = {"numerator": ("Täljare", "numerator"), "denominator": ("Nämnare", "denominator")}
_NO_SUM = {
    "median": "en median är ingen summa / a median is no sum",
    "person_counted_once": "varje person räknas en gång / each person is counted once",
    "share_of_statistic": "en andel av offentlig statistik / a share of open statistics",
    "several_files": "raderna ligger i flera filer / the rows lie in several files",
}
_WHOLE_FILE = {
    "person_rows": "personrader, visas inte / person rows, not shown",
    "case_rows": "ärenden, visas inte ett och ett / cases, not shown one by one",
    "form_rows": "enkätsvar, visas inte ett och ett / survey forms, not shown one by one",
    "open_statistic": "offentlig statistik / open statistics",
}
_GRADES = {"not_published": "– publiceras inte / not published"}
_MONEY = ("cost/", "account/", "funding/")
_HIDDEN = "dolt, kan peka ut få personer / hidden, could tell about few persons"
_PUBLISHED_ONLY = (
    "Svaret kommer ur den publicerade filen: texter, definitioner och skyddade antal är utelämnade. / "
    "Answered from the published file: texts, definitions and protected counts are left out."
)


def amount_text(amount: Any, is_money: bool) -> str:
    """Write kronor with öre, everything else with no more decimals than it has."""
    if amount is None or is_money:
        return number(amount)
    text = number(amount, 4)
    return text.rstrip("0").rstrip(",")


def exact(content: Any) -> Any:
    """Return a content for machines with its numbers as text: at least two decimals, no more zeros."""
    if isinstance(content, dict):
        return {name: exact(value) for name, value in content.items()}
    if isinstance(content, list):
        return [exact(value) for value in content]
    if isinstance(content, Decimal):
        whole, _, decimals = f"{content:f}".partition(".")
        return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"
    return content


def value_text(figure: Row) -> str:
    """Write the value of a figure with its unit."""
    if figure["value"] is None:
        return _HIDDEN if figure["is_suppressed"] else "–"
    if figure["unit"] == "fraction":
        return percent(figure["value"])
    if figure["unit"] == "sek":
        return f"{number(figure['value'])} kr"
    return f"{amount_text(figure['value'], False)} {_UNITS.get(figure['unit'], figure['unit'])}"


def figure_tree(content: Row, lines: int) -> Node:
    """Return the explanation of a figure, with at most so many delivered rows per measure; 0 means all."""
    figure = content["figure"]
    root = Node(f"{_title(figure)} = {value_text(figure)}")
    if not content["is_whole"]:
        root.add(_PUBLISHED_ONLY)
    _add_formula(root, figure)
    _add_grade(root, figure)
    root.add(f"Definitionsuppsättning / definition set: {figure['definition_set']}{_in_brackets(figure, 'set')}")
    root.add(f"Källsystem / source system: {figure['source_system']}")
    if figure["comparability_sv"]:
        root.add(f"Jämför inte / do not compare: {figure['comparability_sv']} / {figure['comparability_en']}")
    for row in content["restatements"]:
        _add_restatement(root, figure, row)
    for part in content["parts"]:
        _add_part(root, part, lines)
    _add_definitions(root, content["definitions"])
    root.add(f"Bygge / build {content['build_id']}, {figure['fact_key']}")
    return root


def _add_grade(root: Node, figure: Row) -> None:
    grade = root.add(f"Betyg / grade {_GRADES.get(figure['grade'], figure['grade'])}")
    for reason in figure["reasons"]:
        limit = ""
        if reason["measure"] is not None:
            measure, cut_off = (amount_text(reason[name], False) for name in ("measure", "cut_off"))
            limit = f" ({measure}; gräns / limit {cut_off})"
        grade.add(f"{_GRADES.get(reason['grade'], reason['grade'])}: {_both(reason)}{limit}")


def _add_restatement(root: Node, figure: Row, row: Row) -> None:
    measure_sv, measure_en = _PARTS.get(row["part"], ("Värde", "value"))
    is_share = row["part"] == "value" and figure["unit"] == "fraction"
    before, after = (
        percent(amount) if is_share else amount_text(amount, False)
        for amount in (row["as_published"], row["as_restated"])
    )
    root.add(
        f"Omräknat efter stängning / restated after closing: {measure_sv.lower()} / {measure_en} {before} → {after}; "
        f"beslut / decision {row['decision_id']} {row['title_sv']} / {row['title_en']}, {row['decided_on']}"
    )


def _title(figure: Row) -> str:
    name = f"{figure['name_sv']} / {figure['name_en']}" if figure["name_sv"] else figure["indicator_code"]
    place = [figure["association_name"] or figure["association_code"]]
    if figure["unit_code"]:
        place.append(figure["programme_name"] or figure["unit_code"])
    if figure["breakdown"]:
        place.append(f"{figure['breakdown_sv'] or figure['breakdown']} = {figure['breakdown_value']}")
    return f"{name}, {', '.join(place)}, {figure['fiscal_year']}"


def _in_brackets(figure: Row, name: str) -> str:
    return f" ({figure[f'{name}_sv']} / {figure[f'{name}_en']})" if figure[f"{name}_sv"] else ""


def _both(row: Row) -> str:
    return f"{row['reason_sv']} / {row['reason_en']}" if row["reason_sv"] else str(row["code"])


def _add_formula(root: Node, figure: Row) -> None:
    if figure["formula_sv"]:
        root.add(f"Formel: {figure['formula_sv']}")
        root.add(f"Formula: {figure['formula_en']}")
    if figure["note_sv"]:
        root.add(f"{figure['note_sv']} / {figure['note_en']}")


def _add_part(root: Node, part: Row, lines: int) -> None:
    name_sv, name_en = _PARTS[part["part"]]
    is_money = any(row["source_key"].startswith(_MONEY) for measure in part["measures"] for row in measure["rows"])
    node = root.add(f"{name_sv} / {name_en}: {amount_text(part['amount'], is_money)}")
    for measure in part["measures"]:
        _add_measure(node, measure, is_money, lines)
    if part["is_equal"] is None:
        node.add("Summa / sum: – (raderna kan inte läggas ihop här / the rows cannot be added here)")
    else:
        sign, verb = ("=", "equals") if part["is_equal"] else ("≠", "differs from")
        verdict = f"{sign} {name_sv.lower()}n / {verb} the {name_en}"
        node.add(f"Summa {amount_text(part['control_total'], is_money)} {verdict}")


def _add_measure(parent: Node, measure: Row, is_money: bool, lines: int) -> None:
    sign = "" if measure["coefficient"] in (None, 1) else f"{amount_text(measure['coefficient'], False)} × "
    total = amount_text(measure["amount"], is_money)
    if measure["amount"] is None:
        reasons = [_NO_SUM.get(code, code) for code in measure["no_amount_reasons"]]
        total = "; ".join(reasons) or _HIDDEN
    node = parent.add(f"{sign}{measure['measure_code']}: {total}")
    if measure["accounts"]:
        accounts = node.add(f"Konton / accounts ({len(measure['accounts'])})")
        several = len({row["association_code"] for row in measure["accounts"]}) > 1
        for row in measure["accounts"]:
            place = f"{row['association_code']} " if several else ""
            name = f" {row['account_name']}" if row["account_name"] else ""
            accounts.add(f"{place}{row['account']}{name}: {number(row['amount'])} ({_rows(row['row_count'])})")
    rows = measure["rows"] if lines == 0 else measure["rows"][:lines]
    listed = node.add(f"Levererade rader / delivered rows ({measure['row_count']})")
    for file, group in groupby(rows, key=lambda row: (row["association_code"], row["file_name"], row["file_sha256"])):
        below = listed.add(f"{file[1] or '–'} ({file[0] or '–'}, sha {str(file[2])[:12]})")
        for row in group:
            below.add(_row_text(row, is_money))
    left = measure["row_count"] - len(rows)
    if left > 0:
        listed.add(f"… och {left} till / and {left} more (--lines 0 visar alla / shows all)")


def _row_text(row: Row, is_money: bool) -> str:
    if row["source_kind"] in _WHOLE_FILE:
        head = _WHOLE_FILE[row["source_kind"]]
    else:
        voucher = f"{row['voucher_series'] or ''}/{row['voucher_number'] or ''}" if row["voucher_date"] else ""
        words = [f"rad / line {row['line_no']}", voucher, row["voucher_date"], row["account"], row.get("text")]
        head = "  ".join(str(word) for word in words if word)
    if row["amount"] is None:
        return f"{head}: {_HIDDEN if row['is_suppressed'] else _NO_SUM.get(row['no_amount_reason'], '–')}"
    share = "" if row["share"] in (None, 1) else f" (andel / share {amount_text(row['share'], False)})"
    return f"{head}: {amount_text(row['amount'], is_money)}{share}"


def _rows(count: int) -> str:
    return f"{count} {'rad / row' if count == 1 else 'rader / rows'}"


def _add_definitions(root: Node, definitions: Sequence[Row]) -> None:
    if not definitions:
        return
    node = root.add(f"Definitioner som gällde / definitions in force ({len(definitions)})")
    for name, group in groupby(definitions, key=lambda row: row["definition"]):
        below = node.add(f"seeds/definitions/{name}.csv")
        for row in group:
            decision = f"{row['decision_id']} {row['decision_sv'] or ''}".strip()
            rule = below.add(f"{row['id']} ({row['association_code']}): {row['says']}")
            rule.add(f"gäller / valid {row['valid_from']} – {row['valid_to']}; beslut / decision {decision} "
                     f"({row['decision_status']}); källa / source {row['source']}; {row['reason']}")  # fmt: skip


def file_tree(content: Row, lines: int) -> Node:
    """Return which figures a file or line feeds."""
    line = f", rad / line {content['line']}" if content["line"] is not None else ""
    root = Node(f"Tal som bygger på filen{line} / figures that rest on the file{line}")
    if not content["is_whole"]:
        root.add(_PUBLISHED_ONLY)
    for file in content["files"]:
        node = root.add(
            f"{file['file_name']} ({file['association_code']}, {file['source']}, {file['status']}, "
            f"sha {file['file_sha256'][:12]})"
        )
        if file["reason"]:
            node.add(f"{file['reason']} / {file['reason_en']}")
        for newer in file["superseded_by"]:
            node.add(
                f"Används inte för {newer['fiscal_year']}: {newer['used_file']} gäller i stället / not used for "
                f"{newer['fiscal_year']}: {newer['used_file']} holds instead"
            )
        _add_quarantined(node, file["quarantined"], lines)
        _add_figures(node, file["figures"], lines)
    return root


def voucher_tree(content: Row, lines: int) -> Node:
    """Return which figures the lines of a voucher feed."""
    voucher = content["voucher"]
    root = Node(
        f"Verifikation / voucher {voucher['series']}/{voucher['number']}, {voucher['association']} {voucher['year']}"
    )
    for line in content["lines"]:
        node = root.add(
            f"{line['file_name']} rad / line {line['line_no']}  {line['voucher_date']}  "
            f"konto / account {line['account']}"
        )
        _add_figures(node, line["figures"], lines)
    return root


def _add_quarantined(node: Node, rows: Sequence[Row], lines: int) -> None:
    if not rows:
        return
    below = node.add(f"I karantän, matar inget tal / in quarantine, feeds no figure ({len(rows)})")
    for row in rows if lines == 0 else rows[:lines]:
        below.add(f"rad / line {row['line_no']}: {row['reason_sv']} / {row['reason_en']}")


def _add_figures(node: Node, figures: Sequence[Row], lines: int) -> None:
    if not figures:
        node.add("Matar inget tal / feeds no figure")
        return
    shown = figures if lines == 0 else figures[:lines]
    for place, group in groupby(shown, key=_place):
        below = node.add(place)
        for row in group:
            below.add(f"{_figure_name(row)}: {_fed_amount(row)}")
    left = len(figures) - len(shown)
    if left > 0:
        node.add(f"… och {left} till / and {left} more (--lines 0 visar alla / shows all)")


def _fed_amount(row: Row) -> str:
    is_money = row["source_key"].startswith(_MONEY)
    return "–" if row["amount"] is None else amount_text(row["amount"], is_money)


def _place(row: Row) -> str:
    if row["indicator_code"] is None:
        return str(row["relation"])
    return f"{row['association_code']} {row['fiscal_year']}, {row['definition_set']}"


def _figure_name(row: Row) -> str:
    if row["indicator_code"] is None:
        return f"{row['fact_key']} {row['part']}"
    unit = f" {row['unit_code']}" if row["unit_code"] else ""
    breakdown = f" {row['breakdown']}={row['breakdown_value']}" if row["breakdown"] else ""
    return f"{row['indicator_code']}{unit}{breakdown} {row['part']}"
