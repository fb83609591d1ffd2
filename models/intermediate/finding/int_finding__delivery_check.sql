-- One expectation that does not hold for one file, with the first lines it does not hold for.
with

lines as (
    select
        file_sha256,
        source,
        suite,
        expectation,
        {{ joined_text('cast(line_no as varchar)', ', ', 'line_no') }} as line_nos
    from {{ ref('stg_delivery__check_result_row') }}
    group by file_sha256, source, suite, expectation
),

failed as (
    select
        deliveries.association_code,
        deliveries.file_name,
        results.*,
        lines.line_nos
    from {{ ref('stg_delivery__check_result') }} as results
    inner join {{ ref('stg_delivery__file') }} as deliveries
        on
            results.file_sha256 = deliveries.file_sha256
            and results.source = deliveries.source
    left join lines
        on
            results.file_sha256 = lines.file_sha256
            and results.source = lines.source
            and results.suite = lines.suite
            and results.expectation = lines.expectation
    where not results.is_success
)

select
    {{ finding('delivery_check', 'association_code', 'null', "concat(source, '/', file_name, ' ', expectation)",
               '0', 'unexpected_rows', "concat(source, '/', file_name, ': ', message_sv, coalesce(' (rad ' || line_nos || ')', ''))",
               "concat(source, '/', file_name, ': ', message_en, coalesce(' (line ' || line_nos || ')', ''))", severity='severity') }}
from failed
