-- A year in which the system was not in use belongs to no series of figures.
select
    {{ finding('uppfoljning_series', 'programmes.association_code', 'programmes.fiscal_year',
               'programmes.programme_code') }}
from {{ ref('int_uppfoljning__programme') }} as programmes
left join {{ ref('follow_up_series') }} as series
    on
        programmes.source_system = series.source_system
        and programmes.valid_on between series.valid_from and series.valid_to
where series.series_code is null
