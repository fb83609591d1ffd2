-- Shares of a type are of all programmes; shares of an orientation or a target group are of its type.
-- Target groups overlap, so their numbers and shares are never added.
select
    {{ fact_key([
        'lines.fiscal_year', 'lines.programme_type', 'lines.orientation', 'lines.target_group', 'lines.sex', 'lines.basis'
    ]) }} as fact_key,
    lines.fiscal_year,
    lines.programme_type,
    lines.orientation,
    lines.target_group,
    lines.sex,
    lines.basis,
    coalesce(target_groups.label_sv, orientations.label_sv, types.label_sv) as label_sv,
    coalesce(target_groups.label_en, orientations.label_en, types.label_en) as label_en,
    types.count_unit,
    lines.programme_count,
    lines.programmes_with_count,
    lines.participant_count,
    lines.sex_share,
    {{ fraction('lines.programme_count', "case when lines.orientation = '' and lines.target_group = ''"
                " then totals.programme_count_of_all_types else totals.programme_count end") }} as share_of_programmes,
    case
        when lines.orientation <> '' or lines.target_group <> ''
            then {{ fraction('lines.participant_count', 'totals.participant_count') }}
    end as share_of_participants,
    {{ fraction('lines.programmes_with_count', 'lines.programme_count') }} as share_with_count,
    lines.largest_programme_share,
    lines.budget_share,
    lines.registered_associations,
    lines.all_associations,
    {{ fraction('lines.registered_associations', 'lines.all_associations') }} as coverage,
    lines.status,
    lines.extraction_date,
    lines.source_system,
    series.series_code,
    coalesce(series.breaks_from_previous and year(series.valid_from) = lines.fiscal_year, false) as series_break,
    false as is_suppressed,
    lines.provenance
from {{ ref('int_national__overview') }} as lines
left join {{ ref('int_national__total') }} as totals
    on
        lines.basis = totals.basis
        and lines.fiscal_year = totals.fiscal_year
        and lines.programme_type = totals.programme_type
        and lines.sex = totals.sex
left join {{ ref('programme_type') }} as types
    on
        lines.programme_type = types.programme_type
        and lines.valid_on between types.valid_from and types.valid_to
left join {{ ref('orientation') }} as orientations
    on
        lines.orientation = orientations.orientation
        and lines.valid_on between orientations.valid_from and orientations.valid_to
left join {{ ref('target_group') }} as target_groups
    on
        lines.target_group = target_groups.target_group
        and lines.valid_on between target_groups.valid_from and target_groups.valid_to
left join {{ ref('follow_up_series') }} as series
    on
        lines.source_system = series.source_system
        and lines.valid_on between series.valid_from and series.valid_to
