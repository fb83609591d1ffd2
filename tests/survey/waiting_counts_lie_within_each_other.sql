-- Per row: within the threshold <= offered <= judged <= applications, refused dates are never judged, and a median needs an offer.
select
    fact_key,
    application_count,
    refused_date_count,
    offered_count,
    assessable_count,
    within_14_days_count,
    median_days
from {{ ref('controller__waiting_time') }}
where
    within_14_days_count > offered_count
    or offered_count > assessable_count
    or assessable_count + refused_date_count > application_count
    or (median_days is null) <> (offered_count = 0)
    or median_days < 0
