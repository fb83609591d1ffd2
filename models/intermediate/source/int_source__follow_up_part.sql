-- Waiting and follow-up measures in the published counts of each programme.
with

waiting as (
    {%- for measure, column in [
        ('applications', 'application_count'), ('waiting_offered', 'offered_count'),
        ('waiting_assessable', 'assessable_count'), ('waiting_within_14_days', 'within_14_days_count'),
        ('waiting_days_median', 'median_days')
    ] %}
    select
        association_code,
        programme_code,
        fiscal_year,
        case when route = '' then '' else 'route' end as breakdown,
        route as breakdown_value,
        '{{ measure }}' as measure_code,
        {{ cell_id('waiting_time', 'fact_key', "'" ~ column ~ "'") }} as source_key
    from {{ ref('fct_waiting_time') }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

follow_up as (
    {%- for measure, column in [
        ('follow_up_consented', 'consented_count'), ('follow_up_answered', 'answered_count'),
        ('follow_up_work_or_study', 'status_count')
    ] %}
    select
        association_code,
        programme_code,
        fiscal_year,
        'months_after' as breakdown,
        cast(months_after as varchar) as breakdown_value,
        '{{ measure }}' as measure_code,
        {{ cell_id('follow_up', 'fact_key', "'" ~ column ~ "'") }} as source_key
    from {{ ref('fct_follow_up') }}
    where
        not is_inside_another_period
        and {{ 'is_work_or_study' if column == 'status_count' else "status_at_followup = ''" }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

counts as (
    select * from waiting
    union all
    select * from follow_up
)

select
    association_code,
    '' as unit_code,
    fiscal_year,
    breakdown,
    breakdown_value,
    measure_code,
    source_key,
    1 as coefficient
from counts
union all
select
    counts.association_code,
    units.unit_code,
    counts.fiscal_year,
    counts.breakdown,
    counts.breakdown_value,
    counts.measure_code,
    counts.source_key,
    1 as coefficient
from counts
inner join {{ ref('int_programme__rollup') }} as units
    on
        counts.association_code = units.association_code
        and counts.programme_code = units.programme_code
