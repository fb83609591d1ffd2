-- Person rows that are left out because of their exit reason: never silently.
with

labels as (
    select exclusion_code, min(label_sv) as label_sv, min(label_en) as label_en
    from {{ ref('exit_exclusion') }}
    group by exclusion_code
)

select
    {{ finding('sus_excluded', 'excluded.association_code', 'excluded.fiscal_year', 'excluded.programme_code', '0',
               'excluded.row_count', 'labels.label_sv', 'labels.label_en') }}
from {{ ref('int_person__excluded') }} as excluded
inner join labels
    on excluded.exclusion_code = labels.exclusion_code
where excluded.row_status = 'excluded'
