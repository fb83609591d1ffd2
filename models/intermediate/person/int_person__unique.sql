-- The same person in two programmes of a unit is two participations and one person. Where associations state different sexes
-- for a person the county takes the first in the alphabet.
with

persons as (
    select
        units.reporting_code as association_code,
        units.unit_code,
        spells.fiscal_year,
        spells.person_id,
        coalesce(min(case when spells.person_sex <> 'unknown' then spells.person_sex end), 'unknown') as sex,
        count(*) as spell_count,
        max(spells.provenance_rank) as provenance_rank
    from {{ ref('int_person__spell_period') }} as spells
    inner join {{ ref('int_person__reporting_unit') }} as units
        on
            spells.association_code = units.association_code
            and spells.programme_code = units.programme_code
            and spells.fiscal_year = units.fiscal_year
    where spells.period_type = 'year'
    group by units.reporting_code, units.unit_code, spells.fiscal_year, spells.person_id
),

by_sex as (
    select association_code, unit_code, fiscal_year, sex, spell_count, provenance_rank
    from persons
    union all
    select association_code, unit_code, fiscal_year, 'all' as sex, spell_count, provenance_rank
    from persons
)

select
    association_code,
    unit_code,
    fiscal_year,
    sex,
    count(*) as unique_count,
    cast(sum(spell_count) as bigint) as registered_count,
    max(provenance_rank) as provenance_rank
from by_sex
group by association_code, unit_code, fiscal_year, sex
