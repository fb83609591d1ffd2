-- Each answer to each open choice beside the set it inherits from; empty where the books do not show what the choice is about,
-- or do not tell the amount of a category that it changes.
with

shown as (
    select association_code, fiscal_year, definition_set, sum(touched_sek) as touched_sek
    from {{ ref('int_cost__choice_change') }}
    group by association_code, fiscal_year, definition_set
),

beside as (
    select
        years.association_code,
        years.fiscal_year,
        choices.definition_set,
        choices.inherits as base_set,
        bases.cost_category,
        bases.amount_sek as base_sek,
        bases.amount_sek + coalesce(changes.change_sek, 0) as amount_sek,
        coalesce(shown.touched_sek, case when years.is_whole then 0 end) as touched_sek,
        changes.change_sek <> 0 and bases.amount_sek is null as changes_what_is_not_known
    from {{ ref('int_cost__ledger_year') }} as years
    inner join {{ ref('definition_set') }} as choices
        on choices.kind = 'sensitivity'
    inner join {{ ref('int_cost__category_amount') }} as bases
        on
            years.association_code = bases.association_code
            and years.fiscal_year = bases.fiscal_year
            and choices.inherits = bases.definition_set
    left join shown
        on
            years.association_code = shown.association_code
            and years.fiscal_year = shown.fiscal_year
            and choices.definition_set = shown.definition_set
    left join {{ ref('int_cost__choice_change') }} as changes
        on
            years.association_code = changes.association_code
            and years.fiscal_year = changes.fiscal_year
            and choices.definition_set = changes.definition_set
            and bases.cost_category = changes.cost_category
),

judged as (
    select
        beside.*,
        beside.touched_sek is not null
        and max(case when beside.changes_what_is_not_known then 1 else 0 end) over (
            partition by beside.association_code, beside.fiscal_year, beside.definition_set
        ) = 0 as is_known
    from beside
)

select
    judged.association_code,
    judged.fiscal_year,
    judged.definition_set,
    judged.base_set,
    judged.cost_category,
    categories.in_total_cost,
    cast(case when judged.is_known then judged.base_sek end as decimal(18, 2)) as base_sek,
    cast(case when judged.is_known then judged.amount_sek end as decimal(18, 2)) as amount_sek,
    cast(judged.touched_sek as decimal(18, 2)) as touched_sek
from judged
inner join {{ ref('cost_category') }} as categories
    on judged.cost_category = categories.cost_category
