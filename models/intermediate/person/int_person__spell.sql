{{ config(materialized='view') }}

-- The rows that count. Where a person's rows differ, a count of persons takes the first known sex in the association and the
-- first known municipality in the programme, so that a person is in one cell only and later rows do not move earlier years.
select
    spells.association_code,
    spells.person_id,
    spells.programme_code,
    spells.sex,
    first_value(spells.sex) over (
        partition by spells.association_code, spells.person_id
        order by case when spells.sex = 'unknown' then 1 else 0 end, spells.entry_date, spells.programme_code
    ) as person_sex,
    spells.birth_year,
    coalesce(spells.municipality_code, unknown_residence.municipality_code) as municipality_code,
    first_value(coalesce(spells.municipality_code, unknown_residence.municipality_code)) over (
        partition by spells.association_code, spells.person_id, spells.programme_code
        order by case when spells.municipality_code is null then 1 else 0 end, spells.entry_date
    ) as person_municipality_code,
    row_number() over (
        partition by spells.association_code, spells.person_id, spells.programme_code
        order by spells.entry_date
    ) as spell_no,
    spells.entry_date,
    spells.registered_on,
    spells.exit_date,
    coalesce(spells.exit_reason, '') as exit_reason,
    spells.education_level,
    spells.support_before,
    spells.support_after,
    spells.occupation_before,
    spells.occupation_after,
    coalesce(spells.referrer, '') as referrer,
    spells.placement_type,
    provenances.rank as provenance_rank,
    spells.file_sha256,
    spells.line_no
from {{ ref('int_person__row') }} as spells
left join {{ ref('municipality') }} as unknown_residence
    on unknown_residence.kind = 'unknown'
left join {{ ref('provenance') }} as provenances
    on spells.provenance = provenances.provenance
where spells.row_status = 'included'
