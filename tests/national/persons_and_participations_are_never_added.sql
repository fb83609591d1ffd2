-- Every row of the overview belongs to one type, and a type counts persons or participations: no row has both, and no row is of all types.
select
    overview.fact_key,
    overview.programme_type,
    overview.count_unit,
    types.count_unit as unit_of_type
from {{ ref('published__national_overview') }} as overview
left join {{ ref('programme_type') }} as types
    on
        overview.programme_type = types.programme_type
        and make_date(overview.fiscal_year, 12, 31) between types.valid_from and types.valid_to
where
    types.programme_type is null
    or overview.count_unit <> types.count_unit
