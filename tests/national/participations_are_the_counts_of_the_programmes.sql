-- Per association, year, programme and sex: count in the participations = count in programme_year; not counted on one side = not counted on the other.
with

programme_counts as (
    select association_code, fiscal_year, programme_code, 'all' as sex, total_count as participant_count
    from {{ ref('controller__programme_year') }}
    union all
    select association_code, fiscal_year, programme_code, 'woman' as sex, women_count as participant_count
    from {{ ref('controller__programme_year') }}
    where women_count is not null
    union all
    select association_code, fiscal_year, programme_code, 'man' as sex, men_count as participant_count
    from {{ ref('controller__programme_year') }}
    where men_count is not null
)

select
    coalesce(programme_counts.association_code, participations.association_code) as association_code,
    coalesce(programme_counts.programme_code, participations.programme_code) as programme_code,
    coalesce(programme_counts.sex, participations.sex) as sex,
    programme_counts.participant_count as count_of_programme,
    participations.total_count as count_of_participation
from programme_counts
full outer join {{ ref('int_uppfoljning__participation') }} as participations
    on
        programme_counts.association_code = participations.association_code
        and programme_counts.programme_code = participations.programme_code
        and programme_counts.fiscal_year = year(participations.period_to)
        and programme_counts.sex = participations.sex
where
    programme_counts.association_code is null
    or participations.association_code is null
    or coalesce(programme_counts.participant_count, -1) <> coalesce(participations.total_count, -1)
