with

texts as (
    select coalesce(line_text, budget_group) as line_text
    from {{ ref('int_budget__line') }}
    where row_level = 'line'
    group by coalesce(line_text, budget_group)
)

select
    texts.line_text,
    {{ joined_text('patterns.pattern_code', '|', 'patterns.pattern_code') }} as text_signature
from texts
inner join {{ ref('text_pattern') }} as patterns
    on
        patterns.matches in ('budget', '*')
        and texts.line_text ilike patterns.pattern
group by texts.line_text
