select
    equity.association_code,
    equity.fiscal_year,
    equity.basis,
    cast(equity.opening_sek as decimal(18, 2)) as opening_sek,
    cast(equity.result_sek as decimal(18, 2)) as result_sek,
    cast(equity.closing_sek as decimal(18, 2)) as closing_sek,
    cast(equity.allocation_sek as decimal(18, 2)) as allocation_sek,
    cast(caps.cap_share as decimal(28, 10)) as cap_share,
    cast(round(equity.allocation_sek * caps.cap_share, 2) as decimal(18, 2)) as cap_sek,
    {{ fraction('equity.opening_sek', 'equity.allocation_sek') }} as opening_share_of_allocation,
    {{ fraction('equity.closing_sek', 'equity.allocation_sek') }} as closing_share_of_allocation,
    equity.closing_sek > equity.allocation_sek * caps.cap_share as is_above_cap
from {{ ref('int_money__equity') }} as equity
left join {{ ref('equity_cap') }} as caps
    on make_date(equity.fiscal_year, 12, 31) between caps.valid_from and caps.valid_to
