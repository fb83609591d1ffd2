select
    {{ finding('programme_unknown', 'mentions.association_code', 'mentions.fiscal_year', 'mentions.programme_code',
               'null', 'null', 'mentions.source', 'mentions.source') }}
from {{ ref('int_programme__mention') }} as mentions
left join {{ ref('int_programme__programme') }} as programmes
    on
        mentions.association_code = programmes.association_code
        and mentions.programme_code = programmes.programme_code
where programmes.programme_code is null
