select
    {{ finding('flow_negative', 'association_code', 'year(period_to)',
               "concat(programme_code, ' (', source_system, ')')", '0',
               'least(opening_count, new_count, completed_count, closing_count, total_count)') }}
from {{ ref('int_participation__slice') }}
where least(opening_count, new_count, completed_count, closing_count, total_count) < 0
