-- No series of figures holds both systems, and the first year of Uppföljning Finsam is marked as a break.
select
    series_code,
    count(distinct source_system) as system_count,
    min(valid_from) as valid_from
from {{ ref('follow_up_series') }}
where source_system in ('sus', 'uppfoljning_finsam')
group by series_code
having
    count(distinct source_system) > 1
    or (min(source_system) = 'uppfoljning_finsam' and not bool_and(breaks_from_previous))
