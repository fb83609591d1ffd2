-- On every day a band changes: the bands run from age 0 upwards without hole or overlap, and cut at 16, 18, 20, 25, 30, 65 and 66.
with

days as (
    select valid_from as valid_on from {{ ref('age_band') }}
    group by valid_from
),

in_force as (
    select
        days.valid_on,
        bands.age_band,
        bands.age_from,
        bands.age_to,
        lag(bands.age_to) over (partition by days.valid_on order by bands.age_from) as age_before
    from days
    inner join {{ ref('age_band') }} as bands
        on days.valid_on between bands.valid_from and bands.valid_to
),

cuts as (
    select days.valid_on, cut_points.age_from
    from days
    cross join (values (0), (16), (18), (20), (25), (30), (65), (66)) as cut_points (age_from)
)

select
    valid_on,
    age_band,
    'hole, overlap or upside down' as problem
from in_force
where
    age_from > age_to
    or coalesce(age_before, -1) <> age_from - 1
union all
select
    cuts.valid_on,
    cast(cuts.age_from as varchar) as age_band,
    'no band starts here' as problem
from cuts
left join in_force
    on
        cuts.valid_on = in_force.valid_on
        and cuts.age_from = in_force.age_from
where in_force.age_band is null
