"""Which packs there can be, and which of them somebody asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from finsam.errors import InputError, UsageError
from finsam.pack.period import Period, whole_year
from finsam.pack.subject import Subject
from finsam.published import Published
from finsam.wording import Language

_WITH_FIGURES = """
    select distinct association_code, fiscal_year from (
        select association_code, fiscal_year from published.income_statement
        union select association_code, fiscal_year from published.cost_split
        union select association_code, fiscal_year from published.budget_split
        union select association_code, fiscal_year from published.participant_flow
        union select association_code, fiscal_year from published.exit_outcome
        union select association_code, fiscal_year from published.survey_result
    )
    inner join published.association using (association_code)
    where kind in ('association', 'example')
    order by association_code, fiscal_year
"""


@dataclass(frozen=True)
class Order:
    """What somebody asked for.

    Args:
        association: Whose pack; None means all of them.
        year: Which year; None means all of them.
        period: A part of a year; None means whole years.
        county: Whether the associations of a county are wanted side by side instead.
        language: The language of the packs.
    """

    association: str | None = None
    year: int | None = None
    period: Period | None = None
    county: bool = False
    language: Language = Language.SV

    @property
    def wanted_year(self) -> int | None:
        """The one year that is asked for, by itself or by its part."""
        return self.period.year if self.period else self.year


def subjects(published: Published, order: Order) -> list[Subject]:
    """Return what packs are to be made.

    Args:
        published: The build.
        order: What was asked for.

    Raises:
        InputError: The association, or the whole build, has no figures.
        UsageError: There is no such association, or it has no figures of that year.
    """
    years = _years_with_figures(published)
    if not years:
        raise InputError(
            "Det publicerade bygget har inga tal för något förbund. Lämna leveranser och kör finsam nightly.",
            "The published build has no figures of any association. Deliver files and run finsam nightly.",
        )
    if order.county:
        return _counties(published, order, years)
    if order.association is not None:
        _demand(published, order.association, years)
        chosen = {order.association: years[order.association]}
    else:
        chosen = years
    found = [
        Subject((code,), order.period or whole_year(year))
        for code, own in chosen.items()
        for year in own
        if order.wanted_year in {None, year}
    ]
    return found or _no_such_year(order, chosen)


def _years_with_figures(published: Published) -> dict[str, list[int]]:
    years: dict[str, list[int]] = {}
    for row in published.rows(_WITH_FIGURES):
        years.setdefault(row["association_code"], []).append(row["fiscal_year"])
    return years


def _counties(published: Published, order: Order, years: Mapping[str, Collection[int]]) -> list[Subject]:
    members: dict[str, list[str]] = {}
    for row in published.rows(
        """
        select county.association_code as county, member.association_code as member
        from published.association as county
        inner join published.association as member using (county_code)
        where county.kind = 'county' and member.kind = 'association'
        order by county, member
        """
    ):
        if row["member"] in years:
            members.setdefault(row["county"], []).append(row["member"])
    chosen = {county: sorted({year for code in codes for year in years[code]}) for county, codes in members.items()}
    found = []
    for county, own in chosen.items():
        for year in own:
            if order.wanted_year in {None, year}:
                with_figures = tuple(code for code in members[county] if year in years[code])
                found.append(Subject(with_figures, order.period or whole_year(year), county))
    return found or _no_such_year(order, chosen)


def _demand(published: Published, association: str, years: Mapping[str, Collection[int]]) -> None:
    if association in years:
        return
    known = published.rows(
        "select association_code from published.association where association_code = $code and kind <> 'county'",
        {"code": association},
    )
    if known:
        raise InputError(
            f"Förbundet {association} har inga publicerade tal. finsam status visar vad som är levererat; "
            f"de som har tal är {', '.join(years)}.",
            f"The association {association} has no published figures. finsam status shows what is delivered; "
            f"those with figures are {', '.join(years)}.",
        )
    raise UsageError(
        f"--association {association!r} finns inte. Välj {', '.join(years)}; för länet --county.",
        f"--association {association!r} does not exist. Choose {', '.join(years)}; for the county --county.",
    )


def _no_such_year(order: Order, chosen: Mapping[str, Collection[int]]) -> list[Subject]:
    there = "; ".join(f"{code}: {', '.join(map(str, own))}" for code, own in chosen.items())
    raise UsageError(
        f"Det finns inga tal för {order.wanted_year}. Det här finns: {there}.",
        f"There are no figures for {order.wanted_year}. This is what there is: {there}.",
    )
