select
    {{ finding('target_group_components_differ', 'association_code', 'fiscal_year',
               "concat_ws(' ', method, nullif(unit_code, ''))", 'person_count', 'component_sum', 'components',
               'components') }}
from {{ ref('int_reach__target_group') }}
where
    basis = 'stated'
    and abs(person_count - component_sum)
    > {{ threshold("'target_group_components_differ'", 'association_code', 'fiscal_year') }}
