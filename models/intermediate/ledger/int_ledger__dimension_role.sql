-- An association's own row wins over the row for all ('*').
select
    associations.association_code,
    dimensions.dim_no,
    dimensions.role
from {{ ref('association') }} as associations
inner join {{ ref('ledger_dimension') }} as dimensions
    on dimensions.association_code in (associations.association_code, '*')
qualify
    row_number() over (
        partition by associations.association_code, dimensions.dim_no
        order by case when dimensions.association_code = '*' then 1 else 0 end
    ) = 1
