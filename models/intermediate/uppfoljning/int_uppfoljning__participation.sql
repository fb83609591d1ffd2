-- The counts of Uppföljning Finsam in the shape of participations: the total, and each sex that is registered.
-- A structural programme that does not count its participants has an empty total, which is not 0.
with

programmes as (
    select
        rows_that_hold.*,
        types.registration_kind
    from {{ ref('int_uppfoljning__programme') }} as rows_that_hold
    left join {{ ref('programme_type') }} as types
        on
            rows_that_hold.programme_type = types.programme_type
            and rows_that_hold.valid_on between types.valid_from and types.valid_to
),

counts as (
    select
        programmes.*,
        'all' as sex,
        programmes.total_count as participant_count,
        programmes.budgeted_count as planned_count
    from programmes
    union all
    select programmes.*, 'woman' as sex, programmes.women_count as participant_count, null as planned_count
    from programmes
    where programmes.women_count is not null
    union all
    select programmes.*, 'man' as sex, programmes.men_count as participant_count, null as planned_count
    from programmes
    where programmes.men_count is not null
)

select
    association_code,
    programme_code,
    cast(null as varchar) as municipality_code,
    make_date(fiscal_year, 1, 1) as period_from,
    valid_on as period_to,
    sex,
    'registered' as count_basis,
    registration_kind,
    cast(null as bigint) as opening_count,
    cast(null as bigint) as new_count,
    cast(null as bigint) as completed_count,
    cast(null as bigint) as closing_count,
    cast(participant_count as bigint) as total_count,
    cast(planned_count as bigint) as budgeted_count,
    source_system,
    extraction_date,
    provenance,
    file_sha256,
    line_no
from counts
