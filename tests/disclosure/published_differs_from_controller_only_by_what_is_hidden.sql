-- Per indicator value: published = controller where it is shown, and empty only where a part of it is hidden or its grade withholds it.
select whole.fact_key
from {{ ref('controller__indicator_value') }} as whole
left join {{ ref('published__indicator_value') }} as shown
    on whole.fact_key = shown.fact_key
left join {{ ref('controller__suppressed_cell') }} as hidden
    on
        whole.fact_key = hidden.fact_key
        and hidden.relation = 'indicator_value'
where
    shown.fact_key is null
    or shown.value <> whole.value
    or shown.numerator <> whole.numerator
    or shown.denominator <> whole.denominator
    or (shown.value is null and whole.value is not null and hidden.fact_key is null and whole.grade <> 'not_published')
    or (whole.grade = 'not_published' and shown.value is not null)
    or (hidden.fact_key is not null and shown.value is not null)
    or shown.is_suppressed <> (hidden.fact_key is not null)
