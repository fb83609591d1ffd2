-- Each contradiction with all the printed figures in it: those of an equation that fails, the same fact printed otherwise
-- elsewhere, and facts that two prints give differently where no equation says which of them is wrong.
with

differing as (
    select facts.audit_fact, facts.figure_key, facts.other_figure_key
    from {{ ref('int_audit__fact') }} as facts
    where not facts.agree
    union all
    select facts.audit_fact, facts.other_figure_key as figure_key, facts.figure_key as other_figure_key
    from {{ ref('int_audit__fact') }} as facts
    where not facts.agree
),

-- the other print is what the equation gives
settled as (
    select differing.audit_fact, verdicts.contradiction, differing.other_figure_key as figure_key
    from {{ ref('int_audit__verdict') }} as verdicts
    inner join differing
        on verdicts.anchor_key = differing.figure_key
    inner join {{ ref('int_audit__figure') }} as others
        on
            differing.other_figure_key = others.figure_key
            and others.value + others.half_digit >= verdicts.lowest - 0.000000001
            and others.value - others.half_digit <= verdicts.highest + 0.000000001
),

equation_figures as (
    select verdicts.contradiction, members.figure_key, members.figure_key = members.anchor_key as is_whole
    from {{ ref('int_audit__verdict') }} as verdicts
    inner join {{ ref('int_audit__member') }} as members
        on
            members.rule_id in (verdicts.rule_id, verdicts.other_rule_id)
            and verdicts.anchor_key = members.anchor_key
            and members.partition_code in ('', verdicts.partition_code)
    union all
    select contradiction, figure_key, false as is_whole
    from settled
),

fact_figures as (
    select differing.audit_fact as contradiction, differing.figure_key, true as is_whole
    from differing
    left join settled
        on differing.audit_fact = settled.audit_fact
    where settled.audit_fact is null
)

select contradiction, 'equation' as told_by, figure_key, max(case when is_whole then 1 else 0 end) = 1 as is_whole
from equation_figures
group by contradiction, figure_key
union all
select contradiction, 'fact' as told_by, figure_key, true as is_whole
from fact_figures
group by contradiction, figure_key
