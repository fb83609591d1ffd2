"""Damage to what the bundle rests on lowers the grades of what it touches, names the cause, and spares the rest."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pytest
from nights import PROJECT, Night

from finsam.definitions.recipe import load_recipe
from finsam.publish import current_build
from finsam.settings import Settings

TARGET = "fct_indicator_value"
WORSE = ["A", "B", "C", "not_published"]


@dataclass(frozen=True)
class Damage:
    """One relation of the finished build as it would be after the damage, and what should come of it."""

    relation: str
    query: str
    figure: str
    reason: str
    grade: str
    untouched: str


DAMAGES = {
    "rows in quarantine": Damage(
        "stg_delivery__file",
        "select * replace (case when association_code = 'sydnarke' and source = 'sie' then rows_in * 3 // 100 "
        "else rows_quarantined end as rows_quarantined) from {}",
        "admin_share_of_cost/sydnarke/-/2019/as_booked/-/-",
        "quarantined_rows",
        "C",
        "participants_registered/sydnarke/-/2019/as_booked/-/-",
    ),
    "rows in quarantine of a member": Damage(
        "stg_delivery__file",
        "select * replace (case when association_code = 'sydnarke' and source = 'sie' then rows_in // 2 "
        "else rows_quarantined end as rows_quarantined) from {}",
        "total_cost/orebro_lan/-/2019/as_booked/-/-",
        "quarantined_rows",
        "not_published",
        "total_cost/sofint/-/2019/as_booked/-/-",
    ),
    "a month without vouchers": Damage(
        "stg_sie__voucher",
        "select * from {} where month(voucher_date) <> 5",
        "total_cost/sydnarke/-/2019/as_booked/-/-",
        "months_without_vouchers",
        "C",  # what is missing breaks the closing balances too
        "allocation/sydnarke/-/2019/as_booked/-/-",
    ),
    "sexes that do not add up": Damage(
        "int_participation__slice",
        "select * replace (case when association_code = 'sydnarke' and slice = 'sex' then total_count + 7 "
        "else total_count end as total_count) from {}",
        "participants_registered/sydnarke/-/2019/as_booked/-/-",
        "flow_slices_differ",
        "C",
        "total_cost/sydnarke/-/2019/as_booked/-/-",
    ),
    "few of those asked answered": Damage(
        "int_indicator__survey_measure",
        "select * replace (case when measure_code = 'survey_asked' then amount * 6 else amount end as amount) from {}",
        "survey_mean_score/exempel/arbetsspar/2022/as_booked/survey/participants_ongoing",
        "low_response",
        "not_published",
        "response_rate_of_asked/exempel/arbetsspar/2022/as_booked/survey/participants_ongoing",
    ),
    "figures taken out before the year had ended": Damage(
        "int_delivery__content",
        "select * replace (case when association_code = 'sofint' and delivery_source = 'participants' "
        "then covers_until - 100 else made_on end as made_on) from {}",
        "participants_registered/sofint/-/2019/as_booked/-/-",
        "extracted_early",
        "C",
        "total_cost/sofint/-/2019/as_booked/-/-",
    ),
    "an opening that is not the closing before": Damage(
        "int_money__equity",
        "select * replace (case when association_code = 'sydnarke' and fiscal_year = 2019 then opening_sek + 1 "
        "else opening_sek end as opening_sek) from {}",
        "equity/sydnarke/-/2019/as_booked/-/-",
        "equity_roll_forward",
        "C",
        "total_cost/sydnarke/-/2019/as_booked/-/-",
    ),
    "a file that was refused": Damage(
        "stg_delivery__file",
        "select * replace (case when association_code = 'sofint' and source = 'funding' then 'refused' "
        "else status end as status) from {}",
        "allocation/sofint/-/2019/as_booked/-/-",
        "file_refused",
        "B",
        "total_cost/sofint/-/2019/as_booked/-/-",
    ),
}


def grades(night: Night, damage: Damage) -> dict[str, tuple[str, str, str, str]]:
    """Make anew, with the SQL of the build, what the damage reaches: grade and reasons before and after, by key."""
    settings = Settings(project=PROJECT, exports=PROJECT / "exports", var=night.var)
    build = current_build(settings)
    assert build is not None
    recipe = load_recipe(settings, build)
    with duckdb.connect() as connection:
        file = (night.var / "current").resolve() / "controller.duckdb"
        connection.execute(f"attach '{file}' as build (read_only)")
        connection.execute("attach ':memory:' as controller")
        anew = {damage.relation}
        for name in recipe.ancestors([TARGET]):
            node = recipe[name]
            place = f'"{node.schema}"."{node.alias}"'
            connection.execute(f'create schema if not exists controller."{node.schema}"')
            if name == damage.relation:
                query = damage.query.format(f"build.{place}")
            elif anew.isdisjoint(node.parents) or node.sql is None:
                connection.execute(f"create view controller.{place} as select * from build.{place}")
                continue
            else:
                anew.add(name)
                query = node.sql
            connection.execute(f"create table controller.{place} as {query}")
        assert TARGET in anew
        place = f'"{recipe[TARGET].schema}"."{recipe[TARGET].alias}"'
        rows = connection.execute(
            "select before.fact_key, before.grade, before.grade_reasons, after.grade, after.grade_reasons "
            f"from build.{place} as before inner join controller.{place} as after using (fact_key)"
        ).fetchall()
    return {key: (before, why_before, after, why_after) for key, before, why_before, after, why_after in rows}


@pytest.mark.parametrize("name", sorted(DAMAGES))
def test_damage_lowers_the_grade_names_the_cause_and_leaves_the_rest(night: Night, name: str) -> None:
    damage = DAMAGES[name]
    found = grades(night, damage)
    before, why_before, after, why_after = found[damage.figure]
    assert damage.reason not in why_before.split("|")
    assert damage.reason in why_after.split("|")
    assert WORSE.index(after) == max(WORSE.index(before), WORSE.index(damage.grade))
    assert damage.reason not in found[damage.untouched][3].split("|")
    assert [key for key, row in found.items() if WORSE.index(row[2]) < WORSE.index(row[0])] == []


def test_a_number_that_is_not_published_is_empty_and_says_why(night: Night) -> None:
    withheld = [row for row in night.rows("indicator_value") if row["grade"] == "not_published"]
    assert withheld
    assert {row["value"] + row["numerator"] + row["denominator"] for row in withheld} == {""}
    reasons = {(row["fact_key"], row["grade"]) for row in night.rows("grade_reason")}
    assert {(row["fact_key"], "not_published") for row in withheld} <= reasons


def test_the_grade_is_the_worst_of_its_reasons(night: Night) -> None:
    worst: dict[str, str] = {}
    for row in night.rows("grade_reason"):
        worst[row["fact_key"]] = max(worst.get(row["fact_key"], "A"), row["grade"], key=WORSE.index)
    assert {row["fact_key"]: row["grade"] for row in night.rows("indicator_value") if row["grade"] != "A"} == worst


def test_published_reasons_tell_no_count_of_persons(night: Night) -> None:
    assert {row["measure"] for row in night.rows("grade_reason") if row["about_persons"] == "true"} == {""}


def test_every_relation_has_a_verdict_and_one_that_is_not_fit_says_why(night: Night) -> None:
    verdicts = night.rows("fit_for_use")
    assert {row["relation"] for row in verdicts} >= {
        "indicator_value",
        "cost_split",
        "participant_flow",
        "survey_result",
    }
    assert all(row["reason_sv"] or int(row["error_count"]) for row in verdicts if row["verdict"] != "fit")
    for row in verdicts:
        counts = [row[name] for name in ("a_count", "b_count", "c_count", "not_published_count")]
        assert sum(map(int, counts)) == int(row["number_count"])
