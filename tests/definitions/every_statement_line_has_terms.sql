-- Every line of a statement has at least one term; without one it would print empty for ever.
select
    'statement_line' as seed,
    {{ row_key('statement_line', 'lines') }} as row_key
from {{ ref('statement_line') }} as lines
left join {{ ref('statement_term') }} as terms
    on
        lines.statement = terms.statement
        and lines.line_key = terms.line_key
where terms.line_key is null
