-- Per programme, year and attribute with one value per person: sum of the values = new participants, the base of the shares.
with

profiles as (
    select
        association_code,
        programme_code,
        fiscal_year,
        attribute,
        sum(new_count) as new_count,
        max(new_participants) as most_participants,
        min(new_participants) as least_participants
    from {{ ref('fct_entry_profile') }}
    where attribute <> 'support_before'
    group by association_code, programme_code, fiscal_year, attribute
)

select
    entries.association_code,
    entries.programme_code,
    entries.fiscal_year,
    entries.new_count as new_participants,
    profiles.attribute,
    profiles.new_count
from {{ ref('int_person__timeliness') }} as entries
left join profiles
    on
        entries.association_code = profiles.association_code
        and entries.programme_code = profiles.programme_code
        and entries.fiscal_year = profiles.fiscal_year
where
    profiles.attribute is null
    or profiles.new_count <> entries.new_count
    or profiles.most_participants <> entries.new_count
    or profiles.least_participants <> entries.new_count
