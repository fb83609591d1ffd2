-- A decision without restatement leaves alone what was closed before it was known: the first day it may touch.
select
    periods.association_code,
    decisions.decision_id,
    max(periods.period_end) + 1 as first_open_day
from {{ ref('closed_period') }} as periods
inner join {{ ref('decision') }} as decisions
    on
        not decisions.restate
        and concat('|', periods.known_decisions, '|') not like concat('%|', decisions.decision_id, '|%')
group by periods.association_code, decisions.decision_id
