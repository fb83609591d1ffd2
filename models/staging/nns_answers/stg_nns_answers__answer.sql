select
    file_sha256,
    line_no,
    programme_code,
    survey_round,
    survey,
    response_no,
    question_no,
    answer_code,
    sex as sex_code,
    coalesce(nullif(provenance, ''), 'delivered') as provenance
from {{ raw('nns_answers') }}
