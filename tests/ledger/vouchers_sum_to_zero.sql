-- Per file and voucher: sum of its effective #TRANS = 0.
select
    file_sha256,
    voucher_ordinal,
    min(line_no) as first_line_no,
    sum(amount_sek) as voucher_sek
from {{ ref('stg_sie__transaction') }}
where is_effective
group by file_sha256, voucher_ordinal
having sum(amount_sek) <> 0
