-- One figure per statistic, area and year: of the provider that comes first, and of the last period of the year.
-- Years of different series stand beside each other; the series says where they may not be compared.
select
    statistics.statistic_code,
    statistics.series_code,
    statistics.area_code,
    statistics.fiscal_year,
    statistics.period,
    statistics.provider,
    statistics.observed_value,
    statistics.unit,
    provenances.rank as provenance_rank
from {{ ref('int_reach__statistic') }} as statistics
left join {{ ref('provenance') }} as provenances
    on statistics.provenance = provenances.provenance
where
    statistics.statistic_code is not null
    and statistics.area_code is not null
    and statistics.sex = 'all'
    and statistics.observed_value is not null
qualify
    row_number() over (
        partition by statistics.statistic_code, statistics.area_code, statistics.fiscal_year
        order by
            statistics.priority, statistics.period_end desc, statistics.period_start desc, statistics.dataset,
            statistics.region_key, statistics.file_sha256, statistics.line_no
    ) = 1
