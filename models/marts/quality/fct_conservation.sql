-- Each layer takes what the layer before let through: rows and money in = through + a remainder with one name.
with

fates as (
    select association_code, source, file_sha256, fate, row_count, amount_sek, amount_sek as booked_sek
    from {{ ref('int_delivery__row_fate') }}
    union all
    select association_code, source, file_sha256, fate, row_count, amount_sek, booked_sek
    from {{ ref('int_delivery__ledger_fate') }}
),

told_apart as (
    select
        *,
        fate in ('replaced_or_repeated', 'not_the_ledger_of_its_year') as is_replaced,
        fate = 'counted' as is_counted
    from fates
),

staged as (
    select
        association_code,
        source,
        file_sha256,
        sum(row_count) as staged_rows,
        sum(amount_sek) as staged_sek,
        sum(case when is_replaced then row_count else 0 end) as replaced_rows,
        sum(case when is_replaced then amount_sek else 0 end) as replaced_sek,
        max(case when is_replaced then fate end) as replaced_name,
        sum(case when not is_replaced then row_count else 0 end) as holding_rows,
        sum(case when not is_replaced then amount_sek else 0 end) as holding_sek,
        sum(case when not is_replaced and not is_counted then row_count else 0 end) as left_out_rows,
        sum(case when not is_replaced and not is_counted then amount_sek else 0 end) as left_out_sek,
        max(case when not is_replaced and not is_counted then fate end) as left_out_name,
        sum(case when is_counted then row_count else 0 end) as counted_rows,
        sum(case when is_counted then booked_sek else 0 end) as counted_sek
    from told_apart
    group by association_code, source, file_sha256
),

files as (
    select
        deliveries.*,
        deliveries.control_total_sek - coalesce(deliveries.quarantined_sek, 0) as read_sek,
        deliveries.control_total_sek is not null as has_money,
        coalesce(staged.staged_rows, 0) as staged_rows,
        coalesce(staged.staged_sek, 0) as staged_sek,
        coalesce(staged.replaced_rows, 0) as replaced_rows,
        coalesce(staged.replaced_sek, 0) as replaced_sek,
        staged.replaced_name,
        coalesce(staged.holding_rows, 0) as holding_rows,
        coalesce(staged.holding_sek, 0) as holding_sek,
        coalesce(staged.left_out_rows, 0) as left_out_rows,
        coalesce(staged.left_out_sek, 0) as left_out_sek,
        staged.left_out_name,
        coalesce(staged.counted_rows, 0) as counted_rows,
        coalesce(staged.counted_sek, 0) as counted_sek
    from {{ ref('stg_delivery__file') }} as deliveries
    left join staged
        on
            deliveries.association_code = staged.association_code
            and deliveries.source = staged.source
            and deliveries.file_sha256 = staged.file_sha256
),

layers as (
    select
        association_code, source, file_name, file_sha256, has_money, 'read' as layer,
        rows_in, rows_read as rows_through, rows_quarantined as rows_remainder,
        control_total_sek as sek_in, read_sek as sek_through, coalesce(quarantined_sek, 0) as sek_remainder,
        case when status = 'refused' then 'refused' else 'quarantined' end as remainder_name
    from files
    union all
    select
        association_code, source, file_name, file_sha256, has_money, 'staged' as layer,
        rows_read as rows_in, staged_rows as rows_through, 0 as rows_remainder,
        read_sek as sek_in, staged_sek as sek_through, 0 as sek_remainder,
        '' as remainder_name
    from files
    where status <> 'refused'
    union all
    select
        association_code, source, file_name, file_sha256, has_money, 'in_force' as layer,
        staged_rows as rows_in, holding_rows as rows_through, replaced_rows as rows_remainder,
        staged_sek as sek_in, holding_sek as sek_through, replaced_sek as sek_remainder,
        replaced_name as remainder_name
    from files
    where status <> 'refused'
    union all
    select
        association_code, source, file_name, file_sha256, has_money, 'counted' as layer,
        holding_rows as rows_in, counted_rows as rows_through, left_out_rows as rows_remainder,
        holding_sek as sek_in, counted_sek as sek_through, left_out_sek as sek_remainder,
        left_out_name as remainder_name
    from files
    where status <> 'refused'
)

select
    association_code,
    source,
    file_name,
    file_sha256,
    layer,
    cast(rows_in as bigint) as rows_in,
    cast(rows_through as bigint) as rows_through,
    cast(rows_remainder as bigint) as rows_remainder,
    case when rows_remainder > 0 then remainder_name else '' end as remainder_name,
    cast(case when has_money then sek_in end as decimal(18, 2)) as sek_in,
    cast(case when has_money then sek_through end as decimal(18, 2)) as sek_through,
    cast(case when has_money then sek_remainder end as decimal(18, 2)) as sek_remainder,
    rows_in = rows_through + rows_remainder
    and (not has_money or sek_in = sek_through + sek_remainder) as is_conserved,
    source = 'sus' and layer in ('in_force', 'counted') as about_persons,
    false as is_suppressed
from layers
