-- A programme that is counted is one line of the delivery that programmes are counted from.
{% for measure, amount in [('listed', '1'), ('counted', 'case when counts_participants then 1 else 0 end')] %}
select
    concat('programme/', {{ fact_key(['association_code', 'fiscal_year', 'programme_code']) }}, '#{{ measure }}')
        as source_key,
    'delivered_row' as source_kind,
    file_sha256,
    line_no,
    cast({{ amount }} as decimal(18, 2)) as amount,
    cast(null as varchar) as no_amount_reason
from {{ ref('int_indicator__programme_count') }}
{{ "union all" if not loop.last }}
{%- endfor %}
