with

mentions as (
    select association_code, fiscal_year, programme_code, 'budget' as source
    from {{ ref('int_budget__line') }}
    where programme_code is not null
    union
    select association_code, fiscal_year, programme_code, 'staffing' as source
    from {{ ref('int_money__staffing') }}
    where programme_code <> ''
    union
    select association_code, null as fiscal_year, programme_code, 'programme_link' as source
    from {{ ref('programme_link') }}
)

select
    {{ finding('programme_unknown', 'mentions.association_code', 'mentions.fiscal_year', 'mentions.programme_code',
               'null', 'null', 'mentions.source', 'mentions.source') }}
from mentions
left join {{ ref('int_programme__programme') }} as programmes
    on
        mentions.association_code = programmes.association_code
        and mentions.programme_code = programmes.programme_code
where programmes.programme_code is null
