-- A count is hidden, but what is public already gives it away.
select
    {{ finding('count_already_public', 'null', 'null', 'relation', '0', 'count(distinct cell_id)') }}
from {{ ref('fct_suppressed_cell') }}
where reason = 'unprotectable'
group by relation
