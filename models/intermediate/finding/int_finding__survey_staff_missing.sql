-- A survey that calls for a companion (participants for staff) needs one in the same programme, or in what it is part of, that year.
with

asked as (
    select association_code, programme_code, fiscal_year, companion_survey
    from {{ ref('int_survey__response') }}
    where companion_survey is not null
    group by association_code, programme_code, fiscal_year, companion_survey
),

companions as (
    select
        rounds.association_code,
        rounds.programme_code,
        rounds.fiscal_year,
        rounds.survey
    from {{ ref('int_survey__response') }} as rounds
    union all
    select
        rounds.association_code,
        parts.programme_code,
        rounds.fiscal_year,
        rounds.survey
    from {{ ref('int_survey__response') }} as rounds
    inner join {{ ref('int_programme__rollup') }} as parts
        on
            rounds.association_code = parts.association_code
            and rounds.programme_code = parts.unit_code
)

select
    {{ finding('survey_staff_missing', 'asked.association_code', 'asked.fiscal_year',
               "coalesce(nullif(asked.programme_code, ''), asked.association_code)", 'null', 'null',
               'names.name_sv', 'names.name_en') }}
from asked
left join {{ ref('int_definition__name') }} as names
    on names.code_kind = 'survey' and asked.companion_survey = names.code
left join companions
    on
        asked.association_code = companions.association_code
        and asked.programme_code = companions.programme_code
        and asked.fiscal_year = companions.fiscal_year
        and asked.companion_survey = companions.survey
where companions.survey is null
