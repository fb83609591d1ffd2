select
    file_sha256,
    line_no,
    encoding,
    encoding_confidence,
    sie_type,
    program,
    program_version,
    generated_on,
    orgnr as org_no,
    company_name,
    chart_type as delivered_chart_type,
    currency,
    covered_until,
    checksum_ok,
    record_count,
    control_total as control_total_sek
from {{ raw('sie_file') }}
