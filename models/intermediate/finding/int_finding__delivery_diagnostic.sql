with

diagnostics as (
    select file_sha256, 'sie' as source, diagnostic_code, severity, message_sv, message_en
    from {{ ref('stg_sie__diagnostic') }}
    union all
    select file_sha256, source, diagnostic_code, severity, message_sv, message_en
    from {{ ref('stg_delivery__table_diagnostic') }}
),

grouped as (
    select
        deliveries.association_code,
        deliveries.source,
        deliveries.file_name,
        diagnostics.diagnostic_code,
        diagnostics.severity,
        count(*) as remark_count,
        min(diagnostics.message_sv) as message_sv,
        min(diagnostics.message_en) as message_en
    from diagnostics
    inner join {{ ref('int_delivery__loaded_file') }} as deliveries
        on
            diagnostics.file_sha256 = deliveries.file_sha256
            and diagnostics.source = deliveries.source
    where diagnostics.severity in ('error', 'warning')
    group by
        deliveries.association_code,
        deliveries.source,
        deliveries.file_name,
        diagnostics.diagnostic_code,
        diagnostics.severity
)

select
    {{ finding('delivery_diagnostic', 'association_code', 'null',
               "concat(source, '/', file_name, ' ', diagnostic_code)", '0', 'remark_count',
               'message_sv', 'message_en', severity='severity') }}
from grouped
