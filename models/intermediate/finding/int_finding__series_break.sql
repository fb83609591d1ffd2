-- A step between two series that no definition announces, so that no one reads it as a change: one finding per association,
-- year and cause. The first year of a series that is said to break is no news; it is named wherever the series is shown.
select
    {{ finding('series_break', 'changes.association_code', 'changes.fiscal_year', 'min(changes.broken_by)', 'null',
               'count(*)', joined_text('names.name_sv', '; ', 'changes.indicator_code'),
               joined_text('names.name_en', '; ', 'changes.indicator_code')) }}
from {{ ref('int_indicator__change') }} as changes
inner join {{ ref('int_indicator__value') }} as values_
    on changes.fact_key = values_.fact_key
left join {{ ref('int_definition__name') }} as names
    on
        names.code_kind = 'indicator'
        and changes.indicator_code = names.code
left join {{ ref('follow_up_series') }} as announced
    on
        values_.series_code = announced.series_code
        and values_.fiscal_year = year(announced.valid_from)
        and announced.breaks_from_previous
where
    changes.status = 'series_break'
    and announced.series_code is null
group by changes.association_code, changes.fiscal_year, changes.broken_by
