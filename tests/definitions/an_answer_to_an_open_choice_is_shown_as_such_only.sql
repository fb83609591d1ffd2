-- A set of the kind sensitivity is in no other cost or outcome figure, and starts from a set that is; no other kind is unknown.
select
    'definition_set' as seed,
    choices.definition_set as row_key,
    choices.kind,
    choices.inherits,
    choices.covers_cost,
    choices.covers_outcome
from {{ ref('definition_set') }} as choices
left join {{ ref('definition_set') }} as bases
    on choices.inherits = bases.definition_set
where
    choices.kind not in ('practice', 'comparison', 'sensitivity')
    or (
        choices.kind = 'sensitivity'
        and (choices.covers_cost or choices.covers_outcome or not coalesce(bases.covers_cost, false))
    )
