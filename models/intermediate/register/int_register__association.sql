-- Each name with the time it holds. A start that no register and no change tells is set to the day of the act.
with

register as (
    select min(register_date) as first_register_on, max(register_date) as last_register_on
    from {{ ref('int_register__municipality') }}
),

the_act as (
    select valid_from, valid_to
    from {{ ref('association') }}
    where kind = 'nation'
),

dated as (
    select
        names.*,
        case
            when names.started_on <= coalesce(names.first_listed_on, names.started_on) then 'change'
            when names.first_listed_on > register.first_register_on then 'register'
            else 'not_known'
        end as start_known_by,
        coalesce(names.last_listed_on = register.last_register_on, false) as is_current
    from {{ ref('int_register__name') }} as names
    cross join register
)

select
    dated.register_code,
    dated.association_name,
    own_names.association_code,
    case dated.start_known_by
        when 'change' then dated.started_on
        when 'register' then dated.first_listed_on
        else the_act.valid_from
    end as valid_from,
    case
        when dated.is_current then the_act.valid_to
        else coalesce(greatest(dated.ended_from - 1, dated.last_listed_on), the_act.valid_to)
    end as valid_to,
    dated.start_known_by,
    dated.is_current,
    dated.last_listed_on
from dated
cross join the_act
left join {{ ref('association_register_name') }} as own_names
    on dated.register_code = {{ slug('own_names.register_name') }}
