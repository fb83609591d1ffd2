with

exits as (
    select
        association_code,
        programme_code,
        fiscal_year,
        sum(exit_count) as exit_count
    from {{ ref('int_exit__year') }}
    where
        slice = 'total'
        and count_kind = 'reasons'
    group by association_code, programme_code, fiscal_year
)

select
    {{ finding('exits_differ_from_completed', 'exits.association_code', 'exits.fiscal_year', 'exits.programme_code',
               'counts.amount', 'exits.exit_count') }}
from exits
inner join {{ ref('int_indicator__participation_count') }} as counts
    on
        exits.association_code = counts.association_code
        and exits.programme_code = counts.programme_code
        and exits.fiscal_year = counts.fiscal_year
        and counts.measure_code = 'completed_participants'
where exits.exit_count <> counts.amount
