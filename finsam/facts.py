"""Facts of a finished build for people: read from its published schema only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from finsam.findings.finding import ERROR, OPEN
from finsam.publish import PUBLIC_DATABASE, is_finished, load_receipt
from finsam.published import Published, opened
from finsam.sql import literal, statement

if TYPE_CHECKING:
    from finsam.settings import Settings

KEY_INDICATOR = "admin_share_of_cost"
_KEYS = (
    "indicator_code",
    "association_code",
    "unit_code",
    "period_type",
    "period_start",
    "period_end",
    "definition_set",
    "breakdown",
    "breakdown_value",
)


def deliveries(published: Published) -> list[dict[str, Any]]:
    """Return all rows of published.delivery, sorted."""
    if not published.has("delivery"):
        return []
    return published.rows("select * from published.delivery order by all")


def findings(published: Published) -> list[dict[str, Any]]:
    """Return how many open findings of each severity each association has, sorted."""
    if not published.has("finding", "severity", "association_code", "status"):
        return []
    sql = """
        select coalesce(association_code, '') as association_code, severity, count(*) as findings
        from published.finding where status = 'open' group by all order by all
    """
    return published.rows(sql)


def worst_findings(published: Published) -> list[dict[str, Any]]:
    """Return the open findings that are worse than a note, the worst first, then by association."""
    if not published.has("finding", "severity", "message_sv", "message_en", "association_code", "fiscal_year"):
        return []
    sql = """
        select severity, association_code, fiscal_year, check_code, message_sv, message_en from published.finding
        where severity <> 'note' and status = 'open'
        order by list_position(['blocking', 'error', 'warning'], severity), association_code, fiscal_year desc,
            check_code, message_sv
    """
    return published.rows(sql)


def conservation(published: Published) -> list[dict[str, Any]]:
    """Return rows and money in, through and left behind of each layer, in the order of the layers.

    Rows of files about persons are counted until they are staged; from then on the published relation hides them, and
    hidden_rows says how many are left out.
    """
    if not published.has("conservation", "layer", "rows_in", "sek_in", "is_conserved", "about_persons"):
        return []
    sql = """
        with
        hidden as (
            select file_sha256, source, association_code from published.conservation where about_persons group by all
        ),
        hidden_rows as (
            select coalesce(sum(rows_through), 0) as hidden_rows from published.conservation
            where layer = 'staged' and (file_sha256, source, association_code) in (select * from hidden)
        )
        select layer, count(*) as files, sum(rows_in) as rows_in, sum(rows_through) as rows_through,
            sum(rows_remainder) as rows_remainder, sum(sek_in) as sek_in, sum(sek_through) as sek_through,
            sum(sek_remainder) as sek_remainder, bool_and(is_conserved) as is_conserved,
            case when bool_or(about_persons) then max(hidden_rows) else 0 end as hidden_rows,
            list(distinct remainder_name order by remainder_name) filter (remainder_name <> '') as remainder_names
        from published.conservation cross join hidden_rows
        group by layer order by list_position(['read', 'staged', 'in_force', 'counted'], layer)
    """
    return published.rows(sql)


def grades(published: Published) -> list[dict[str, Any]]:
    """Return how many indicator values of each association have each grade; any other grade is not published."""
    if not published.has("indicator_value", "grade", "association_code"):
        return []
    sql = """
        select association_code, count(*) filter (grade = 'A') as a, count(*) filter (grade = 'B') as b,
            count(*) filter (grade = 'C') as c,
            count(*) filter (grade is null or grade not in ('A', 'B', 'C')) as not_published
        from published.indicator_value group by all order by all
    """
    return published.rows(sql)


def fitness(published: Published) -> list[dict[str, Any]]:
    """Return how many relations of each association are fit for use, fit with care, or not fit, over its years."""
    if not published.has("fit_for_use", "association_code", "verdict"):
        return []
    sql = """
        select association_code, verdict, count(*) as relations from published.fit_for_use group by all order by all
    """
    return published.rows(sql)


def key_figures(published: Published) -> list[dict[str, Any]]:
    """Return the administration share of cost of each association and year, one column per definition set."""
    if not published.has("indicator_value", *_KEYS, "value"):
        return []
    rows = published.rows(
        """
        select association_code, year(period_start) as fiscal_year, definition_set, max(value) as share
        from published.indicator_value
        where indicator_code = $indicator and coalesce(unit_code, '') = '' and period_type = 'year'
            and coalesce(breakdown, '') in ('', 'none', 'total') and value is not null
        group by association_code, fiscal_year, definition_set
        order by association_code, fiscal_year, definition_set
        """,
        {"indicator": KEY_INDICATOR},
    )
    figures: dict[tuple[str, int], dict[str, Any]] = {}
    for row in rows:
        key = (row["association_code"], row["fiscal_year"])
        figure = figures.setdefault(key, {"association_code": key[0], "fiscal_year": key[1]})
        figure[row["definition_set"]] = row["share"]
    return list(figures.values())


def changes(settings: Settings, before: str, after: str) -> list[dict[str, Any]]:
    """Return the indicator values that differ between two finished builds: the key, old and new."""
    with opened(settings, after) as published:
        other = literal(settings.builds / before / PUBLIC_DATABASE)
        published.connection.execute(statement("attach {} as before (read_only)", other))
        if not published.has("indicator_value", *_KEYS, "value"):
            return []
        keys = ", ".join(_KEYS)
        return published.rows(
            statement(
                f"""
                with old_values as (
                    select {keys}, max(value) as old from before.published.indicator_value group by all
                ),
                new_values as (
                    select {keys}, max(value) as new from published.indicator_value group by all
                )
                select coalesce(n.indicator_code, o.indicator_code) as indicator_code,
                    coalesce(n.association_code, o.association_code) as association_code,
                    coalesce(n.unit_code, o.unit_code) as unit_code,
                    coalesce(n.period_start, o.period_start) as period_start,
                    coalesce(n.period_end, o.period_end) as period_end,
                    coalesce(n.definition_set, o.definition_set) as definition_set,
                    coalesce(n.breakdown_value, o.breakdown_value) as breakdown_value,
                    o.old, n.new
                from new_values as n
                full outer join old_values as o
                    on {" and ".join(f"n.{key} is not distinct from o.{key}" for key in _KEYS)}
                where o.old is distinct from n.new
                order by all
                """
            ),
        )


def new_errors(settings: Settings, after: str) -> list[tuple[str, str]]:
    """Return the open errors of a finished build that the one before it had not, as sentences, Swedish and English."""
    before = str(load_receipt(settings, after).get("previous_build"))
    known = _open_errors(settings, before).keys() if is_finished(settings, before) else set()
    return [words for name, words in _open_errors(settings, after).items() if name not in known]


def _open_errors(settings: Settings, name: str) -> dict[str, tuple[str, str]]:
    with opened(settings, name) as published:
        if not published.has("finding", "finding_id", "severity", "status", "message_sv", "message_en"):
            return {}
        rows = published.rows(
            """
            select * from published.finding where severity = $severity and status = $status
            order by association_code, fiscal_year, check_code, finding_id
            """,
            {"severity": ERROR, "status": OPEN},
        )
    return {row["finding_id"]: (_place(row) + row["message_sv"], _place(row) + row["message_en"]) for row in rows}


def _place(finding: dict[str, Any]) -> str:
    where = " ".join(str(finding[name]) for name in ("association_code", "fiscal_year", "check_code") if finding[name])
    return f"{where}: " if where else ""
