-- Our own national figures in one long form, so that each printed figure can be laid beside the one it means.
with

overview as (
    select
        lines.*,
        coalesce(target_groups.is_exclusive, false) as has_no_group
    from {{ ref('fct_national_overview') }} as lines
    left join {{ ref('target_group') }} as target_groups
        on lines.target_group = target_groups.target_group
    where lines.basis = 'reported_nationally'
),

years as (
    select
        overview.fiscal_year,
        max(overview.registered_associations) as registered_associations,
        max(totals.programme_count_of_all_types) as programme_count_of_all_types
    from overview
    inner join {{ ref('int_national__total') }} as totals
        on
            overview.basis = totals.basis
            and overview.fiscal_year = totals.fiscal_year
    group by overview.fiscal_year
),

figures as (
    {%- for measure in [
        'programme_count', 'programmes_with_count', 'participant_count', 'sex_share', 'share_of_programmes',
        'share_of_participants', 'share_with_count', 'largest_programme_share', 'budget_share',
    ] %}
    select fiscal_year, programme_type, orientation, sex, '{{ measure }}' as own_measure, {{ measure }} as own_value
    from overview
    where target_group = ''
    union all
    {%- endfor %}
    -- the total of a table over orientations is the sum of its lines
    {%- for measure in ['programme_count', 'share_of_programmes'] %}
    select
        fiscal_year,
        programme_type,
        'total' as orientation,
        sex,
        '{{ measure }}' as own_measure,
        sum({{ measure }}) as own_value
    from overview
    where orientation <> ''
    group by fiscal_year, programme_type, sex
    union all
    {%- endfor %}
    {%- for measure, column in [
        ('programmes_without_target_group', 'programme_count'), ('share_without_target_group', 'share_of_programmes'),
    ] %}
    select fiscal_year, programme_type, orientation, sex, '{{ measure }}' as own_measure, {{ column }} as own_value
    from overview
    where has_no_group
    union all
    {%- endfor %}
    {%- for measure in ['registered_associations', 'programme_count_of_all_types'] %}
    select
        fiscal_year,
        '' as programme_type,
        '' as orientation,
        'all' as sex,
        '{{ measure }}' as own_measure,
        {{ measure }} as own_value
    from years
    union all
    {%- endfor %}
    select fiscal_year, '' as programme_type, '' as orientation, 'all' as sex, own_measure, own_value
    from {{ ref('int_register__figure') }}
)

select
    fiscal_year,
    programme_type,
    orientation,
    sex,
    own_measure,
    cast(own_value as decimal(28, 10)) as own_value
from figures
where own_value is not null
