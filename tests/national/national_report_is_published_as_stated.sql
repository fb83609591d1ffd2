-- Per line of the latest national extraction: numbers and shares of budget as delivered = as published; nothing of a report is lost or corrected.
with

latest as (
    select *
    from {{ ref('stg_uppfoljning_national__line') }}
    qualify dense_rank() over (partition by fiscal_year order by extraction_date desc) = 1
)

select
    latest.fiscal_year,
    latest.programme_type,
    latest.orientation,
    latest.target_group,
    latest.programme_count,
    published.programme_count as published_programmes,
    latest.participant_count,
    published.participant_count as published_participants
from latest
left join {{ ref('published__national_overview') }} as published
    on
        latest.fiscal_year = published.fiscal_year
        and latest.programme_type = published.programme_type
        and coalesce(latest.orientation, '') = published.orientation
        and coalesce(latest.target_group, '') = published.target_group
        and published.sex = 'all'
        and published.basis = 'reported_nationally'
        and coalesce(latest.programme_count, -1) = coalesce(published.programme_count, -1)
        and coalesce(latest.programmes_with_count, -1) = coalesce(published.programmes_with_count, -1)
        and coalesce(latest.participant_count, -1) = coalesce(published.participant_count, -1)
        and coalesce(latest.budget_share, -1) = coalesce(published.budget_share, -1)
        and latest.registered_associations = published.registered_associations
where published.fact_key is null
