-- Contributions and positions as delivered: one delivered line is one fact.
select
    concat('funding/', {{ fact_key(['association_code', 'fiscal_year', 'funder']) }}, '#received_sek') as source_key,
    'delivered_row' as source_kind,
    file_sha256,
    line_no,
    received_sek as amount
from {{ ref('int_money__funding') }}
where
    delivery_rank = 1
    and received_sek is not null
union all
select
    concat('funding/', {{ fact_key(['association_code', 'fiscal_year', 'funder']) }}, '#used_sek') as source_key,
    'delivered_row' as source_kind,
    file_sha256,
    line_no,
    used_sek as amount
from {{ ref('int_money__funding') }}
where
    delivery_rank = 1
    and used_sek is not null
union all
select
    concat('staffing/', {{ fact_key(['association_code', 'fiscal_year', 'programme_code', 'role', 'funder']) }}, '#fte')
        as source_key,
    'delivered_row' as source_kind,
    file_sha256,
    line_no,
    cast(fte as decimal(18, 2)) as amount
from {{ ref('int_money__staffing') }}
where delivery_rank = 1
