-- Participants beside the official target group. A county is the sum of its associations that have both, with its coverage.
with

shares as (
    select
        sizes.association_code,
        sizes.unit_code,
        sizes.fiscal_year,
        sizes.method,
        sizes.basis,
        participants.participant_count,
        sizes.person_count,
        participants.first_source,
        participants.last_source,
        greatest(participants.provenance_rank, sizes.provenance_rank) as provenance_rank
    from {{ ref('int_reach__target_group') }} as sizes
    inner join {{ ref('int_reach__participants') }} as participants
        on
            sizes.association_code = participants.association_code
            and sizes.unit_code = participants.unit_code
            and sizes.fiscal_year = participants.fiscal_year
            and sizes.method = participants.method
    where sizes.is_official
),

with_counties as (
    select *, 1 as part_count, 1 as whole_count
    from shares
    union all
    select
        members.county as association_code,
        '' as unit_code,
        shares.fiscal_year,
        shares.method,
        case when min(shares.basis) = max(shares.basis) then min(shares.basis) else 'mixed' end as basis,
        sum(shares.participant_count) as participant_count,
        sum(shares.person_count) as person_count,
        min(shares.first_source) as first_source,
        max(shares.last_source) as last_source,
        max(shares.provenance_rank) as provenance_rank,
        count(*) as part_count,
        max(members.member_count) as whole_count
    from shares
    inner join {{ ref('int_association__county_member') }} as members
        on shares.association_code = members.association_code
    where shares.unit_code = ''
    group by members.county, shares.fiscal_year, shares.method
)

select
    {{ fact_key([
        "'reach'", 'all_shares.association_code', 'all_shares.unit_code', 'all_shares.fiscal_year', 'all_shares.method'
    ]) }} as fact_key,
    all_shares.association_code,
    all_shares.unit_code,
    all_shares.fiscal_year,
    all_shares.method,
    all_shares.basis,
    cast(all_shares.participant_count as decimal(18, 4)) as numerator,
    cast(all_shares.person_count as decimal(18, 4)) as denominator,
    {{ fraction('all_shares.participant_count', 'all_shares.person_count') }} as value,
    methods.reach_programme_group as programme_group,
    methods.reach_count_basis as count_basis,
    methods.reach_registration_kind as registration_kind,
    methods.numerator_sv,
    methods.numerator_en,
    methods.note_sv,
    methods.note_en,
    all_shares.part_count,
    all_shares.whole_count,
    {{ fraction('all_shares.part_count', 'all_shares.whole_count') }} as coverage,
    case
        when all_shares.first_source = all_shares.last_source then all_shares.first_source
        else concat_ws('+', all_shares.first_source, all_shares.last_source)
    end as source_system,
    false as is_suppressed,
    provenances.provenance
from with_counties as all_shares
inner join {{ ref('target_group_method') }} as methods
    on
        all_shares.method = methods.method
        and make_date(all_shares.fiscal_year, 12, 31) between methods.valid_from and methods.valid_to
left join {{ ref('provenance') }} as provenances
    on all_shares.provenance_rank = provenances.rank
