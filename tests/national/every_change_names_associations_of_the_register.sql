-- Every association and successor of a change = one row of the register, and what ends ends before the change.
select
    changes.change_type,
    changes.association_name,
    changes.successor_name,
    associations.valid_to,
    successors.valid_from
from {{ ref('published__association_change') }} as changes
left join {{ ref('association_change_type') }} as types
    on changes.change_type = types.change_type
left join {{ ref('published__association_register') }} as associations
    on changes.register_code = associations.register_code
left join {{ ref('published__association_register') }} as successors
    on changes.successor_code = successors.register_code
where
    types.change_type is null
    or (types.ends_association and associations.register_code is null)
    or (types.ends_association and not associations.is_current and associations.valid_to < changes.valid_from - 1)
    or (types.starts_successor and changes.successor_code <> '' and successors.register_code is null)
