-- What a term of a rule asks of the coordinates, one row per coordinate that it names.
with

conditions as (
    select
        rule_id,
        term_no,
        valid_from,
        {{ split_rows('coordinates', '; ') }} as condition
    from {{ ref('audit_term') }}
    where coordinates is not null
)

select
    rule_id,
    term_no,
    valid_from,
    replace(split_part(condition, '=', 1), '!', '') as coordinate,
    case
        when condition like '%!=%' then 'other'
        when split_part(condition, '=', 2) = '*' then 'present'
        when split_part(condition, '=', 2) = '-' then 'absent'
        when split_part(condition, '=', 2) = '?' then 'free'
        when split_part(condition, '=', 2) = '~' then 'nearest'
        when split_part(condition, '=', 2) = '+' then 'kept'
        else 'equal'
    end as asks,
    split_part(condition, '=', 2) as asked_value
from conditions
