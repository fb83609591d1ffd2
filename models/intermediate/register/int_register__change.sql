-- One row per change of the register. Only the year is known: a change holds from the first day of its year.
select
    deliveries.association_code as delivered_by,
    changes.fiscal_year,
    changes.change_type,
    changes.association_name,
    {{ slug('changes.association_name') }} as register_code,
    changes.successor_name,
    coalesce({{ slug('changes.successor_name') }}, '') as successor_code,
    changes.municipality_name,
    coalesce(changes.municipality_code, '') as municipality_code,
    changes.note,
    types.ends_association,
    types.starts_successor,
    types.adds_municipality,
    types.removes_municipality,
    make_date(changes.fiscal_year, 1, 1) as valid_from,
    changes.provenance,
    changes.file_sha256,
    changes.line_no
from {{ ref('stg_association_changes__change') }} as changes
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        changes.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'association_changes'
left join {{ ref('association_change_type') }} as types
    on changes.change_type = types.change_type
qualify
    row_number() over (
        partition by
            changes.fiscal_year, changes.change_type, changes.association_name, changes.successor_name,
            changes.municipality_name
        order by changes.file_sha256, changes.line_no, deliveries.association_code
    ) = 1
