-- Every name that the register or its changes know, with the days between which each of the two has it.
with

listed as (
    select
        register_code,
        max(association_name) as association_name,
        min(register_date) as first_listed_on,
        max(register_date) as last_listed_on
    from {{ ref('int_register__municipality') }}
    where is_member
    group by register_code
),

ended as (
    select register_code, max(association_name) as association_name, max(valid_from) as ended_from
    from {{ ref('int_register__change') }}
    where ends_association
    group by register_code
),

started as (
    select successor_code as register_code, max(successor_name) as association_name, min(valid_from) as started_on
    from {{ ref('int_register__change') }}
    where
        starts_successor
        and successor_code <> ''
    group by successor_code
),

names as (
    select register_code, association_name from listed
    union all
    select register_code, association_name from ended
    union all
    select register_code, association_name from started
),

codes as (
    select register_code, max(association_name) as association_name
    from names
    group by register_code
)

select
    codes.register_code,
    codes.association_name,
    listed.first_listed_on,
    listed.last_listed_on,
    started.started_on,
    ended.ended_from
from codes
left join listed
    on codes.register_code = listed.register_code
left join started
    on codes.register_code = started.register_code
left join ended
    on codes.register_code = ended.register_code
