select
    concat_ws('/', association_code, programme_code, fiscal_year, attribute, attribute_value) as fact_key,
    association_code,
    programme_code,
    fiscal_year,
    attribute,
    attribute_value,
    new_count,
    base_count as new_participants,
    {{ fraction('new_count', 'base_count') }} as share_of_new_participants,
    false as is_suppressed,
    'sus' as source_system,
    provenance
from {{ ref('int_person__entry') }}
