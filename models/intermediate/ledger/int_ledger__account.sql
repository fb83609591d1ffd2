with

used_accounts as (
    select association_code, fiscal_year, account
    from {{ ref('int_ledger__key') }}
    union
    select effective.association_code, effective.fiscal_year, balances.account
    from {{ ref('stg_sie__balance') }} as balances
    inner join {{ ref('int_ledger__effective_file') }} as effective
        on balances.file_sha256 = effective.file_sha256
),

names as (
    select
        effective.association_code,
        effective.fiscal_year,
        accounts.account,
        max(accounts.account_name) as account_name
    from {{ ref('stg_sie__account') }} as accounts
    inner join {{ ref('int_ledger__effective_file') }} as effective
        on accounts.file_sha256 = effective.file_sha256
    group by effective.association_code, effective.fiscal_year, accounts.account
)

select
    used_accounts.association_code,
    used_accounts.fiscal_year,
    used_accounts.account,
    coalesce(names.account_name, chart_names.name_sv) as account_name,
    charts.chart_code,
    groups.statement_group,
    classes.account_class
from used_accounts
left join names
    on
        used_accounts.association_code = names.association_code
        and used_accounts.fiscal_year = names.fiscal_year
        and used_accounts.account = names.account
left join {{ ref('association_chart') }} as charts
    on
        used_accounts.association_code = charts.association_code
        and make_date(used_accounts.fiscal_year, 12, 31) between charts.valid_from and charts.valid_to
left join {{ ref('account_group') }} as groups
    on
        charts.chart_code = groups.chart_code
        and left(used_accounts.account, 4) between groups.account_from and groups.account_to
        and length(used_accounts.account) >= 4
        and make_date(used_accounts.fiscal_year, 12, 31) between groups.valid_from and groups.valid_to
left join {{ ref('chart_of_accounts') }} as chart_names
    on
        charts.chart_code = chart_names.chart_code
        and left(used_accounts.account, 4) between chart_names.account_from and chart_names.account_to
        and length(used_accounts.account) >= 4
        and make_date(used_accounts.fiscal_year, 12, 31) between chart_names.valid_from and chart_names.valid_to
left join {{ ref('statement_group') }} as classes
    on groups.statement_group = classes.statement_group
