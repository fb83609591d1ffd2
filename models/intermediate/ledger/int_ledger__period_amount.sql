-- Month rows: the row without object counts; where there is none, the object rows of ONE dimension. Never across dimensions.
with

rows_by_dimension as (
    select
        file_sha256,
        balance_kind,
        year_no,
        period,
        account,
        coalesce(dim_no, 0) as dim_no,
        sum(amount_sek) as amount_sek,
        count(*) as row_count,
        min(line_no) as first_line_no
    from {{ ref('stg_sie__balance') }}
    where balance_kind in ('PSALDO', 'PBUDGET')
    group by file_sha256, balance_kind, year_no, period, account, coalesce(dim_no, 0)
)

select
    file_sha256,
    balance_kind,
    year_no,
    period,
    account,
    dim_no as counted_dim_no,
    cast(amount_sek as decimal(18, 2)) as amount_sek,
    row_count,
    first_line_no
from rows_by_dimension
qualify
    row_number() over (
        partition by file_sha256, balance_kind, year_no, period, account
        order by dim_no
    ) = 1
