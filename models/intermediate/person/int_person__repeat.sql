-- New participations of the year, and how many of them are by persons who have been in the same programme before.
select
    units.reporting_code as association_code,
    units.unit_code,
    spells.fiscal_year,
    count(*) as new_count,
    count(case when spells.spell_no > 1 then 1 end) as returning_count
from {{ ref('int_person__spell_period') }} as spells
inner join {{ ref('int_person__reporting_unit') }} as units
    on
        spells.association_code = units.association_code
        and spells.programme_code = units.programme_code
        and spells.fiscal_year = units.fiscal_year
where
    spells.period_type = 'year'
    and spells.new_count = 1
group by units.reporting_code, units.unit_code, spells.fiscal_year
