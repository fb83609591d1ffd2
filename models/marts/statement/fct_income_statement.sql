{{ statement_lines('income_statement') }}
