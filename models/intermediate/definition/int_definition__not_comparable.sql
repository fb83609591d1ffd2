-- Where an indicator must not be compared, and why: one sentence for each reason, with whom it concerns.
with

reasons as (
    select
        cautions.indicator_code,
        cautions.reason_sv,
        cautions.reason_en,
        {{ joined_text('associations.short_name', ', ', 'associations.short_name') }} as whom
    from {{ ref('comparability') }} as cautions
    inner join {{ ref('association') }} as associations
        on cautions.association_code = associations.association_code
    inner join {{ ref('stg_delivery__run') }} as runs
        on runs.as_of between cautions.valid_from and cautions.valid_to
    group by cautions.indicator_code, cautions.reason_sv, cautions.reason_en
)

select
    indicator_code,
    {{ joined_text("concat(whom, ': ', reason_sv)", '; ', 'whom, reason_sv') }} as not_comparable_sv,
    {{ joined_text("concat(whom, ': ', reason_en)", '; ', 'whom, reason_sv') }} as not_comparable_en
from reasons
group by indicator_code
