-- What is in force, and what an earlier build had of a year that now has nothing: the next build is told of both, so that what is
-- gone is not forgotten after one night. The same content under two names counts once.
with

rows_in_force as (
    select association_code, source, file_sha256, coalesce(fiscal_year, 0) as fiscal_year, fate, row_count, amount_sek
    from {{ ref('int_delivery__row_fate') }}
    where fate <> 'replaced_or_repeated'
    group by association_code, source, file_sha256, fiscal_year, fate, row_count, amount_sek
),

files_in_force as (
    select
        association_code,
        source,
        fiscal_year,
        file_sha256,
        sum(row_count) as row_count,
        sum(amount_sek) as amount_sek
    from rows_in_force
    group by association_code, source, fiscal_year, file_sha256
    union all
    select
        ledgers.association_code,
        fates.source,
        ledgers.fiscal_year,
        ledgers.file_sha256,
        ledgers.voucher_count + ledgers.balance_count as row_count,
        fates.booked_sek as amount_sek
    from {{ ref('int_ledger__effective_file') }} as ledgers
    inner join {{ ref('int_delivery__ledger_fate') }} as fates
        on
            ledgers.association_code = fates.association_code
            and ledgers.file_sha256 = fates.file_sha256
            and ledgers.file_name = fates.file_name
)

select
    association_code,
    source,
    fiscal_year,
    file_sha256,
    cast(row_count as bigint) as row_count,
    cast(amount_sek as decimal(18, 2)) as amount_sek,
    true as is_in_force
from files_in_force
union all
select
    association_code,
    source,
    fiscal_year,
    file_sha256,
    row_count,
    amount_sek,
    false as is_in_force
from {{ ref('stg_delivery__history') }} as earlier
where
    not exists (
        select 1
        from files_in_force
        where
            files_in_force.association_code = earlier.association_code
            and files_in_force.source = earlier.source
            and files_in_force.fiscal_year = earlier.fiscal_year
    )
