-- A person who enters a programme before having left it. Out and in on the same day is no overlap. Both spells count.
with

spells as (
    select
        association_code,
        programme_code,
        entry_date,
        count(*) over earlier as earlier_count,
        count(exit_date) over earlier as earlier_exit_count,
        max(exit_date) over earlier as latest_exit
    from {{ ref('int_person__spell') }}
    window earlier as (
        partition by association_code, programme_code, person_id
        order by entry_date
        rows between unbounded preceding and 1 preceding
    )
),

overlapping as (
    select association_code, programme_code, year(entry_date) as fiscal_year, count(*) as spell_count
    from spells
    where earlier_exit_count < earlier_count or entry_date < latest_exit
    group by association_code, programme_code, year(entry_date)
)

select
    {{ finding('sus_overlapping_spells', 'association_code', 'fiscal_year', 'programme_code', '0', 'spell_count') }}
from overlapping
