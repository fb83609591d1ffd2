-- The versions of a row in the order of their first day, each with what the one before it said.
select
    definition_table,
    row_key,
    row_number() over versions as version_no,
    content,
    lag(content) over versions as previous_content,
    valid_from,
    valid_to,
    decision_id,
    source,
    reason
from {{ ref('int_definition__row') }}
window versions as (partition by definition_table, row_key order by valid_from)
