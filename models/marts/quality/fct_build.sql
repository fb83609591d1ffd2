with

published_cost as (
    select sum(lines.amount_sek) as cost_sek
    from {{ ref('fct_cost_line') }} as lines
    inner join {{ ref('definition_set') }} as sets
        on
            lines.definition_set = sets.definition_set
            and sets.is_base
)

select
    runs.build_id,
    runs.as_of,
    runs.code_revision,
    runs.definitions_sha256,
    runs.inputs_sha256,
    counts.delivery_count,
    cast(counts.rows_in as bigint) as rows_in,
    cast(counts.rows_read as bigint) as rows_read,
    cast(counts.rows_quarantined as bigint) as rows_quarantined,
    cast(counts.ledger_control_total_sek as decimal(18, 2)) as ledger_control_total_sek,
    cast(published_cost.cost_sek as decimal(18, 2)) as published_cost_sek,
    cast(null as timestamp) as started,
    cast(null as timestamp) as finished
from {{ ref('stg_delivery__run') }} as runs
cross join {{ ref('int_delivery__count') }} as counts
cross join published_cost
