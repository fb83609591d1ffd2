-- Spells that stand in several rows which state different things. An exit that only the newer row has is news, not disagreement.
with

spells as (
    select
        association_code,
        programme_code,
        entry_date,
        person_id,
        count(distinct sex) as sexes,
        count(distinct birth_year) as birth_years,
        count(distinct municipality_code) as municipalities,
        count(distinct exit_date) as exit_dates,
        count(distinct exit_reason) as exit_reasons
    from {{ ref('int_person__row') }}
    group by association_code, programme_code, entry_date, person_id
)

select
    association_code,
    programme_code,
    year(entry_date) as fiscal_year,
    count(*) as spell_count
from spells
where greatest(sexes, birth_years, municipalities, exit_dates, exit_reasons) > 1
group by association_code, programme_code, year(entry_date)
