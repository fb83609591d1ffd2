{#- Each subject of `rules` in its category, or split by its key; one share takes the öre that rounding leaves. -#}
{% macro split_by_key(rules) %}
with

ruled as (
    select
        subjects.subject_kind,
        subjects.subject_key,
        subjects.association_code,
        subjects.valid_on,
        subjects.programme_code,
        subjects.amount_sek,
        rules.definition_set,
        rules.cost_type,
        rules.rule_id,
        rules.cost_category,
        rules.allocation_key
    from {{ ref('int_cost__subject') }} as subjects
    inner join {{ rules }} as rules
        on subjects.subject_key = rules.subject_key
),

split_up as (
    select
        ruled.subject_kind,
        ruled.subject_key,
        ruled.definition_set,
        ruled.cost_type,
        ruled.rule_id,
        ruled.allocation_key,
        ruled.amount_sek as whole_sek,
        shares.takes_remainder,
        shares.share_basis,
        coalesce(shares.share, 1) as share,
        coalesce(shares.cost_category, ruled.cost_category, 'unclassified') as cost_category,
        case
            when shares.programme_code is not null then shares.programme_code
            when shares.cost_category = 'administration' then null
            else ruled.programme_code
        end as programme_code,
        case
            when shares.share is null then ruled.amount_sek
            else cast(round(cast(ruled.amount_sek as decimal(28, 2)) * shares.share, 2) as decimal(18, 2))
        end as rounded_sek
    from ruled
    left join {{ ref('int_cost__share') }} as shares
        on
            ruled.association_code = shares.association_code
            and ruled.subject_kind = shares.subject_kind
            and ruled.valid_on = shares.valid_on
            and ruled.definition_set = shares.definition_set
            and ruled.allocation_key = shares.allocation_key
    -- a share of nothing is no row
    where
        shares.share is null
        or shares.share <> 0
        or shares.takes_remainder
)

select
    subject_kind,
    subject_key,
    definition_set,
    cost_type,
    rule_id,
    allocation_key,
    share_basis,
    cast(share as decimal(18, 10)) as share,
    takes_remainder,
    cost_category,
    programme_code,
    cast(
        case
            when takes_remainder
                then rounded_sek + whole_sek - sum(rounded_sek) over (partition by subject_key, definition_set)
            else rounded_sek
        end as decimal(18, 2)
    ) as amount_sek
from split_up
{%- endmacro %}
