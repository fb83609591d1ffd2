-- Person rows in the shape of a delivered count. Registered: each spell. Unique: each person once per programme, there from
-- before if any spell was, completed if no spell goes on.
with

persons as (
    select
        association_code,
        programme_code,
        person_municipality_code as municipality_code,
        person_sex as sex,
        period_from,
        period_to,
        'unique' as count_basis,
        max(opening_count) as opening_count,
        1 - max(opening_count) as new_count,
        1 - max(closing_count) as completed_count,
        max(closing_count) as closing_count,
        extraction_date,
        max(provenance_rank) as provenance_rank
    from {{ ref('int_person__spell_period') }}
    group by
        association_code,
        programme_code,
        person_municipality_code,
        person_sex,
        period_from,
        period_to,
        extraction_date,
        person_id
),

participations as (
    select
        association_code,
        programme_code,
        municipality_code,
        sex,
        period_from,
        period_to,
        'registered' as count_basis,
        opening_count,
        new_count,
        completed_count,
        closing_count,
        extraction_date,
        provenance_rank
    from {{ ref('int_person__spell_period') }}
    union all
    select * from persons
),

counts as (
    select
        association_code,
        programme_code,
        municipality_code,
        sex,
        period_from,
        period_to,
        count_basis,
        extraction_date,
        cast(sum(opening_count) as bigint) as opening_count,
        cast(sum(new_count) as bigint) as new_count,
        cast(sum(completed_count) as bigint) as completed_count,
        cast(sum(closing_count) as bigint) as closing_count,
        count(*) as total_count,
        max(provenance_rank) as provenance_rank
    from participations
    group by
        association_code,
        programme_code,
        municipality_code,
        sex,
        period_from,
        period_to,
        count_basis,
        extraction_date
)

select
    counts.association_code,
    counts.programme_code,
    counts.municipality_code,
    counts.sex,
    counts.period_from,
    counts.period_to,
    counts.count_basis,
    'named' as registration_kind,
    counts.opening_count,
    counts.new_count,
    counts.completed_count,
    counts.closing_count,
    counts.total_count,
    'sus' as source_system,
    counts.extraction_date,
    provenances.provenance,
    cast(null as varchar) as file_sha256
from counts
inner join {{ ref('provenance') }} as provenances
    on counts.provenance_rank = provenances.rank
