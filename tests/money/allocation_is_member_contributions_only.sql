-- Per association and year: indicator allocation = sum of published contributions of members, external funds left out.
with

contributions as (
    select
        funding.association_code,
        funding.fiscal_year,
        sum(case when shares.funder_type is not null then funding.received_sek end) as member_sek
    from {{ ref('controller__funding') }} as funding
    left join {{ ref('contribution_share') }} as shares
        on
            funding.funder_type = shares.funder_type
            and make_date(funding.fiscal_year, 12, 31) between shares.valid_from and shares.valid_to
    group by funding.association_code, funding.fiscal_year
),

indicators as (
    select association_code, year(period_end) as fiscal_year, definition_set, value
    from {{ ref('controller__indicator_value') }}
    where
        indicator_code = 'allocation'
        and unit_code = ''
        and breakdown = ''
)

select
    contributions.association_code,
    contributions.fiscal_year,
    sets.definition_set,
    contributions.member_sek,
    indicators.value as allocation_sek
from contributions
inner join {{ ref('definition_set') }} as sets
    on sets.covers_cost
left join indicators
    on
        contributions.association_code = indicators.association_code
        and contributions.fiscal_year = indicators.fiscal_year
        and sets.definition_set = indicators.definition_set
where
    contributions.member_sek is not null
    and (
        indicators.value is null
        or contributions.member_sek <> indicators.value
    )
