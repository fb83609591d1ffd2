select
    keys.ledger_key,
    links.programme_code
from {{ ref('int_ledger__key') }} as keys
inner join {{ ref('programme_link') }} as links
    on
        keys.association_code = links.association_code
        and concat(links.dim_no, ':', links.object_code) in (keys.unit_object, keys.project_object)
        and keys.month between links.valid_from and links.valid_to
qualify
    row_number() over (
        partition by keys.ledger_key
        order by links.priority, links.programme_code
    ) = 1
