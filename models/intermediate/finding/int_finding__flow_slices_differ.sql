-- The same persons counted per municipality, per sex and all together must give the same number.
with

sums as (
    select
        association_code,
        programme_code,
        period_from,
        period_to,
        count_basis,
        registration_kind,
        source_system,
        slice,
        sum(total_count) as total_count
    from {{ ref('int_participation__slice') }}
    where slice in ('total', 'municipality', 'sex')
    group by
        association_code, programme_code, period_from, period_to, count_basis, registration_kind, source_system, slice
    having count(*) = count(total_count)
)

select
    {{ finding('flow_slices_differ', 'wholes.association_code', 'year(wholes.period_to)',
               "concat(wholes.programme_code, ' (', wholes.source_system, ')')",
               'wholes.total_count', 'parts.total_count', 'labels.label_sv', 'labels.label_en') }}
from sums as wholes
inner join sums as parts
    on
        wholes.association_code = parts.association_code
        and wholes.programme_code = parts.programme_code
        and wholes.period_from = parts.period_from
        and wholes.period_to = parts.period_to
        and wholes.count_basis = parts.count_basis
        and wholes.registration_kind = parts.registration_kind
        and wholes.source_system = parts.source_system
        and wholes.slice = 'total'
        and parts.slice <> 'total'
left join {{ ref('flow_slice') }} as labels
    on parts.slice = labels.slice
where wholes.total_count <> parts.total_count
