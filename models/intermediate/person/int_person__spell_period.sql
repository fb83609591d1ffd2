{{ config(materialized='view') }}

-- A spell is in every period that it touches: there from before or new in it, completed in it or there when it ends.
select
    spells.association_code,
    spells.person_id,
    spells.programme_code,
    spells.sex,
    spells.person_sex,
    spells.municipality_code,
    spells.person_municipality_code,
    spells.spell_no,
    spells.placement_type,
    spells.provenance_rank,
    periods.period_type,
    periods.period_from,
    periods.period_to,
    periods.fiscal_year,
    periods.extraction_date,
    case when spells.entry_date < periods.period_from then 1 else 0 end as opening_count,
    case when spells.entry_date < periods.period_from then 0 else 1 end as new_count,
    case when spells.exit_date <= periods.period_to then 1 else 0 end as completed_count,
    case when spells.exit_date <= periods.period_to then 0 else 1 end as closing_count
from {{ ref('int_person__spell') }} as spells
inner join {{ ref('int_person__period') }} as periods
    on
        spells.association_code = periods.association_code
        and spells.entry_date <= periods.period_to
        and (spells.exit_date is null or spells.exit_date >= periods.period_from)
