select
    {{ fact_key([
        "'target_group'", 'sizes.association_code', 'sizes.unit_code', 'sizes.fiscal_year', 'sizes.method', 'sizes.basis'
    ]) }} as fact_key,
    sizes.association_code,
    sizes.unit_code,
    sizes.fiscal_year,
    sizes.method,
    methods.label_sv,
    methods.label_en,
    sizes.basis,
    sizes.is_official,
    sizes.person_count,
    sizes.population_count,
    methods.share,
    methods.age_from,
    methods.age_to,
    sizes.components,
    sizes.component_count,
    sizes.component_total,
    sizes.component_sum,
    methods.persons_may_repeat,
    methods.note_sv,
    methods.note_en,
    false as is_suppressed,
    provenances.provenance
from {{ ref('int_reach__target_group') }} as sizes
left join {{ ref('target_group_method') }} as methods
    on
        sizes.method = methods.method
        and sizes.valid_on between methods.valid_from and methods.valid_to
left join {{ ref('provenance') }} as provenances
    on sizes.provenance_rank = provenances.rank
