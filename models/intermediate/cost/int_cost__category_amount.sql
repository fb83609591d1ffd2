-- Each cost category of each set: an amount, zero where the books show that there is none, empty where they do not tell.
with

sums as (
    select
        lines.association_code,
        lines.fiscal_year,
        lines.definition_set,
        lines.cost_category,
        sum(lines.amount_sek) as amount_sek,
        case
            when count(*) = count(types.contains_admin)
                then sum(case when types.contains_admin then lines.amount_sek else 0 end)
        end as contains_admin_sek
    from {{ ref('fct_cost_line') }} as lines
    left join {{ ref('cost_type') }} as types
        on
            lines.cost_type = types.cost_type
            and lines.month between types.valid_from and types.valid_to
    group by lines.association_code, lines.fiscal_year, lines.definition_set, lines.cost_category
),

frame as (
    select
        years.association_code,
        years.fiscal_year,
        years.is_whole,
        sets.definition_set,
        categories.cost_category,
        sums.cost_category is not null as has_lines,
        sums.amount_sek,
        sums.contains_admin_sek
    from {{ ref('int_cost__ledger_year') }} as years
    inner join {{ ref('definition_set') }} as sets
        on sets.covers_cost
    inner join {{ ref('cost_category') }} as categories
        on
            categories.kind <> 'income'
            and make_date(years.fiscal_year, 12, 31) between categories.valid_from and categories.valid_to
    left join sums
        on
            years.association_code = sums.association_code
            and years.fiscal_year = sums.fiscal_year
            and sets.definition_set = sums.definition_set
            and categories.cost_category = sums.cost_category
),

judged as (
    select
        frame.*,
        -- a category that one set has lines in is known to be empty in another set that has none
        frame.cost_category = 'unclassified'
        or max(case when frame.has_lines then 1 else 0 end) over (
            partition by frame.association_code, frame.fiscal_year, frame.cost_category
        ) = 1
        or (
            frame.is_whole
            and max(case when frame.cost_category = 'unclassified' and frame.has_lines then 1 else 0 end) over (
                partition by frame.association_code, frame.fiscal_year, frame.definition_set
            ) = 0
        ) as is_known
    from frame
)

select
    association_code,
    fiscal_year,
    definition_set,
    cost_category,
    cast(coalesce(amount_sek, case when is_known then 0 end) as decimal(18, 2)) as amount_sek,
    cast(case when has_lines then contains_admin_sek when is_known then 0 end as decimal(18, 2)) as contains_admin_sek
from judged
