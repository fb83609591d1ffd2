"""What each programme was given and what it cost, by the shared definition."""

from __future__ import annotations

from finsam.pack.tables.spec import Layout, Spec, money, text

_NAMES = (text("cost_category", "cost_category"), text("programme_code", "programme"))
_SORT = ("association_code", "cost_category", "programme_code")

PROGRAMMES = Spec(
    "programmes",
    "budget_outcome",
    ("budget", "sie", "programmes"),
    Layout(
        """
        with budgeted as (
            select association_code, cost_category, programme_code, budget_version, budget_sek, outcome_sek,
                variance_sek
            from published.budget_outcome
            where association_code in (select unnest($associations)) and fiscal_year = $year
                and definition_set = 'shared'
        )
        select * from budgeted
        union all by name
        select association_code, cost_category, programme_code, sum(amount_sek) as outcome_sek
        from published.cost_line
        where association_code in (select unnest($associations)) and fiscal_year = $year and definition_set = 'shared'
            and association_code not in (select association_code from budgeted)
        group by all
        order by association_code, cost_category, programme_code, budget_version
        """,
        (*_NAMES, money("budget_sek"), money("outcome_sek"), money("variance_sek"), text("budget_version")),
        sort=_SORT,
    ),
    part=Layout(
        """
        with spent as (
            select association_code, cost_category, programme_code,
                sum(amount_sek) filter (where month >= $first) as amount_sek, sum(amount_sek) as since_new_year_sek
            from published.cost_line
            where association_code in (select unnest($associations)) and fiscal_year = $year and month <= $last
                and definition_set = 'shared'
            group by all
        )
        select coalesce(spent.association_code, budgeted.association_code) as association_code,
            coalesce(spent.cost_category, budgeted.cost_category) as cost_category,
            coalesce(spent.programme_code, budgeted.programme_code) as programme_code,
            spent.amount_sek, spent.since_new_year_sek, budgeted.budget_sek as year_budget_sek, budgeted.budget_version
        from spent
        full join (
            select * from published.budget_outcome
            where association_code in (select association_code from spent) and fiscal_year = $year
                and definition_set = 'shared'
        ) as budgeted on budgeted.association_code = spent.association_code
            and budgeted.cost_category = spent.cost_category and budgeted.programme_code = spent.programme_code
        order by 1, 2, 3, budgeted.budget_version
        """,
        (*_NAMES, money("amount_sek"), money("since_new_year_sek"), money("year_budget_sek"), text("budget_version")),
        sort=_SORT,
    ),
)
