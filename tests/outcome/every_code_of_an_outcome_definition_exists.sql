-- Classes, referrers and sets that a map or rule names are in their own lists.
select maps.map_id as row_id, maps.outcome_class as code
from {{ ref('exit_reason_map') }} as maps
left join {{ ref('outcome_class') }} as classes
    on maps.outcome_class = classes.outcome_class
where classes.outcome_class is null
union all
select rules.rule_id, rules.outcome_class
from {{ ref('step_forward_rule') }} as rules
left join {{ ref('outcome_class') }} as classes
    on rules.outcome_class = classes.outcome_class
left join {{ ref('definition_set') }} as sets
    on rules.definition_set = sets.definition_set
where classes.outcome_class is null or sets.definition_set is null or not sets.covers_outcome
union all
select maps.map_id, maps.shared_referrer
from {{ ref('referrer_map') }} as maps
left join {{ ref('referrer') }} as referrers
    on maps.shared_referrer = referrers.referrer
where referrers.referrer is null
