-- Per round: asked = answered + declined, or there is a finding. Computed from staging.
select
    deliveries.association_code,
    rounds.survey_round,
    rounds.survey,
    rounds.asked_count,
    rounds.answered_count,
    rounds.declined_count
from {{ ref('stg_nns_rounds__round') }} as rounds
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        rounds.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'nns_rounds'
left join {{ ref('controller__finding') }} as findings
    on
        deliveries.association_code = findings.association_code
        and findings.check_code in ('survey_asked_arithmetic', 'delivery_row_conflict')
        and findings.subject in (
            concat_ws(' ', rounds.survey_round, rounds.survey, rounds.programme_code),
            concat_ws(' ', 'nns_rounds', rounds.survey_round, rounds.survey, rounds.programme_code)
        )
where
    rounds.asked_count <> rounds.answered_count + rounds.declined_count
    and findings.subject is null
