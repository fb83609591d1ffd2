-- Both ways to the national overview under each other, never added: what the nation reports, and what we hold. A line for all, and
-- one for each sex that is told. The nation tells shares of the sexes and no numbers, which a rounded share does not give.
with

both_ways as (
    {%- for basis, relation, women_count, men_count in [
        ('reported_nationally', ref('int_national__line'), 'null', 'null'),
        ('computed_from_deliveries', ref('int_national__computed'), 'women_count', 'men_count'),
    ] %}
    select
        '{{ basis }}' as basis,
        fiscal_year,
        programme_type,
        orientation,
        target_group,
        programme_count,
        programmes_with_count,
        participant_count,
        cast({{ women_count }} as bigint) as women_count,
        cast({{ men_count }} as bigint) as men_count,
        women_share,
        men_share,
        largest_programme_share,
        budget_share,
        registered_associations,
        all_associations,
        status,
        extraction_date,
        provenance
    from {{ relation }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

by_sex as (
    select both_ways.*, 'all' as sex, both_ways.participant_count as sex_count, null as sex_share
    from both_ways
    union all
    select both_ways.*, 'woman' as sex, both_ways.women_count as sex_count, both_ways.women_share as sex_share
    from both_ways
    where both_ways.women_share is not null
    union all
    select both_ways.*, 'man' as sex, both_ways.men_count as sex_count, both_ways.men_share as sex_share
    from both_ways
    where both_ways.men_share is not null
)

select
    basis,
    fiscal_year,
    make_date(fiscal_year, 12, 31) as valid_on,
    programme_type,
    orientation,
    target_group,
    sex,
    cast(case when sex = 'all' then programme_count end as bigint) as programme_count,
    cast(case when sex = 'all' then programmes_with_count end as bigint) as programmes_with_count,
    cast(sex_count as bigint) as participant_count,
    cast(sex_share as decimal(28, 10)) as sex_share,
    cast(case when sex = 'all' then largest_programme_share end as decimal(28, 10)) as largest_programme_share,
    cast(case when sex = 'all' then budget_share end as decimal(28, 10)) as budget_share,
    cast(registered_associations as bigint) as registered_associations,
    cast(all_associations as bigint) as all_associations,
    status,
    extraction_date,
    'uppfoljning_finsam' as source_system,
    provenance
from by_sex
