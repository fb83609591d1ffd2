-- Smallest sum of cost = the sum of its ledger and budget lines, to the öre.
with

lines as (
    select source_key, sum(amount) as amount_sek
    from {{ ref('fct_source_row') }}
    where source_key like 'cost/%'
    group by source_key
)

select
    coalesce(costs.source_key, lines.source_key) as source_key,
    costs.amount_sek,
    lines.amount_sek as lines_sek
from {{ ref('int_source__cost') }} as costs
full outer join lines
    on costs.source_key = lines.source_key
where costs.amount_sek is distinct from lines.amount_sek
