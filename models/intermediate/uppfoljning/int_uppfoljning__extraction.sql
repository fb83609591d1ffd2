-- Everything an association has delivered of a year. Its latest extraction holds; the same row delivered twice counts once.
select
    deliveries.association_code,
    programmes.programme_code,
    programmes.fiscal_year,
    programmes.programme_type,
    programmes.orientation,
    programmes.target_groups,
    programmes.budget_sek,
    programmes.outcome_sek,
    programmes.budgeted_count,
    programmes.women_count,
    programmes.men_count,
    programmes.total_count,
    programmes.extraction_date,
    programmes.provenance,
    programmes.file_sha256,
    programmes.line_no,
    dense_rank() over (
        partition by deliveries.association_code, programmes.fiscal_year
        order by programmes.extraction_date desc
    ) as extraction_rank,
    row_number() over (
        partition by
            deliveries.association_code, programmes.fiscal_year, programmes.extraction_date, programmes.programme_code
        order by programmes.file_sha256, programmes.line_no
    ) as delivery_rank
from {{ ref('stg_uppfoljning__programme') }} as programmes
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        programmes.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'uppfoljning'
