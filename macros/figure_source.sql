{#- Each figure down to its delivered rows: the parts of figures joined with the rows of their sums. A view, because figures times lines
    grows with both. Names without a database, so that the same view stands in the file for BI. -#}
{% macro figure_source(parts, source_rows) %}
{{ config(materialized='view') }}
select
    parts.relation,
    parts.fact_key,
    parts.part,
    parts.measure_code,
    source_rows.source_kind,
    source_rows.file_sha256,
    source_rows.line_no,
    source_rows.voucher_series,
    source_rows.voucher_number,
    source_rows.voucher_date,
    source_rows.account,
    source_rows.rule_id,
    source_rows.share,
    cast(case when not parts.is_suppressed then parts.coefficient * source_rows.amount end as decimal(28, 6)) as amount,
    source_rows.no_amount_reason,
    parts.is_suppressed or source_rows.is_suppressed as is_suppressed,
    parts.source_key
from {{ parts.include(database=false) }} as parts
inner join {{ source_rows.include(database=false) }} as source_rows
    on parts.source_key = source_rows.source_key
{% endmacro %}
