{{ statement_lines('cash_flow') }}
