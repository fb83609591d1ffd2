{#- CTE `shifts`: leaving and arriving amounts of each key are laid on one line in category order; where they overlap, money
    moved. `carried` are columns of the arriving side. -#}
{% macro paired_moves(flow, key, carried=[]) -%}
placed as (
    select
        *,
        case when change_sek < 0 then 'leaves' else 'arrives' end as side,
        abs(change_sek) as size_sek,
        sum(abs(change_sek)) over (
            partition by {{ key | join(', ') }}, case when change_sek < 0 then 'leaves' else 'arrives' end
            order by cost_category
            rows between unbounded preceding and current row
        ) as upper_sek
    from {{ flow }}
),

shifts as (
    select
        {%- for column in key %}
        leaving.{{ column }},
        {%- endfor %}
        {%- for column in carried %}
        arriving.{{ column }},
        {%- endfor %}
        leaving.cost_category as from_category,
        arriving.cost_category as to_category,
        cast(
            least(leaving.upper_sek, arriving.upper_sek)
            - greatest(leaving.upper_sek - leaving.size_sek, arriving.upper_sek - arriving.size_sek)
            as decimal(18, 2)
        ) as amount_sek
    from placed as leaving
    inner join placed as arriving
        on
            leaving.side = 'leaves'
            and arriving.side = 'arrives'
            {%- for column in key %}
            and leaving.{{ column }} = arriving.{{ column }}
            {%- endfor %}
    where
        least(leaving.upper_sek, arriving.upper_sek)
        > greatest(leaving.upper_sek - leaving.size_sek, arriving.upper_sek - arriving.size_sek)
)
{%- endmacro %}
