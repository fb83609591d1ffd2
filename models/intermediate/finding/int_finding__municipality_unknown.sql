-- A code that no municipality has, or a municipality of another association.
with

mentions as (
    select association_code, year(period_to) as fiscal_year, municipality_code, sum(total_count) as person_count
    from {{ ref('int_participation__delivered') }}
    where
        municipality_code <> ''
        and delivery_rank = 1
    group by association_code, year(period_to), municipality_code
)

select
    {{ finding('municipality_unknown', 'mentions.association_code', 'mentions.fiscal_year',
               'mentions.municipality_code', 'null', 'mentions.person_count') }}
from mentions
left join {{ ref('municipality') }} as municipalities
    on
        mentions.municipality_code = municipalities.municipality_code
        and make_date(mentions.fiscal_year, 12, 31) between municipalities.valid_from and municipalities.valid_to
        and coalesce(municipalities.association_code, mentions.association_code) = mentions.association_code
where municipalities.municipality_code is null
