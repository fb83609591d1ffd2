-- Every stated size further from the computed one than the threshold has a finding, and every such finding has two sizes that differ.
with

differing as (
    select
        stated.association_code,
        stated.fiscal_year,
        count(*) as row_count
    from {{ ref('fct_target_group') }} as stated
    inner join {{ ref('fct_target_group') }} as computed
        on
            stated.association_code = computed.association_code
            and stated.unit_code = computed.unit_code
            and stated.fiscal_year = computed.fiscal_year
            and stated.method = computed.method
    where
        stated.basis = 'stated'
        and computed.basis = 'computed'
        and abs(stated.person_count - computed.person_count)
        > {{ threshold("'target_group_differs'", 'stated.association_code', 'stated.fiscal_year') }}
    group by stated.association_code, stated.fiscal_year
),

found as (
    select association_code, fiscal_year, count(*) as finding_count
    from {{ ref('int_finding__target_group_differs') }}
    group by association_code, fiscal_year
)

select
    coalesce(differing.association_code, found.association_code) as association_code,
    coalesce(differing.fiscal_year, found.fiscal_year) as fiscal_year,
    differing.row_count,
    found.finding_count
from differing
full outer join found
    on
        differing.association_code = found.association_code
        and differing.fiscal_year = found.fiscal_year
where coalesce(differing.row_count, 0) <> coalesce(found.finding_count, 0)
