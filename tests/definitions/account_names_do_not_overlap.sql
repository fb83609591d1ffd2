-- Per chart: no account has two names on the same day; two would double the ledger account that takes its name there.
select
    'chart_of_accounts' as seed,
    {{ row_key('chart_of_accounts', 'first_range') }} as row_key,
    first_range.chart_code,
    first_range.account_from,
    first_range.account_to,
    first_range.valid_from,
    second_range.account_from as other_from,
    second_range.account_to as other_to
from {{ ref('chart_of_accounts') }} as first_range
inner join {{ ref('chart_of_accounts') }} as second_range
    on
        first_range.chart_code = second_range.chart_code
        and (
            first_range.account_from < second_range.account_from
            or (
                first_range.account_from = second_range.account_from
                and first_range.account_to < second_range.account_to
            )
        )
        and second_range.account_from <= first_range.account_to
        and first_range.valid_from <= second_range.valid_to
        and second_range.valid_from <= first_range.valid_to
