-- A county adds the associations whose books show what the choice is about; how many they are of all is carried along.
with

reporting as (
    select choices.*, 1 as whole_count
    from {{ ref('int_cost__choice_category') }} as choices
    union all
    select
        members.county as association_code,
        choices.fiscal_year,
        choices.definition_set,
        choices.base_set,
        choices.cost_category,
        choices.in_total_cost,
        choices.base_sek,
        choices.amount_sek,
        choices.touched_sek,
        members.member_count as whole_count
    from {{ ref('int_cost__choice_category') }} as choices
    inner join {{ ref('int_association__county_member') }} as members
        on choices.association_code = members.association_code
),

sums as (
    select
        association_code,
        fiscal_year,
        definition_set,
        base_set,
        cost_category,
        in_total_cost,
        sum(touched_sek) as touched_sek,
        sum(amount_sek) as amount_sek,
        sum(base_sek) as base_sek,
        count(amount_sek) as part_count,
        max(whole_count) as whole_count
    from reporting
    group by association_code, fiscal_year, definition_set, base_set, cost_category, in_total_cost
),

totals as (
    select
        association_code,
        fiscal_year,
        definition_set,
        sum(amount_sek) as amount_sek,
        sum(base_sek) as base_sek
    from sums
    where in_total_cost
    group by association_code, fiscal_year, definition_set
),

shares as (
    select
        sums.*,
        case when sums.in_total_cost then {{ fraction('sums.amount_sek', 'totals.amount_sek') }} end as share_of_cost,
        case when sums.in_total_cost then {{ fraction('sums.base_sek', 'totals.base_sek') }} end as base_share_of_cost
    from sums
    inner join totals
        on
            sums.association_code = totals.association_code
            and sums.fiscal_year = totals.fiscal_year
            and sums.definition_set = totals.definition_set
)

select
    shares.association_code,
    shares.fiscal_year,
    shares.definition_set,
    sets.label_sv,
    sets.label_en,
    shares.base_set,
    shares.cost_category,
    cast(shares.touched_sek as decimal(18, 2)) as touched_sek,
    cast(shares.amount_sek as decimal(18, 2)) as amount_sek,
    cast(shares.base_sek as decimal(18, 2)) as base_sek,
    cast(shares.amount_sek - shares.base_sek as decimal(18, 2)) as difference_sek,
    shares.share_of_cost,
    shares.base_share_of_cost,
    cast(shares.share_of_cost - shares.base_share_of_cost as decimal(28, 10)) as difference_of_share,
    shares.part_count,
    shares.whole_count,
    sets.sort_order
from shares
inner join {{ ref('definition_set') }} as sets
    on shares.definition_set = sets.definition_set
