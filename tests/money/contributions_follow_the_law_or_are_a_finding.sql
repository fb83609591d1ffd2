-- Per association, year and delivered party: contribution = its share by law (1/2, 1/4, 1/4) of all, within the threshold,
-- or there is a finding. Computed from staging. A year in which a contribution was delivered with two amounts is blocked by its
-- own finding.
with

delivered as (
    select
        files.association_code,
        contributions.fiscal_year,
        contributions.funder,
        contributions.funder_type,
        min(contributions.received_sek) as received_sek,
        case when min(contributions.received_sek) = max(contributions.received_sek) then 0 else 1 end as is_conflicting
    from {{ ref('stg_funding__contribution') }} as contributions
    inner join {{ ref('int_delivery__loaded_file') }} as files
        on
            contributions.file_sha256 = files.file_sha256
            and files.source = 'funding'
    group by files.association_code, contributions.fiscal_year, contributions.funder, contributions.funder_type
),

parts as (
    select
        delivered.association_code,
        delivered.fiscal_year,
        shares.funder_type,
        shares.expected_share,
        sum(case when delivered.funder_type = shares.funder_type then delivered.received_sek else 0 end)
            as received_sek,
        sum(case when members.funder_type is not null then delivered.received_sek else 0 end) as total_sek
    from delivered
    left join {{ ref('contribution_share') }} as members
        on
            delivered.funder_type = members.funder_type
            and make_date(delivered.fiscal_year, 12, 31) between members.valid_from and members.valid_to
    inner join {{ ref('contribution_share') }} as shares
        on make_date(delivered.fiscal_year, 12, 31) between shares.valid_from and shares.valid_to
    group by delivered.association_code, delivered.fiscal_year, shares.funder_type, shares.expected_share
    having
        sum(case when delivered.funder_type = shares.funder_type then 1 else 0 end) > 0
        and max(delivered.is_conflicting) = 0
)

select
    parts.association_code,
    parts.fiscal_year,
    parts.funder_type,
    parts.received_sek,
    parts.total_sek * parts.expected_share as expected_sek
from parts
left join {{ ref('published__finding') }} as findings
    on
        findings.check_code = 'contribution_split'
        and parts.association_code = findings.association_code
        and parts.fiscal_year = findings.fiscal_year
        and parts.funder_type = findings.subject
where
    abs(parts.received_sek - parts.total_sek * parts.expected_share)
    > {{ threshold("'contribution_split'", 'parts.association_code', 'parts.fiscal_year') }}
    and findings.subject is null
