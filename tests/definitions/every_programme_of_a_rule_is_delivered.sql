-- Every programme that a rule names = a programme of the list: a rule with a misspelt programme never fits.
-- A warning only: the list is delivered, and a run with some of the deliveries lacks some of it.
with

named as (
    select 'cost_rule' as seed, rule_id, association_code, programme_code
    from {{ ref('cost_rule') }}
    union all
    select 'cost_type_rule' as seed, rule_id, association_code, programme_code
    from {{ ref('cost_type_rule') }}
    union all
    select 'allocation_key' as seed, allocation_key as rule_id, association_code, programme_code
    from {{ ref('allocation_key') }}
)

select
    named.seed,
    named.rule_id,
    named.association_code,
    named.programme_code
from named
left join {{ ref('int_programme__programme') }} as programmes
    on
        named.programme_code = programmes.programme_code
        and named.association_code in (programmes.association_code, '*')
where
    named.programme_code is not null
    and programmes.programme_code is null
