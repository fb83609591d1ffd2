-- What an association had in force in the build before and has not now. How many rows persons have is never said.
with

before as (
    select association_code, source, fiscal_year, sum(row_count) as row_count, sum(amount_sek) as amount_sek
    from {{ ref('stg_delivery__history') }}
    group by association_code, source, fiscal_year
),

now_in_force as (
    select association_code, source, fiscal_year, sum(row_count) as row_count, sum(amount_sek) as amount_sek
    from {{ ref('int_delivery__volume') }}
    where is_in_force
    group by association_code, source, fiscal_year
),

pairs as (
    select
        before.association_code,
        before.source,
        runs.as_of,
        nullif(before.fiscal_year, 0) as fiscal_year,
        before.row_count as rows_before,
        before.amount_sek as sek_before,
        coalesce(now_in_force.row_count, 0) as rows_now,
        now_in_force.amount_sek as sek_now,
        before.source in ('applications', 'nns_answers', 'sus') as is_of_persons
    from before
    cross join {{ ref('stg_delivery__run') }} as runs
    left join now_in_force
        on
            before.association_code = now_in_force.association_code
            and before.source = now_in_force.source
            and before.fiscal_year = now_in_force.fiscal_year
),

losses as (
    select
        *,
        case
            when rows_now = 0 then 'delivery_gone'
            when rows_now < rows_before then 'delivery_shrunk'
            when
                {{ fraction('sek_before - sek_now', 'sek_before') }}
                > {{ threshold("'delivery_shrunk'", 'association_code', 'coalesce(fiscal_year, year(as_of))') }}
                then 'delivery_shrunk'
        end as check_code,
        rows_now < rows_before as has_fewer_rows
    from pairs
)

select
    {{ finding(
        'delivery_lost', 'association_code', 'fiscal_year', 'source',
        'case when not is_of_persons then case when has_fewer_rows then rows_before else sek_before end end',
        'case when not is_of_persons then case when has_fewer_rows then rows_now else sek_now end end',
        "case when is_of_persons then 'färre rader' when has_fewer_rows then concat(rows_now, ' rader mot ', rows_before) else concat(sek_now, ' kr mot ', sek_before) end",
        "case when is_of_persons then 'fewer rows' when has_fewer_rows then concat(rows_now, ' rows against ', rows_before) else concat(sek_now, ' SEK against ', sek_before) end",
        check_column='check_code') }}
from losses
where check_code is not null
