-- Every label of SUS = a nearest orientation of Uppföljning Finsam of the same type; orientations of Uppföljning Finsam name none.
select
    labels.orientation,
    labels.source_system,
    labels.nearest_orientation
from {{ ref('orientation') }} as labels
left join {{ ref('orientation') }} as orientations
    on
        labels.nearest_orientation = orientations.orientation
        and labels.programme_type = orientations.programme_type
        and orientations.source_system = 'uppfoljning_finsam'
where
    (labels.source_system = 'sus' and orientations.orientation is null)
    or (labels.source_system <> 'sus' and labels.nearest_orientation is not null)
