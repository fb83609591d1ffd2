-- Per association and year: cash in the balance sheet = closing cash in the cash flow = cash in the operating statement.
select
    sheet.association_code,
    sheet.fiscal_year,
    sheet.amount_sek as balance_sheet_sek,
    flow.amount_sek as cash_flow_sek,
    operating.amount_sek as operating_sek
from {{ ref('published__balance_sheet') }} as sheet
left join {{ ref('published__cash_flow') }} as flow
    on
        sheet.association_code = flow.association_code
        and sheet.fiscal_year = flow.fiscal_year
        and flow.line = 'cash_closing'
left join {{ ref('published__operating_statement') }} as operating
    on
        sheet.association_code = operating.association_code
        and sheet.fiscal_year = operating.fiscal_year
        and operating.line = 'cash'
where
    sheet.line = 'cash_and_bank'
    and (
        coalesce(sheet.amount_sek, 0) <> coalesce(flow.amount_sek, 0)
        or coalesce(sheet.amount_sek, 0) <> coalesce(operating.amount_sek, 0)
    )
