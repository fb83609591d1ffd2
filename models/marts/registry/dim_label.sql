-- A programme is named by its association, and by its bare code where no more is known: with the name that holds for all, else
-- with one of those it has.
with

coded as (
    select names.*, names.code as label_code
    from {{ ref('int_definition__name') }} as names
    union all
    select names.*, concat(names.association_code, '/', names.code) as label_code
    from {{ ref('int_definition__name') }} as names
    where names.association_code <> '*'
),

ranked as (
    select
        coded.*,
        row_number() over (
            partition by coded.code_kind, coded.label_code
            order by
                case coded.association_code when '*' then 0 else 1 end,
                coded.name_sv,
                coded.association_code,
                coded.name_en,
                coded.description_sv,
                coded.description_en,
                coded.sort_order
        ) as name_rank
    from coded
)

select
    code_kind,
    label_code as code,
    name_sv as label_sv,
    name_en as label_en,
    description_sv,
    description_en,
    coalesce(sort_order, 0) as sort_order
from ranked
where name_rank = 1
