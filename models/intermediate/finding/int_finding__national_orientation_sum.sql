with

lines as (
    select *
    from {{ ref('int_national__line') }}
    where target_group = ''
),

orientations as (
    select
        lines.fiscal_year,
        lines.programme_type,
        count(distinct orientations.orientation) as orientation_count
    from lines
    inner join {{ ref('orientation') }} as orientations
        on
            lines.programme_type = orientations.programme_type
            and make_date(lines.fiscal_year, 12, 31) between orientations.valid_from and orientations.valid_to
    group by lines.fiscal_year, lines.programme_type
),

amounts as (
    {%- for measure in ['programme_count', 'programmes_with_count', 'participant_count'] %}
    select
        delivered_by,
        fiscal_year,
        programme_type,
        orientation,
        '{{ measure }}' as measure,
        {{ measure }} as amount
    from lines
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

sums as (
    select
        delivered_by,
        fiscal_year,
        programme_type,
        measure,
        sum(case when orientation = '' then amount end) as total,
        sum(case when orientation <> '' then amount end) as sum_of_orientations,
        count(case when orientation <> '' then amount end) as part_count
    from amounts
    group by delivered_by, fiscal_year, programme_type, measure
)

select
    {{ finding('national_orientation_sum', 'sums.delivered_by', 'sums.fiscal_year',
               "concat(sums.programme_type, ' ', sums.measure)", 'sums.total', 'sums.sum_of_orientations') }}
from sums
inner join orientations
    on
        sums.fiscal_year = orientations.fiscal_year
        and sums.programme_type = orientations.programme_type
where
    sums.sum_of_orientations > sums.total
    or (sums.sum_of_orientations < sums.total and sums.part_count = orientations.orientation_count)
