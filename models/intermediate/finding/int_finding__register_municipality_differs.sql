-- A municipality that our own list places in one association and the latest register in another, or in none; and the other way round.
with

register as (
    select max(register_date) as register_date
    from {{ ref('fct_municipality_membership') }}
),

listed as (
    select municipality_code, municipality_name, association_name, association_code
    from {{ ref('fct_municipality_membership') }}
    where is_latest
),

own_list as (
    select
        municipalities.municipality_code,
        municipalities.name_sv,
        municipalities.association_code
    from {{ ref('municipality') }} as municipalities
    inner join {{ ref('association') }} as associations
        on
            municipalities.association_code = associations.association_code
            and associations.kind = 'association'
    inner join register
        on register.register_date between municipalities.valid_from and municipalities.valid_to
),

both_lists as (
    select
        coalesce(own_list.association_code, listed.association_code) as association_code,
        coalesce(own_list.name_sv, listed.municipality_name) as municipality_name,
        coalesce(listed.association_name, '-') as listed_in
    from own_list
    full outer join listed
        on own_list.municipality_code = listed.municipality_code
    where coalesce(own_list.association_code, '') <> coalesce(listed.association_code, '')
)

select
    {{ finding('register_municipality_differs', 'both_lists.association_code', 'year(register.register_date)',
               'both_lists.municipality_name', 'null', 'null', 'both_lists.listed_in', 'both_lists.listed_in') }}
from both_lists
cross join register
