with

objects as (
    select
        subjects.association_code,
        subjects.fiscal_year,
        subjects.unit_object,
        sum(subjects.amount_sek) as amount_sek
    from {{ ref('int_cost__ledger_subject') }} as subjects
    left join {{ ref('cost_rule') }} as rules
        on
            rules.association_code in (subjects.association_code, '*')
            and subjects.unit_object = rules.ledger_object
            and subjects.valid_on between rules.valid_from and rules.valid_to
    where
        subjects.unit_object is not null
        and subjects.programme_code is null
        and rules.rule_id is null
    group by subjects.association_code, subjects.fiscal_year, subjects.unit_object
)

select
    {{ finding('object_without_programme', 'association_code', 'fiscal_year', 'unit_object', '0', 'amount_sek') }}
from objects
