select
    {{ fact_key(['programmes.association_code', 'programmes.programme_code', 'programmes.fiscal_year']) }} as fact_key,
    programmes.association_code,
    programmes.programme_code,
    programmes.fiscal_year,
    programmes.programme_type,
    programmes.orientation,
    programmes.target_groups,
    programmes.budget_sek,
    programmes.outcome_sek,
    cast(programmes.budgeted_count as bigint) as budgeted_count,
    cast(programmes.women_count as bigint) as women_count,
    cast(programmes.men_count as bigint) as men_count,
    cast(programmes.total_count as bigint) as total_count,
    types.count_unit,
    programmes.total_count is not null as is_counted,
    series.series_code,
    coalesce(series.breaks_from_previous and year(series.valid_from) = programmes.fiscal_year, false) as series_break,
    programmes.source_system,
    programmes.extraction_date,
    false as is_suppressed,
    programmes.provenance
from {{ ref('int_uppfoljning__programme') }} as programmes
left join {{ ref('programme_type') }} as types
    on
        programmes.programme_type = types.programme_type
        and programmes.valid_on between types.valid_from and types.valid_to
left join {{ ref('follow_up_series') }} as series
    on
        programmes.source_system = series.source_system
        and programmes.valid_on between series.valid_from and series.valid_to
