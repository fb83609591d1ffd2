{{ config(materialized='view') }}

select
    file_sha256,
    line_no,
    person_id,
    programme_code,
    sex,
    birth_year,
    municipality_code,
    entry_date,
    registered_on,
    exit_date,
    exit_reason,
    education_level,
    support_before,
    support_after,
    occupation_before,
    occupation_after,
    referrer,
    placement_type,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('sus') }}
