-- Each programme counts in itself, in its parent and in its parent's parent.
select association_code, programme_code, programme_code as unit_code
from {{ ref('int_programme__programme') }}
union all
select association_code, programme_code, parent_programme_code as unit_code
from {{ ref('int_programme__programme') }}
where parent_programme_code is not null
union all
select children.association_code, children.programme_code, parents.parent_programme_code as unit_code
from {{ ref('int_programme__programme') }} as children
inner join {{ ref('int_programme__programme') }} as parents
    on
        children.association_code = parents.association_code
        and children.parent_programme_code = parents.programme_code
where parents.parent_programme_code is not null
