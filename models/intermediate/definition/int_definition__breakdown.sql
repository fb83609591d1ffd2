-- The breakdowns that the figures of an indicator come in.
with

used as (
    select indicator_code, breakdown
    from {{ ref('int_indicator__value') }}
    where breakdown <> ''
    group by indicator_code, breakdown
)

select
    used.indicator_code,
    {{ joined_text('used.breakdown', '|', 'used.breakdown') }} as breakdowns,
    {{ joined_text('breakdowns.label_sv', ', ', 'used.breakdown') }} as breakdowns_sv,
    {{ joined_text('breakdowns.label_en', ', ', 'used.breakdown') }} as breakdowns_en
from used
inner join {{ ref('breakdown') }} as breakdowns
    on used.breakdown = breakdowns.breakdown
group by used.indicator_code
