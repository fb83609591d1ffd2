-- Per association: one dimension is the cost centre, one the project, one the provenance; a second would double its lines.
select
    'ledger_dimension' as seed,
    association_code,
    role,
    count(*) as dimension_count
from {{ ref('int_ledger__dimension_role') }}
where role in ('unit', 'project', 'provenance')
group by association_code, role
having count(*) > 1
