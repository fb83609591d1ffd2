-- Two exit periods with the same persons in them; one that lies inside another is left out of the indicators.
select
    {{ finding('follow_up_period_overlap', 'association_code', 'fiscal_year',
               "concat_ws(' ', programme_code, exit_from, exit_to, months_after)") }}
from {{ ref('int_follow_up__overlap') }}
