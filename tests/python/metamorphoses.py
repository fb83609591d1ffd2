"""Other ways to deliver the same: each takes deliveries and returns deliveries that say what they said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from finsam.proving.world import Delivery, Ledger, Table
from finsam.proving.world.delivery import Content, Row
from finsam.proving.world.forms import FORMS, TableForm
from finsam.proving.world.sie import sie4, sie5

WHOLES = ("budget", "forecast")

Deliveries = list[Delivery]
Metamorphosis = Callable[[Iterable[Delivery]], Deliveries]


def shuffled(deliveries: Iterable[Delivery]) -> Deliveries:
    """The rows of each table, and the vouchers of each ledger, in another order."""
    random = Random(7)  # noqa: S311
    return [replace(one, content=_shuffled(one.content, random)) for one in deliveries]


def _shuffled(content: Content, random: Random) -> Content:
    if isinstance(content, Table):
        return replace(content, rows=random.sample(content.rows, len(content.rows)))
    if isinstance(content, Ledger):
        return replace(content, vouchers=random.sample(content.vouchers, len(content.vouchers)))
    return content


def split(deliveries: Iterable[Delivery]) -> Deliveries:
    """Each table in two files, but for those where a version is a whole: half a budget is another budget."""
    found = []
    for one in deliveries:
        if isinstance(one.content, Table) and len(one.content.rows) > 1 and one.source not in WHOLES:
            middle = len(one.content.rows) // 2
            for number, rows in enumerate((one.content.rows[:middle], one.content.rows[middle:]), 1):
                found.append(replace(one, name=f"{number}_{one.name}", content=replace(one.content, rows=rows)))
        else:
            found.append(one)
    return found


def merged(deliveries: Iterable[Delivery]) -> Deliveries:
    """All tables of one association and source in one file."""
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    found: dict[object, Delivery] = {}
    for one in deliveries:
        if isinstance(one.content, Table):
            place = (one.association, one.source)
            rows[place] += one.content.rows
            found[place] = replace(one, content=Table(one.source, rows[place]))
        else:
            found[one.path] = one
    return list(found.values())


def renamed(deliveries: Iterable[Delivery]) -> Deliveries:
    """Every file under a name that says nothing."""
    return [replace(one, name=f"export{number}.{one.name.rpartition('.')[2]}") for number, one in enumerate(deliveries)]


def in_form(form: TableForm) -> Metamorphosis:
    """Every table in one form: encoding, delimiter, line end, language of the headers, workbook."""

    def rewritten(deliveries: Iterable[Delivery]) -> Deliveries:
        return [
            replace(one, form=form, name=f"{one.name.rpartition('.')[0]}.{form.suffix}")
            if isinstance(one.content, Table)
            else one
            for one in deliveries
        ]

    return rewritten


def columns_reversed(deliveries: Iterable[Delivery]) -> Deliveries:
    """The columns of each CSV file in the opposite order."""
    plain = TableForm(delimiter="\t")

    def form(content: Content) -> bytes:
        lines = plain(content).decode().splitlines()
        return "".join("\t".join(reversed(line.split("\t"))) + "\n" for line in lines).encode()

    return [replace(one, form=form) if isinstance(one.content, Table) else one for one in in_form(plain)(deliveries)]


def delivered_again(deliveries: Iterable[Delivery]) -> Deliveries:
    """Each file twice, the second time under another name."""
    return [copy for one in deliveries for copy in (one, replace(one, name=f"igen_{one.name}"))]


def as_sie_four(deliveries: Iterable[Delivery]) -> Deliveries:
    """The ledgers as SIE 4 with other line ends."""
    return [_as_sie(one, lambda content: sie4(content, "\n"), "SE") for one in deliveries]


def as_sie_five(deliveries: Iterable[Delivery]) -> Deliveries:
    """The ledgers as SIE 5."""
    return [_as_sie(one, sie5, "sie") for one in deliveries]


def _as_sie(one: Delivery, form: Callable[[Content], bytes], suffix: str) -> Delivery:
    if isinstance(one.content, Ledger):
        return replace(one, form=form, name=f"{one.name.rpartition('.')[0]}.{suffix}")
    return one


ALL: dict[str, Metamorphosis] = {
    "shuffled": shuffled,
    "split": split,
    "merged": merged,
    "renamed": renamed,
    "columns_reversed": columns_reversed,
    "delivered_again": delivered_again,
    "as_sie_four": as_sie_four,
    "as_sie_five": as_sie_five,
    **{
        "_".join(("form", form.suffix, form.encoding, "sv" if form.swedish else "en")): in_form(form)
        for form in (*FORMS, TableForm(delimiter=";", encoding="utf-16"))
    },
}
