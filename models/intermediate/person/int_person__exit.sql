-- Exits of the spells that count, in the shape of a delivered count. Public support is told by the means of support at exit:
-- yes if any of them is public, no if all are known and none is.
with

public_supports as (
    select
        support_text,
        valid_on,
        case
            when count(case when is_public = 'yes' then 1 end) > 0 then 'yes'
            when count(case when is_public = 'no' then 1 end) = count(*) then 'no'
            else 'unknown'
        end as public_support
    from {{ ref('int_person__support_code') }}
    group by support_text, valid_on
),

counts as (
    select
        spells.association_code,
        spells.programme_code,
        spells.municipality_code,
        periods.period_from,
        periods.period_to,
        spells.sex,
        spells.exit_reason,
        coalesce(public_supports.public_support, 'unknown') as public_support,
        periods.extraction_date,
        count(*) as exit_count,
        max(spells.provenance_rank) as provenance_rank
    from {{ ref('int_person__spell') }} as spells
    inner join {{ ref('int_person__period') }} as periods
        on
            spells.association_code = periods.association_code
            and spells.exit_date between periods.period_from and periods.period_to
    left join public_supports
        on
            spells.support_after = public_supports.support_text
            and spells.exit_date = public_supports.valid_on
    group by
        spells.association_code,
        spells.programme_code,
        spells.municipality_code,
        periods.period_from,
        periods.period_to,
        spells.sex,
        spells.exit_reason,
        coalesce(public_supports.public_support, 'unknown'),
        periods.extraction_date
)

select
    counts.association_code,
    counts.programme_code,
    counts.municipality_code,
    counts.period_from,
    counts.period_to,
    counts.sex,
    counts.exit_reason,
    counts.exit_count,
    counts.public_support,
    cast(null as decimal(5, 2)) as extent_pct,
    'sus' as source_system,
    counts.extraction_date,
    provenances.provenance,
    cast(null as varchar) as file_sha256
from counts
inner join {{ ref('provenance') }} as provenances
    on counts.provenance_rank = provenances.rank
