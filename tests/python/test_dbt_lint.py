"""The lints themselves: what each must reject and what it must accept."""

from __future__ import annotations

import pytest
from dbt_lint import (
    business_constants,
    chosen_codes,
    clocks_and_chance,
    not_shared_with_spark,
    unexplained_distinct,
)

CODES = {"sydnarke", "sofint"}


@pytest.mark.parametrize(
    "sql",
    [
        "where account between '5010' and '5019'",
        "where association_code = 'sydnarke'",
        '{% if code == "sofint" %}',
        "amount_sek * 0.30",
        "amount_sek * 0.5 as half_sek",
        "case when share > 20 then 1 end",
        "where valid_on >= '2022-01-01'",
        "make_date(2022, 1, 1)",
        "where fiscal_year >= 2019",
        "round(amount_sek, 3)",
        "left(account, 3) = kind",
        "length(account) >= 5",
        "make_date(fiscal_year, 6, 30)",
        "amount_sek - 1000",
    ],
)
def test_a_business_constant_in_code_is_found(sql: str) -> None:
    assert business_constants(sql, CODES)


@pytest.mark.parametrize(
    "sql",
    [
        "make_date(lines.fiscal_year, 12, 31) between a and b",
        "make_date(year(voucher_spans.last_voucher_date), 1, 1)",
        "cast(round(amount_sek * shares.share, 2) as decimal(18, 2))",
        "round(cast(a as double) / nullif(b, 0), 10)",
        "left(account, 4) between groups.account_from and groups.account_to and length(account) >= 4",
        "fiscal_year = previous.fiscal_year + 1",
        "case when amount_sek < 0 then -1 else 1 end",
        "-- 2019 was the year of the review\nselect a from b",
        "{#- the cap is 20 % -#}\nselect a",
        "where kind = 'administration' and line_1 = t2.line_2",
        "{{ ref('stg_sie__transaction') }}",
        "split_part(cast(a as varchar), '.', 2)",
    ],
)
def test_the_shape_of_a_query_is_no_business_constant(sql: str) -> None:
    assert business_constants(sql, CODES) == []


@pytest.mark.parametrize(
    "sql",
    [
        "where cost_category = 'administration'",
        "case when outcome_class in ('work', 'other') then 1 end",
        "coalesce(cost_category, 'administration') as cost_category",
        '{% if kind == "administration" %}',
        "{{ some_macro('administration') }}",
    ],
)
def test_a_choice_by_a_code_that_controllers_keep_is_found(sql: str) -> None:
    assert chosen_codes(sql, {"administration", "work"})


@pytest.mark.parametrize(
    "sql",
    [
        "select 'administration' as measure_code",
        "-- 'administration' is what no programme carries\nselect a",
        "from {{ ref('administration') }}",
        "{{ finding('administration', 'a', 'b', 'c') }}",
        "where administration = 'something else'",
    ],
)
def test_a_name_that_the_query_gives_decides_nothing(sql: str) -> None:
    assert chosen_codes(sql, {"administration"}) == []


@pytest.mark.parametrize("sql", ["select current_date", "select now()", "order by random()", "select Today()"])
def test_a_clock_or_chance_is_found(sql: str) -> None:
    assert clocks_and_chance(sql)


@pytest.mark.parametrize(
    "sql", ["select now_sek from b", "-- now()\nselect a", "where text = 'now'", "select known from b"]
)
def test_a_name_or_a_comment_is_no_clock(sql: str) -> None:
    assert clocks_and_chance(sql) == []


@pytest.mark.parametrize(
    "sql",
    [
        "from a asof join b on a.day >= b.day",
        "select * exclude (a) from b",
        "select * except (a) from b",
        "select a, b, from c",
        "select a,\nfrom c",
        "values (1, 2,)",
        "select * from generate_series(1, 3)",
        "select unnest(a)",
        "select list_sum(a)",
        "select struct_pack(a := 1)",
        "select [1, 2]",
        "select {'a': 1}",
    ],
)
def test_what_only_one_engine_understands_is_found(sql: str) -> None:
    assert not_shared_with_spark(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select a::integer from b qualify row_number() over (order by a) = 1",
        "select string_agg(a, ',' order by a) filter (where b) from c group by all",
        "select count(*) from a except select count(*) from b",
        "select found.*, a from found where a ilike '%x%'",
        "select {{ key | join(', ') }} from {{ model }}",
        "select account_list, price_range from b",
    ],
)
def test_what_both_engines_understand_is_accepted(sql: str) -> None:
    assert not_shared_with_spark(sql) == []


def test_select_distinct_needs_a_reason() -> None:
    assert unexplained_distinct("select distinct a from b") == [1]
    assert unexplained_distinct("select a\nfrom (\n  select distinct a from b)") == [3]
    assert unexplained_distinct("-- the source repeats each row\nselect distinct a from b") == []
    assert unexplained_distinct("select count(distinct a) from b") == []
