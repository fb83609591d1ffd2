-- Also reasons of rows that another delivery of the same exits stands in for: they are not counted, but not understood either.
with

unmapped as (
    select association_code, programme_code, fiscal_year, exit_reason, exit_count
    from {{ ref('int_exit__slice') }}
    where
        outcome_class = 'unmapped'
        and slice = 'total'
    union all
    select
        exits.association_code,
        exits.programme_code,
        year(exits.period_to) as fiscal_year,
        exits.exit_reason,
        exits.exit_count
    from {{ ref('int_exit__delivered') }} as exits
    where
        exits.delivery_rank = 1
        and exits.origin_rank > 1
        and not exists (
            select 1
            from {{ in_force('exit_reason_map') }} as maps
            where
                maps.association_code in (exits.association_code, '*')
                and maps.programme_code in (exits.programme_code, '*')
                and lower(trim(coalesce(maps.exit_reason, ''))) = lower(trim(exits.exit_reason))
                and {{ holds('maps', 'exits.association_code', 'exits.period_to') }}
        )
)

select
    {{ finding('exit_reason_unmapped', 'association_code', 'fiscal_year', 'exit_reason', '0', 'sum(exit_count)',
               'programme_code', 'programme_code') }}
from unmapped
group by association_code, fiscal_year, programme_code, exit_reason
