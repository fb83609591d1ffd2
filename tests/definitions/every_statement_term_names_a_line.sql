-- Every statement and line that a term names = a line of that statement; its value kind is one that exists.
select
    'statement_term' as seed,
    {{ row_key('statement_term', 'terms') }} as row_key,
    terms.statement,
    terms.line_key,
    terms.value_kind
from {{ ref('statement_term') }} as terms
left join {{ ref('statement_line') }} as lines
    on
        terms.statement = lines.statement
        and terms.line_key = lines.line_key
where
    lines.line_key is null
    or terms.value_kind not in ('movement', 'opening', 'closing')
