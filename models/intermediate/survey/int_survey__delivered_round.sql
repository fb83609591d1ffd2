-- The same round delivered twice counts once; what differs between the two is a finding.
select
    deliveries.association_code,
    coalesce(rounds.programme_code, '') as programme_code,
    rounds.survey_round,
    rounds.survey,
    {{ survey_round_year('rounds.survey_round') }} as fiscal_year,
    rounds.asked_count,
    rounds.declined_count,
    rounds.answered_count,
    rounds.provenance,
    rounds.file_sha256,
    rounds.line_no,
    row_number() over (
        partition by
            deliveries.association_code, coalesce(rounds.programme_code, ''), rounds.survey_round, rounds.survey
        order by rounds.file_sha256, rounds.line_no
    ) as delivery_rank
from {{ ref('stg_nns_rounds__round') }} as rounds
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        rounds.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'nns_rounds'
