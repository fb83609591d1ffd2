with

sizes as (
    select
        stated.association_code,
        stated.fiscal_year,
        concat_ws(' ', stated.method, nullif(stated.unit_code, '')) as subject,
        stated.person_count as stated_count,
        computed.person_count as computed_count
    from {{ ref('int_reach__target_group') }} as stated
    inner join {{ ref('int_reach__target_group') }} as computed
        on
            stated.association_code = computed.association_code
            and stated.unit_code = computed.unit_code
            and stated.fiscal_year = computed.fiscal_year
            and stated.method = computed.method
            and stated.basis = 'stated'
            and computed.basis = 'computed'
)

select
    {{ finding('target_group_differs', 'association_code', 'fiscal_year', 'subject', 'stated_count',
               'computed_count') }}
from sizes
where abs(stated_count - computed_count) > {{ threshold("'target_group_differs'", 'association_code', 'fiscal_year') }}
