-- The same tables from the associations' own rows. A number by sex covers the programmes where both sexes are registered.
with

all_groups as (
    select
        fiscal_year,
        programme_type,
        orientation_group as orientation,
        target_group,
        count(*) as programme_count,
        count(total_count) as programmes_with_count,
        sum(total_count) as participant_count,
        sum(case when men_count is not null then women_count end) as women_count,
        sum(case when women_count is not null then men_count end) as men_count,
        max(total_count) as largest_count,
        sum(budget_sek) as budget_sek
    from {{ ref('int_national__membership') }}
    group by fiscal_year, programme_type, orientation_group, target_group
)

select
    all_groups.fiscal_year,
    all_groups.programme_type,
    all_groups.orientation,
    all_groups.target_group,
    all_groups.programme_count,
    all_groups.programmes_with_count,
    cast(all_groups.participant_count as bigint) as participant_count,
    cast(all_groups.women_count as bigint) as women_count,
    cast(all_groups.men_count as bigint) as men_count,
    {{ fraction('all_groups.women_count', 'all_groups.women_count + all_groups.men_count') }} as women_share,
    {{ fraction('all_groups.men_count', 'all_groups.women_count + all_groups.men_count') }} as men_share,
    {{ fraction('all_groups.largest_count', 'all_groups.participant_count') }} as largest_programme_share,
    {{ fraction('all_groups.budget_sek', 'years.budget_sek') }} as budget_share,
    years.registered_associations,
    years.all_associations,
    years.status,
    years.extraction_date,
    years.provenance
from all_groups
inner join {{ ref('int_national__computed_year') }} as years
    on all_groups.fiscal_year = years.fiscal_year
