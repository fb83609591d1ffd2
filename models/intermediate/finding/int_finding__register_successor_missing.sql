-- A change names a successor that no register from that year on lists: misspelt, or the register is older than the change.
select
    {{ finding('register_successor_missing', 'changes.delivered_by', 'changes.fiscal_year', 'changes.successor_name',
               'null', 'null', 'changes.association_name', 'changes.association_name') }}
from {{ ref('int_register__change') }} as changes
left join {{ ref('int_register__name') }} as names
    on
        changes.successor_code = names.register_code
        and names.last_listed_on >= changes.valid_from
where
    changes.successor_code <> ''
    and names.register_code is null
