-- How much of a year's cost no rule of the association's own practice covers, for relations that say the category of a cost.
select
    relations.relation,
    unclassified.association_code,
    unclassified.fiscal_year,
    unclassified.unclassified_share
from {{ ref('int_indicator__unclassified') }} as unclassified
inner join {{ ref('definition_set') }} as sets
    on
        unclassified.definition_set = sets.definition_set
        and sets.is_base
inner join {{ ref('closed_relation') }} as relations
    on relations.rests_on_category
where unclassified.breakdown_value = ''
