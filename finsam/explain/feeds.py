"""The way up: which figures a delivered file, a line of it or a voucher feeds, and why some feed nothing."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from finsam.errors import InputError, UsageError
from finsam.explain.place import Place, Row
from finsam.quarantine import show_quarantine
from finsam.settings import Settings

_SHORTEST_SHA = 8
_SHOWN = 12

_FILES = """
    select association_code, source, file_name, file_sha256, status, rows_quarantined, reason, reason_en
    from delivery
    where file_name = $file or (length($file) >= $shortest and starts_with(file_sha256, lower($file)))
    order by association_code, source, file_name
"""
_FILE_NAMES = "select file_name as name from delivery group by file_name order by name"
_SUPERSEDED = """
    select old.fiscal_year, used.file_name as used_file, used.file_sha256 as used_sha256
    from intermediate.int_ledger__file_rank as old
    left join intermediate.int_ledger__effective_file as used
        on used.association_code = old.association_code and used.fiscal_year = old.fiscal_year
    where old.file_sha256 = $sha and used.file_sha256 is distinct from old.file_sha256
"""
_FEEDS = """
    with chosen as (
        select * from figure_source
        where file_sha256 = $sha and ($line is null or line_no = $line)
    ),
    fed as (
        select relation, fact_key, part, min(source_key) as source_key, count(*) as row_count,
            case when count(amount) = count(*) then sum(amount) end as amount
        from chosen group by relation, fact_key, part
    )
    select fed.relation, fed.fact_key, fed.part, fed.row_count, fed.amount, fed.source_key,
        values_.indicator_code, values_.association_code, values_.unit_code, year(values_.period_start) as fiscal_year,
        values_.definition_set, values_.breakdown, values_.breakdown_value, values_.unit
    from fed
    left join indicator_value as values_ on fed.relation = 'indicator_value' and values_.fact_key = fed.fact_key
    order by values_.association_code is null, values_.association_code <> $association, values_.association_code,
        fiscal_year, values_.definition_set, fed.relation,
        fed.fact_key, fed.part
"""
_VOUCHERS = """
    select rows_.file_sha256, rows_.line_no, max(rows_.voucher_date) as voucher_date, max(rows_.account) as account,
        min(files.file_name) as file_name
    from source_row as rows_
    join (select file_sha256, association_code, min(file_name) as file_name from delivery group by all) as files
        using (file_sha256)
    where files.association_code = $association and rows_.voucher_series = $series and rows_.voucher_number = $number
        and year(rows_.voucher_date) = $year
    group by rows_.file_sha256, rows_.line_no
    order by rows_.file_sha256, rows_.line_no
"""
_VOUCHER_YEARS = """
    select year(rows_.voucher_date) as fiscal_year, rows_.voucher_series as series,
        count(distinct rows_.voucher_number) as voucher_count,
        min(try_cast(rows_.voucher_number as bigint)) as first_number,
        max(try_cast(rows_.voucher_number as bigint)) as last_number
    from source_row as rows_
    semi join (select file_sha256 from delivery where association_code = $association) as files using (file_sha256)
    where rows_.voucher_series is not null
    group by all order by all
"""


@dataclass(frozen=True)
class Voucher:
    """A voucher of one association and year."""

    series: str
    number: str
    association: str
    year: int


def parse_voucher(text: str, association: str | None, year: int | None) -> Voucher:
    """Read `A/12`.

    Raises:
        UsageError: It is not written so, or the association or the year is missing.
    """
    series, sign, number = text.partition("/")
    if not (sign and number) or association is None or year is None:
        raise UsageError(
            f"--voucher {text} ska skrivas SERIE/NUMMER med förbund och år: --voucher A/12 --association sydnarke "
            "--year 2019.",
            f"--voucher {text} is to be written SERIES/NUMBER with association and year: --voucher A/12 --association "
            "sydnarke --year 2019.",
        )
    return Voucher(series, number, association, year)


def feeds_of_file(place: Place, settings: Settings, file: str, line: int | None) -> Row:
    """Return the figures that a file, or one line of it, feeds; for one that feeds none, why.

    Args:
        place: The build that answers.
        settings: Where the quarantine lies.
        file: Its name, or the beginning of its SHA-256.
        line: Only this line.

    Raises:
        UsageError: No such file was delivered.
    """
    files = place.rows(_FILES, {"file": file, "shortest": _SHORTEST_SHA})
    if not files:
        names = [str(row["name"]) for row in place.rows(_FILE_NAMES)]
        _no_file(file, names)
    return {
        "status": "ok",
        "build_id": place.build_id,
        "is_whole": place.is_whole,
        "line": line,
        "files": [_fed_by(place, settings, delivered, line) for delivered in files],
    }


def feeds_of_voucher(place: Place, voucher: Voucher) -> Row:
    """Return the lines of a voucher and the figures that each of them feeds.

    Raises:
        UsageError: No figure uses such a voucher.
    """
    lines = place.rows(_VOUCHERS, vars(voucher))
    if not lines:
        _no_voucher(place, voucher)
    return {
        "status": "ok",
        "build_id": place.build_id,
        "is_whole": place.is_whole,
        "voucher": vars(voucher),
        "lines": [
            {**line, "figures": _figures(place, voucher.association, line["file_sha256"], line["line_no"])}
            for line in lines
        ],
    }


def _fed_by(place: Place, settings: Settings, delivered: Row, line: int | None) -> Row:
    sha = delivered["file_sha256"]
    quarantined = [
        row
        for row in _quarantine(settings, sha)
        if line is None or row["line_no"] == line
    ]  # fmt: skip
    return {
        **delivered,
        "superseded_by": place.whole_rows(_SUPERSEDED, {"sha": sha}),
        "quarantined": quarantined,
        "figures": _figures(place, delivered["association_code"], sha, line),
    }


def _figures(place: Place, association: str, sha: str, line: int | None) -> list[Row]:
    return place.rows(_FEEDS, {"association": association, "sha": sha, "line": line})


def _quarantine(settings: Settings, sha: str) -> list[Row]:
    try:
        found = show_quarantine(settings, sha, 2**31)
    except (UsageError, InputError):
        return []
    return [{name: row[name] for name in ("line_no", "code", "reason_sv", "reason_en")} for row in found]


def _no_file(file: str, names: list[str]) -> NoReturn:
    near = get_close_matches(file, names, n=3)
    more = len(names) - _SHOWN
    listed = ", ".join(near or names[:_SHOWN]) + (f" … (+{more})" if more > 0 and not near else "")
    raise UsageError(
        f"Ingen fil {file!r} är levererad (namn, eller minst {_SHORTEST_SHA} tecken av SHA-256). Menade du: {listed}?",
        f"No file {file!r} was delivered (name, or at least {_SHORTEST_SHA} characters of the SHA-256). "
        f"Did you mean: {listed}?",
    )


def _no_voucher(place: Place, voucher: Voucher) -> NoReturn:
    years = place.rows(_VOUCHER_YEARS, {"association": voucher.association})
    there = "; ".join(
        f"{row['fiscal_year']}: {row['series']}/{row['first_number']}–{row['series']}/{row['last_number']}"
        for row in years
    )
    name = f"{voucher.series}/{voucher.number}"
    raise UsageError(
        f"Inget tal bygger på verifikation {name} för {voucher.association} {voucher.year}. "
        f"Det finns: {there or 'inga verifikationer för förbundet'}.",
        f"No figure rests on voucher {name} of {voucher.association} {voucher.year}. "
        f"There is: {there or 'no voucher of the association'}.",
    )
