-- A document of which the rules look at too few figures: a new kind of report needs rows of its own.
with

looked_at as (
    select members.figure_key
    from {{ ref('int_audit__equation') }} as equations
    inner join {{ ref('int_audit__member') }} as members
        on
            equations.rule_id = members.rule_id
            and equations.anchor_key = members.anchor_key
            and members.partition_code in ('', equations.partition_code)
    union all
    select figure_key
    from {{ ref('int_audit__fact') }}
    union all
    select other_figure_key as figure_key
    from {{ ref('int_audit__fact') }}
    union all
    select concat_ws('/', delivered_by, cast(figure_no as varchar)) as figure_key
    from {{ ref('int_indicator__printed') }}
),

reached as (
    select figure_key
    from looked_at
    group by figure_key
),

documents as (
    select
        figures.source_document,
        year(max(figures.audited_on)) as fiscal_year,
        count(*) as figure_count,
        count(reached.figure_key) as reached_count
    from {{ ref('int_audit__figure') }} as figures
    left join reached
        on figures.figure_key = reached.figure_key
    group by figures.source_document
)

select
    {{ finding('published_unreached', 'null', 'fiscal_year', 'source_document', 'figure_count', 'reached_count') }}
from documents
where reached_count < figure_count * {{ threshold("'published_unreached'", "''", 'fiscal_year') }}
