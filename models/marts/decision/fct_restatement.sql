select
    figures.association_code,
    figures.period_start,
    figures.period_end,
    figures.relation,
    figures.figure_key,
    figures.measure,
    figures.sequence_no,
    figures.as_published,
    figures.as_restated,
    cast(figures.as_restated - figures.as_published as decimal(28, 10)) as change,
    figures.decision_id,
    decisions.title_sv,
    decisions.title_en,
    decisions.decided_on,
    periods.closed_on,
    figures.build_id
from {{ ref('restated_figure') }} as figures
left join {{ ref('decision') }} as decisions
    on figures.decision_id = decisions.decision_id
left join {{ ref('closed_period') }} as periods
    on
        figures.association_code = periods.association_code
        and figures.period_start = periods.period_start
