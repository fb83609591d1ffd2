-- Every object of a transaction belongs to a transaction line: the cost centre is joined by file and line.
select
    objects.file_sha256,
    objects.line_no,
    objects.dim_no,
    objects.object_code
from {{ ref('stg_sie__transaction_object') }} as objects
left join {{ ref('stg_sie__transaction') }} as transactions
    on
        objects.file_sha256 = transactions.file_sha256
        and objects.line_no = transactions.line_no
where transactions.line_no is null
