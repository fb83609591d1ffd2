with

facts as (
    select association_code, fiscal_year, concat('funding: ', funder, ' mottaget') as subject, received_sek as amount
    from {{ ref('int_money__funding') }}
    union all
    select association_code, fiscal_year, concat('funding: ', funder, ' förbrukat') as subject, used_sek as amount
    from {{ ref('int_money__funding') }}
    union all
    select
        association_code,
        fiscal_year,
        concat('staffing: ', programme_code, ' ', role, ' ', funder) as subject,
        fte as amount
    from {{ ref('int_money__staffing') }}
),

conflicts as (
    select
        association_code,
        fiscal_year,
        subject,
        min(amount) as least_amount,
        max(amount) as most_amount
    from facts
    group by association_code, fiscal_year, subject
    having min(amount) <> max(amount)
)

select
    {{ finding('delivery_conflict', 'association_code', 'fiscal_year', 'subject', 'least_amount', 'most_amount') }}
from conflicts
