-- Per restatement: what a category of the published cost split gained or lost; what came from outside the split is named so.
with

changes as (
    select
        figures.association_code,
        year(figures.period_end) as fiscal_year,
        sets.definition_set,
        figures.decision_id,
        figures.sequence_no,
        categories.cost_category,
        cast(coalesce(figures.as_restated, 0) - coalesce(figures.as_published, 0) as decimal(18, 2)) as change_sek
    from {{ ref('restated_figure') }} as figures
    cross join {{ ref('definition_set') }} as sets
    inner join {{ ref('cost_category') }} as categories
        on
            figures.relation = 'cost_split'
            and figures.measure = 'amount_sek'
            and figures.figure_key = {{ fact_key([
                'figures.association_code', 'year(figures.period_end)', 'sets.definition_set', 'categories.cost_category'
            ]) }}
)

select *
from changes
where change_sek <> 0
union all
select
    association_code,
    fiscal_year,
    definition_set,
    decision_id,
    sequence_no,
    'outside' as cost_category,
    cast(-sum(change_sek) as decimal(18, 2)) as change_sek
from changes
group by association_code, fiscal_year, definition_set, decision_id, sequence_no
having sum(change_sek) <> 0
