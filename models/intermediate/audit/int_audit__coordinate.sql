-- Where in its table a printed figure stands: the parts of its dimension in the words of the definitions. A text that no row
-- knows is kept as it stands, so that it meets only the same text.
with

figures as (
    select figures.figure_key, figures.printed_text, texts.printed_text is not null as is_known
    from {{ ref('int_audit__figure') }} as figures
    left join {{ ref('printed_dimension') }} as texts
        on figures.printed_text = texts.printed_text
    where figures.printed_text <> ''
),

pieces as (
    select figure_key, printed_text as piece
    from figures
    where is_known
    union all
    select figure_key, {{ split_rows('printed_text', '; ') }} as piece
    from figures
    where not is_known and printed_text not like '% | %'
    {%- for level in [1, 2, 3] %}
    union all
    select figure_key, concat('part_{{ level }}=', split_part(printed_text, ' | ', {{ level }})) as piece
    from figures
    where printed_text like '% | %' and split_part(printed_text, ' | ', {{ level }}) <> ''
    {%- endfor %}
),

pairs as (
    select
        pieces.figure_key,
        {{ split_rows(
            "case when texts.printed_text is not null then coalesce(texts.coordinates, '')"
            " when pieces.piece like '%=%' then pieces.piece else concat(pieces.piece, '=') end", '; ') }} as pair
    from pieces
    left join {{ ref('printed_dimension') }} as texts
        on pieces.piece = texts.printed_text
)

select
    pairs.figure_key,
    split_part(pairs.pair, '=', 1) as coordinate,
    max(substr(pairs.pair, position('=' in pairs.pair) + 1)) as coordinate_value
from pairs
left join {{ ref('printed_dimension') }} as labels
    on concat(split_part(pairs.pair, '=', 1), '=*') = labels.printed_text
where
    pairs.pair <> ''
    and labels.printed_text is null
group by pairs.figure_key, split_part(pairs.pair, '=', 1)
