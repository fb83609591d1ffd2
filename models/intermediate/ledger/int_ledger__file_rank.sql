-- A later or longer export of the same year replaces an earlier one; what is replaced stays visible as a named remainder.
select
    association_code,
    file_sha256,
    file_name,
    org_no,
    fiscal_year,
    year_start,
    year_end,
    covers_until,
    generated_on,
    currency,
    is_in_kronor,
    voucher_count,
    balance_count,
    row_number() over (
        partition by association_code, fiscal_year
        order by
            -- a file that several associations delivered lies in the wrong folder somewhere
            case when is_shared then 1 else 0 end,
            case when is_in_kronor then 0 else 1 end,
            case when voucher_count > 0 then 0 else 1 end,
            case when is_export then 0 else 1 end,
            covers_until desc nulls last,
            generated_on desc nulls last,
            file_sha256
    ) as file_rank
from {{ ref('int_ledger__file_year') }}
where fiscal_year is not null
