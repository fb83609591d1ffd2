{{ config(materialized='view') }}

-- Days from entry to exit of each completed spell, in each unit that counts it. Out the same day is 0 days.
select
    units.reporting_code as association_code,
    units.unit_code,
    periods.fiscal_year,
    spells.exit_date,
    {{ days_between('spells.entry_date', 'spells.exit_date') }} as stay_days,
    spells.provenance_rank,
    spells.file_sha256,
    spells.line_no
from {{ ref('int_person__spell') }} as spells
inner join {{ ref('int_person__period') }} as periods
    on
        spells.association_code = periods.association_code
        and periods.period_type = 'year'
        and spells.exit_date between periods.period_from and periods.period_to
inner join {{ ref('int_person__reporting_unit') }} as units
    on
        spells.association_code = units.association_code
        and spells.programme_code = units.programme_code
        and periods.fiscal_year = units.fiscal_year
