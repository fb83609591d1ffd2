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
    union all
    select association_code, fiscal_year, concat('budget: ', budget_version) as subject, sum(amount_sek) as amount
    from {{ ref('int_budget__delivered_line') }}
    group by association_code, fiscal_year, budget_version, file_sha256
    union all
    select association_code, fiscal_year, concat('forecast: ', forecast_version) as subject, sum(amount_sek) as amount
    from {{ ref('int_money__forecast') }}
    group by association_code, fiscal_year, forecast_version, file_sha256
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
