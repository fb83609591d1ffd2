{{ config(materialized='view') }}

-- New participations with what was known at entry. Age is the year of entry less the year of birth.
select
    spells.association_code,
    spells.person_id,
    spells.programme_code,
    periods.fiscal_year,
    spells.entry_date,
    coalesce(bands.age_band, 'unknown') as age_band,
    coalesce(spells.education_level, 'unknown') as education_level,
    spells.support_before,
    coalesce(spells.occupation_before, 'unknown') as occupation_before,
    spells.provenance_rank
from {{ ref('int_person__spell') }} as spells
inner join {{ ref('int_person__period') }} as periods
    on
        spells.association_code = periods.association_code
        and periods.period_type = 'year'
        and spells.entry_date between periods.period_from and periods.period_to
left join {{ ref('age_band') }} as bands
    on
        year(spells.entry_date) - spells.birth_year between bands.age_from and bands.age_to
        and spells.entry_date between bands.valid_from and bands.valid_to
