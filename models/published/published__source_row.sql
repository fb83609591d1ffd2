{#- A count of persons shows its delivered row only where that row is the whole count and the count itself is published. -#}
with

hidden as (
    select cell_id
    from {{ ref('controller__suppressed_cell') }}
    group by cell_id
),

shown_counts as (
    select rows_.source_key
    from {{ ref('controller__source_row') }} as rows_
    left join hidden
        on rows_.source_key = hidden.cell_id
    where
        rows_.about_persons
        and hidden.cell_id is null
    group by rows_.source_key
    having count(*) = 1 and min(rows_.source_kind) = 'delivered_row'
),

source_rows as (
    select
        rows_.*,
        rows_.about_persons and shown_counts.source_key is null as hides_amount
    from {{ ref('controller__source_row') }} as rows_
    left join shown_counts
        on rows_.source_key = shown_counts.source_key
)

select
{%- for column in model.columns %}
    {{ {
        'is_suppressed': 'hides_amount as is_suppressed',
        'amount': 'case when not hides_amount then amount end as amount'
    }.get(column, column) }}{{ "," if not loop.last }}
{%- endfor %}
from source_rows
