select
    changes.fiscal_year,
    changes.change_type,
    types.label_sv,
    types.label_en,
    changes.register_code,
    changes.association_name,
    changes.successor_code,
    changes.successor_name,
    changes.municipality_code,
    changes.municipality_name,
    changes.valid_from,
    before_change.valid_to as association_valid_to,
    after_change.valid_from as successor_valid_from,
    changes.note,
    changes.provenance
from {{ ref('int_register__change') }} as changes
left join {{ ref('association_change_type') }} as types
    on changes.change_type = types.change_type
left join {{ ref('int_register__association') }} as before_change
    on changes.register_code = before_change.register_code
left join {{ ref('int_register__association') }} as after_change
    on changes.successor_code = after_change.register_code
