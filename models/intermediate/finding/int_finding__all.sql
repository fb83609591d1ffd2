-- One row per failed check: the parts every check model gives.
select * from {{ ref('int_finding__account_without_group') }}
union all
select * from {{ ref('int_finding__balance_sheet_balances') }}
union all
select * from {{ ref('int_finding__budget_group_sum') }}
union all
select * from {{ ref('int_finding__budget_section_sum') }}
union all
select * from {{ ref('int_finding__contribution_split') }}
union all
select * from {{ ref('int_finding__cost_unclassified') }}
union all
select * from {{ ref('int_finding__delivery_check') }}
union all
select * from {{ ref('int_finding__delivery_conflict') }}
union all
select * from {{ ref('int_finding__delivery_diagnostic') }}
union all
select * from {{ ref('int_finding__delivery_partly_loaded') }}
union all
select * from {{ ref('int_finding__delivery_refused') }}
union all
select * from {{ ref('int_finding__delivery_shared_file') }}
union all
select * from {{ ref('int_finding__equity_above_cap') }}
union all
select * from {{ ref('int_finding__equity_roll_forward') }}
union all
select * from {{ ref('int_finding__forecast_section_sum') }}
union all
select * from {{ ref('int_finding__funding_ledger_differs') }}
union all
select * from {{ ref('int_finding__ledger_currency') }}
union all
select * from {{ ref('int_finding__ledger_superseded') }}
union all
select * from {{ ref('int_finding__object_without_programme') }}
union all
select * from {{ ref('int_finding__opening_movement_closing') }}
union all
select * from {{ ref('int_finding__org_no_disagrees') }}
union all
select * from {{ ref('int_finding__printed_figure_differs') }}
union all
select * from {{ ref('int_finding__programme_link_differs') }}
union all
select * from {{ ref('int_finding__programme_unknown') }}
union all
select * from {{ ref('int_finding__result_account') }}
