-- One list of what is known at entry. Means of support may be several per person, so their counts may exceed the base.
with

entrants as (
    select * from {{ ref('int_person__entrant') }}
),

profiles as (
    select
        association_code,
        programme_code,
        fiscal_year,
        'age_band' as attribute,
        age_band as attribute_value
    from entrants
    union all
    select
        association_code,
        programme_code,
        fiscal_year,
        'education_level' as attribute,
        education_level as attribute_value
    from entrants
    union all
    select
        association_code,
        programme_code,
        fiscal_year,
        'occupation_before' as attribute,
        occupation_before as attribute_value
    from entrants
    union all
    select
        entrants.association_code,
        entrants.programme_code,
        entrants.fiscal_year,
        'support_before' as attribute,
        coalesce(codes.support_code, 'unknown') as attribute_value
    from entrants
    left join {{ ref('int_person__support_code') }} as codes
        on
            entrants.support_before = codes.support_text
            and entrants.entry_date = codes.valid_on
),

bases as (
    select
        association_code,
        programme_code,
        fiscal_year,
        count(*) as base_count,
        max(provenance_rank) as provenance_rank
    from entrants
    group by association_code, programme_code, fiscal_year
),

counts as (
    select association_code, programme_code, fiscal_year, attribute, attribute_value, count(*) as new_count
    from profiles
    group by association_code, programme_code, fiscal_year, attribute, attribute_value
)

select
    counts.association_code,
    counts.programme_code,
    counts.fiscal_year,
    counts.attribute,
    counts.attribute_value,
    counts.new_count,
    bases.base_count,
    provenances.provenance
from counts
inner join bases
    on
        counts.association_code = bases.association_code
        and counts.programme_code = bases.programme_code
        and counts.fiscal_year = bases.fiscal_year
inner join {{ ref('provenance') }} as provenances
    on bases.provenance_rank = provenances.rank
