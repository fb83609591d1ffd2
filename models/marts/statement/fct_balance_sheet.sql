{{ statement_lines('balance_sheet') }}
