-- An orientation that Uppföljning Finsam does not have that year, or that belongs to the other type.
select
    {{ finding('uppfoljning_orientation', 'programmes.association_code', 'programmes.fiscal_year',
               'programmes.programme_code', 'null', 'null',
               "concat(programmes.orientation, ', ', programmes.programme_type)",
               "concat(programmes.orientation, ', ', programmes.programme_type)") }}
from {{ ref('int_uppfoljning__programme') }} as programmes
left join {{ ref('orientation') }} as orientations
    on
        programmes.orientation = orientations.orientation
        and programmes.programme_type = orientations.programme_type
        and programmes.source_system = orientations.source_system
        and programmes.valid_on between orientations.valid_from and orientations.valid_to
where orientations.orientation is null
