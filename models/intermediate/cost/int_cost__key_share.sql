-- The shares of each allocation key as they apply to one association in one set. Rows of the set itself win over those it
-- inherits, and an association's own rows over the rows for all ('*'); the rows that win hold as a whole.
with

applicable as (
    select
        associations.association_code,
        keys.allocation_key,
        lineages.definition_set,
        keys.definition_set as key_set,
        keys.cost_category,
        keys.programme_code,
        keys.share,
        keys.takes_remainder,
        keys.starts_on as valid_from,
        keys.ends_on as valid_to,
        rank() over (
            partition by associations.association_code, keys.allocation_key, lineages.definition_set
            order by lineages.distance, case when keys.association_code = '*' then 1 else 0 end
        ) as closeness_rank
    from {{ ref('association') }} as associations
    inner join {{ in_force('allocation_key') }} as keys
        on
            keys.association_code in (associations.association_code, '*')
            and coalesce(keys.for_association, associations.association_code) = associations.association_code
            and keys.starts_on <= keys.ends_on
    inner join {{ ref('int_cost__lineage') }} as lineages
        on keys.definition_set = lineages.rule_set
)

select
    association_code,
    allocation_key,
    definition_set,
    key_set,
    cost_category,
    programme_code,
    share,
    takes_remainder,
    valid_from,
    valid_to
from applicable
where closeness_rank = 1
