-- The same line of one extraction delivered twice with different content. Counts of persons are not told, only how many lines differ.
with

facts as (
    select
        association_code,
        fiscal_year,
        concat_ws(' ', 'uppfoljning', extraction_date) as subject,
        programme_code as row_key,
        concat_ws(
            '/',
            programme_type,
            orientation,
            coalesce(target_groups, ''),
            coalesce(budget_sek, -1),
            coalesce(outcome_sek, -1),
            coalesce(budgeted_count, -1),
            coalesce(women_count, -1),
            coalesce(men_count, -1),
            coalesce(total_count, -1)
        ) as content
    from {{ ref('int_uppfoljning__extraction') }}
    union all
    select
        delivered_by as association_code,
        fiscal_year,
        concat_ws(' ', 'uppfoljning_national', extraction_date) as subject,
        concat_ws('/', status, programme_type, orientation, target_group) as row_key,
        concat_ws(
            '/',
            coalesce(programme_count, -1),
            coalesce(programmes_with_count, -1),
            coalesce(participant_count, -1),
            coalesce(women_share, -1),
            coalesce(men_share, -1),
            coalesce(largest_programme_share, -1),
            coalesce(budget_share, -1),
            registered_associations,
            all_associations
        ) as content
    from {{ ref('int_national__delivered_line') }}
),

conflicts as (
    select association_code, fiscal_year, subject, row_key
    from facts
    group by association_code, fiscal_year, subject, row_key
    having min(content) <> max(content)
),

counted as (
    select association_code, fiscal_year, subject, count(*) as conflict_count
    from conflicts
    group by association_code, fiscal_year, subject
)

select {{ finding('uppfoljning_conflict', 'association_code', 'fiscal_year', 'subject', '0', 'conflict_count') }}
from counted
