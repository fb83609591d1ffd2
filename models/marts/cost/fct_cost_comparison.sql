with

amounts as (
    select
        set_pairs.from_set,
        set_pairs.to_set,
        categories.association_code,
        categories.fiscal_year,
        categories.cost_category,
        steps.step_code,
        case when steps.kind = 'contains_admin' then categories.contains_admin_sek else categories.amount_sek end
            as amount_sek,
        cast(null as decimal(9, 2)) as fte,
        '' as share_basis
    from {{ ref('int_cost__set_pair') }} as set_pairs
    inner join {{ ref('comparison_step') }} as steps
        on steps.kind in ('from_amount', 'to_amount', 'contains_admin')
    inner join {{ ref('int_cost__category_amount') }} as categories
        on
            categories.definition_set
            = case when steps.kind = 'from_amount' then set_pairs.from_set else set_pairs.to_set end
            and make_date(categories.fiscal_year, 12, 31) between steps.valid_from and steps.valid_to
    union all
    select
        from_set,
        to_set,
        association_code,
        fiscal_year,
        cost_category,
        step_code,
        amount_sek,
        cast(null as decimal(9, 2)) as fte,
        share_basis
    from {{ ref('int_cost__comparison_move') }}
    union all
    select
        set_pairs.from_set,
        set_pairs.to_set,
        memos.association_code,
        memos.fiscal_year,
        '' as cost_category,
        memos.step_code,
        memos.amount_sek,
        memos.fte,
        '' as share_basis
    from {{ ref('int_cost__comparison_memo') }} as memos
    inner join {{ ref('int_cost__set_pair') }} as set_pairs
        on memos.definition_set = set_pairs.to_set
)

select
    amounts.association_code,
    amounts.fiscal_year,
    amounts.from_set,
    amounts.to_set,
    amounts.cost_category,
    amounts.step_code,
    steps.kind,
    steps.label_sv,
    steps.label_en,
    amounts.amount_sek,
    amounts.fte,
    amounts.share_basis,
    case when amounts.amount_sek is null then steps.missing_sv else steps.note_sv end as note_sv,
    case when amounts.amount_sek is null then steps.missing_en else steps.note_en end as note_en,
    steps.sort_order
from amounts
inner join {{ ref('comparison_step') }} as steps
    on
        amounts.step_code = steps.step_code
        and make_date(amounts.fiscal_year, 12, 31) between steps.valid_from and steps.valid_to
