with

nameless as (
    select association_code, survey_round
    from {{ ref('int_survey__round') }}
    where fiscal_year is null
    group by association_code, survey_round
)

select {{ finding('survey_round_without_year', 'association_code', 'null', 'survey_round') }}
from nameless
