-- Per indicator value about people: its sources belong to one series; SUS and Uppföljning Finsam are never one number.
select outcomes.fact_key
from {{ ref('controller__indicator_value') }} as outcomes
inner join {{ ref('indicator') }} as indicators
    on
        outcomes.indicator_code = indicators.indicator_code
        and indicators.issue_area = 'outcome'
where
    outcomes.source_system like '%uppfoljning_finsam%'
    and (outcomes.source_system like '%sus%' or outcomes.source_system like '%internal%')
