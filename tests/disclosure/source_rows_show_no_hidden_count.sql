-- A published source row about persons shows its amount only where a published figure shows the same number; a hidden figure has no amounts.
with

shown_figures as (
    {%- for relation, columns in {
        'participant_flow': ['opening', 'new', 'completed', 'closing', 'total'],
        'exit_outcome': ['exit_count'],
        'survey_result': ['asked_count', 'answered_count', 'scored_count', 'score_sum'],
        'follow_up': ['consented_count', 'answered_count', 'status_count']
    }.items() %}
    {%- for column in columns %}
    select
        {{ cell_id(
            relation, 'count_key' if relation == 'exit_outcome' else 'fact_key', "'" ~ column ~ "'"
        ) }} as source_key,
        {{ column }} as amount
    from {{ ref('published__' ~ relation) }}
    where {{ column }} is not null
    union all
    {%- endfor %}
    {%- endfor %}
    select '' as source_key, 0 as amount
),

shown_rows as (
    select rows_.source_key
    from {{ ref('published__source_row') }} as rows_
    left join shown_figures
        on
            rows_.source_key = shown_figures.source_key
            and rows_.amount = shown_figures.amount
    where
        rows_.about_persons
        and rows_.amount is not null
        and shown_figures.source_key is null
),

hidden_figures as (
    select sources.fact_key as source_key
    from {{ ref('published__figure_source') }} as sources
    inner join {{ ref('controller__suppressed_cell') }} as hidden
        on
            sources.relation = hidden.relation
            and sources.fact_key = hidden.fact_key
            and sources.part = hidden.measure
    where sources.amount is not null
)

select source_key from shown_rows
union all
select source_key from hidden_figures
