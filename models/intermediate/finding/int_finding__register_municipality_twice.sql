with

memberships as (
    select
        delivered_by,
        register_date,
        municipality_code,
        max(municipality_name) as municipality_name,
        count(*) as listed_count,
        {{ joined_text('coalesce(association_name, municipality_name)', ', ', 'register_code') }} as listed_in
    from {{ ref('int_register__municipality') }}
    group by delivered_by, register_date, municipality_code
)

select
    {{ finding('register_municipality_twice', 'delivered_by', 'year(register_date)', 'municipality_name',
               '1', 'listed_count', 'listed_in', 'listed_in') }}
from memberships
where listed_count > 1
