-- Per association, year and account: the ledger account is one row; two groups would double its money.
select
    association_code,
    fiscal_year,
    account,
    count(*) as row_count
from {{ ref('int_ledger__account') }}
group by association_code, fiscal_year, account
having count(*) > 1
