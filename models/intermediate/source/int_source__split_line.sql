-- The share of each line of a subject that a key splits. Rounding the running sum of the lines, not the lines, makes the shares of a
-- line add up to the line and the lines of a share to the share of the subject, to the öre, also where the subject is zero.
with

shares as (
    select * from {{ ref('int_cost__amount') }}
    where
        subject_kind = 'ledger'
        and share_basis is not null
),

split_subjects as (
    select subject_key
    from shares
    group by subject_key
),

running as (
    select
        lines.*,
        sum(lines.line_sek) over (
            partition by lines.subject_key
            order by lines.file_sha256, lines.line_no
            rows between unbounded preceding and current row
        ) as until_sek
    from {{ ref('int_source__subject_line') }} as lines
    inner join split_subjects
        on lines.subject_key = split_subjects.subject_key
),

rounded as (
    select
        running.*,
        shares.definition_set,
        shares.cost_category,
        shares.share,
        shares.takes_remainder,
        round(cast(running.until_sek as decimal(28, 2)) * shares.share, 2)
        - round(cast(running.until_sek - running.line_sek as decimal(28, 2)) * shares.share, 2) as rounded_sek
    from running
    inner join shares
        on running.subject_key = shares.subject_key
),

with_rest as (
    select
        *,
        line_sek - sum(rounded_sek) over (partition by subject_key, definition_set, file_sha256, line_no) as rest_sek
    from rounded
)

select
    subject_key,
    definition_set,
    cost_category,
    file_sha256,
    line_no,
    voucher_series,
    voucher_number,
    voucher_date,
    account,
    line_sek,
    share,
    cast(case when takes_remainder then rounded_sek + rest_sek else rounded_sek end as decimal(18, 2)) as amount_sek
from with_rest
