-- The definition decides which object is which programme; what the association states is compared with it, as a set of texts.
with

stated as (
    select
        association_code,
        programme_code,
        replace(ledger_objects, ' ', '') as stated_objects
    from {{ ref('int_programme__programme') }}
    where ledger_objects is not null
),

defined as (
    select
        association_code,
        programme_code,
        {{ joined_text("concat(dim_no, ':', object_code)", '|', 'dim_no, object_code') }} as defined_objects
    from {{ ref('programme_link') }}
    group by association_code, programme_code
)

select
    {{ finding('programme_link_differs', 'stated.association_code', 'null', 'stated.programme_code', 'null', 'null',
               "concat('förbundet anger ', stated.stated_objects, ', definitionen säger ', coalesce(defined.defined_objects, '-'))",
               "concat('the association states ', stated.stated_objects, ', the definition says ', coalesce(defined.defined_objects, '-'))") }}
from stated
left join defined
    on
        stated.association_code = defined.association_code
        and stated.programme_code = defined.programme_code
where stated.stated_objects <> coalesce(defined.defined_objects, '')
