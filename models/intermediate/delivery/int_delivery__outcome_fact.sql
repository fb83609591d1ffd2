-- What the files of participants, exits, referrals and goals say, fact by fact; of several extractions the latest only.
with

facts as (
    select
        association_code,
        year(period_to) as fiscal_year,
        concat_ws(' ', 'participants', programme_code, period_from, period_to) as subject,
        {{ fact_key(['municipality_code', 'sex', 'count_basis', 'registration_kind', 'source_system']) }} as row_key,
        {{ fact_key(['opening_count', 'new_count', 'completed_count', 'closing_count', 'total_count']) }} as content,
        extraction_date
    from {{ ref('int_participation__delivered') }}
    where
        has_counts
        and origin = 'delivered'
    union all
    select
        association_code,
        year(period_to) as fiscal_year,
        concat_ws(' ', 'participants', programme_code, period_from, period_to, 'budget') as subject,
        {{ fact_key(['municipality_code', 'sex', 'count_basis', 'registration_kind', 'source_system']) }} as row_key,
        cast(budgeted_count as varchar) as content,
        extraction_date
    from {{ ref('int_participation__delivered') }}
    where
        budgeted_count is not null
        and origin = 'delivered'
    union all
    select
        association_code,
        year(period_to) as fiscal_year,
        concat_ws(' ', 'exits', programme_code, period_from, period_to) as subject,
        {{ fact_key(['municipality_code', 'sex', 'exit_reason', 'public_support', 'extent_pct']) }} as row_key,
        cast(exit_count as varchar) as content,
        extraction_date
    from {{ ref('int_exit__delivered') }}
    where origin = 'delivered'
    union all
    select
        deliveries.association_code,
        year(referrals.period_to) as fiscal_year,
        concat_ws(' ', 'referrals', referrals.programme_code, referrals.period_from, referrals.period_to) as subject,
        referrals.referrer as row_key,
        cast(referrals.referral_count as varchar) as content,
        cast(null as date) as extraction_date
    from {{ ref('stg_referrals__count') }} as referrals
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            referrals.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'referrals'
    union all
    select
        deliveries.association_code,
        year(goals.valid_from) as fiscal_year,
        concat_ws(' ', 'goals', goals.goal_code) as subject,
        cast(goals.valid_from as varchar) as row_key,
        {{ fact_key([
            'goals.goal_area', 'goals.goal_text', 'goals.goal_type', 'goals.programme_code', 'goals.indicator_code',
            'goals.comparator', 'goals.target_value', 'goals.valid_to', 'goals.process_status'
        ]) }} as content,
        cast(null as date) as extraction_date
    from {{ ref('stg_goals__goal') }} as goals
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            goals.file_sha256 = deliveries.file_sha256
            and deliveries.source = 'goals'
),

latest as (
    select *
    from facts
    qualify
        rank() over (
            partition by association_code, fiscal_year, subject, row_key
            order by extraction_date desc nulls last
        ) = 1
)

select association_code, fiscal_year, subject, row_key, content
from latest
group by association_code, fiscal_year, subject, row_key, content
