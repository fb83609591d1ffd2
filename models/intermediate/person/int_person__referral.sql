-- A referral is counted in the period of the entry, in the shape of a delivered count.
with

counts as (
    select
        spells.association_code,
        spells.programme_code,
        periods.period_from,
        periods.period_to,
        spells.referrer,
        periods.extraction_date,
        count(*) as referral_count,
        max(spells.provenance_rank) as provenance_rank
    from {{ ref('int_person__spell') }} as spells
    inner join {{ ref('int_person__period') }} as periods
        on
            spells.association_code = periods.association_code
            and spells.entry_date between periods.period_from and periods.period_to
    group by
        spells.association_code,
        spells.programme_code,
        periods.period_from,
        periods.period_to,
        spells.referrer,
        periods.extraction_date
)

select
    counts.association_code,
    counts.programme_code,
    counts.period_from,
    counts.period_to,
    counts.referrer,
    counts.referral_count,
    'sus' as source_system,
    counts.extraction_date,
    provenances.provenance,
    cast(null as varchar) as file_sha256
from counts
inner join {{ ref('provenance') }} as provenances
    on counts.provenance_rank = provenances.rank
