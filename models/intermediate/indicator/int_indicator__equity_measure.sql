with

worst as (
    select
        lines.association_code,
        lines.fiscal_year,
        max(provenances.rank) as provenance_rank
    from {{ ref('int_ledger__key') }} as lines
    left join {{ ref('provenance') }} as provenances
        on lines.provenance = provenances.provenance
    inner join {{ ref('int_ledger__account') }} as accounts
        on
            lines.association_code = accounts.association_code
            and lines.fiscal_year = accounts.fiscal_year
            and lines.account = accounts.account
            and accounts.account_class = 'income'
    group by lines.association_code, lines.fiscal_year
),

ledger_equity as (
    select
        equity.association_code,
        equity.fiscal_year,
        equity.result_sek,
        equity.closing_sek,
        worst.provenance_rank
    from {{ ref('int_money__equity') }} as equity
    left join worst
        on
            equity.association_code = worst.association_code
            and equity.fiscal_year = worst.fiscal_year
    where equity.basis = 'ledger'
)

select association_code, fiscal_year, 'result' as measure_code, result_sek as amount, provenance_rank
from ledger_equity
union all
select association_code, fiscal_year, 'equity' as measure_code, closing_sek as amount, provenance_rank
from ledger_equity
