-- The women's share of a type against what its orientations give together, where every orientation states share and number.
with

lines as (
    select *
    from {{ ref('int_national__line') }}
    where target_group = ''
),

totals as (
    select delivered_by, fiscal_year, programme_type, women_share, participant_count
    from lines
    where orientation = ''
),

orientations as (
    select
        fiscal_year,
        programme_type,
        sum(participant_count) as participant_count,
        sum(women_share * participant_count) as women_count
    from lines
    where orientation <> ''
    group by fiscal_year, programme_type
    having count(*) = count(women_share * participant_count)
),

compared as (
    select
        totals.delivered_by,
        totals.fiscal_year,
        totals.programme_type,
        totals.women_share,
        {{ fraction('orientations.women_count', 'orientations.participant_count') }} as share_of_orientations
    from totals
    inner join orientations
        on
            totals.fiscal_year = orientations.fiscal_year
            and totals.programme_type = orientations.programme_type
            and totals.participant_count = orientations.participant_count
)

select
    {{ finding('national_sex_share', 'delivered_by', 'fiscal_year', 'programme_type',
               'cast(share_of_orientations as decimal(18, 4))', 'women_share') }}
from compared
where abs(women_share - share_of_orientations) > {{ threshold("'national_sex_share'", 'delivered_by', 'fiscal_year') }}
