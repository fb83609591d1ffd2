-- A stated target group is its line, or the lines of its parts; a computed one is a share of a statistic, which no row adds up to.
with

sizes as (
    select
        association_code,
        unit_code,
        fiscal_year,
        method,
        basis
    from {{ ref('int_reach__target_group') }}
    where is_official
),

stated as (
    select
        stated.*,
        max(case when stated.component = 'total' then 1 else 0 end) over (
            partition by stated.association_code, stated.unit_code, stated.method, stated.fiscal_year
        ) = 1 as has_total,
        coalesce(components.is_addend, false) as is_addend
    from {{ ref('int_reach__stated') }} as stated
    left join {{ ref('target_group_component') }} as components
        on
            stated.method = components.method
            and stated.component = components.component
            and make_date(stated.fiscal_year, 12, 31) between components.valid_from and components.valid_to
    where stated.delivery_rank = 1
)

select
    concat(
        'target_group/',
        {{ fact_key(['sizes.association_code', 'sizes.unit_code', 'sizes.fiscal_year', 'sizes.method']) }}
    ) as source_key,
    'delivered_row' as source_kind,
    stated.file_sha256,
    stated.line_no,
    cast(stated.person_count as decimal(18, 2)) as amount,
    cast(null as varchar) as no_amount_reason
from sizes
inner join stated
    on
        sizes.association_code = stated.association_code
        and sizes.unit_code = stated.unit_code
        and sizes.fiscal_year = stated.fiscal_year
        and sizes.method = stated.method
        and case when stated.has_total then stated.component = 'total' else stated.is_addend end
where sizes.basis = 'stated'
union all
select
    concat('target_group/', {{ fact_key(['association_code', 'unit_code', 'fiscal_year', 'method']) }}) as source_key,
    'open_statistic' as source_kind,
    '' as file_sha256,
    0 as line_no,
    cast(null as decimal(18, 2)) as amount,
    'share_of_statistic' as no_amount_reason
from sizes
where basis = 'computed'
