-- How new a file is: the latest day its rows state, no later than the day the figures are seen from.
select
    deliveries.association_code,
    spells.file_sha256,
    max(
        greatest(
            case when spells.entry_date <= runs.as_of then spells.entry_date end,
            case when spells.registered_on <= runs.as_of then spells.registered_on end,
            case when spells.exit_date <= runs.as_of then spells.exit_date end
        )
    ) as covers_until
from {{ ref('stg_sus__spell') }} as spells
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        spells.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'sus'
cross join {{ ref('stg_delivery__run') }} as runs
group by deliveries.association_code, spells.file_sha256
