-- A goal delivered twice counts once; the one whose time starts last describes it.
select
    deliveries.association_code,
    goals.goal_code,
    goals.goal_area,
    goals.goal_text,
    goals.goal_type,
    coalesce(goals.programme_code, '') as programme_code,
    goals.indicator_code,
    goals.comparator,
    goals.target_value,
    goals.valid_from,
    goals.valid_to,
    goals.process_status,
    coalesce(definitions.definition_set, sets.definition_set) as definition_set,
    goals.provenance,
    goals.file_sha256,
    goals.line_no
from {{ ref('stg_goals__goal') }} as goals
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        goals.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'goals'
inner join {{ ref('definition_set') }} as sets
    on sets.is_base
left join {{ ref('goal_definition') }} as definitions
    on
        deliveries.association_code = definitions.association_code
        and goals.goal_code = definitions.goal_code
        and goals.valid_from between definitions.valid_from and definitions.valid_to
qualify
    row_number() over (
        partition by deliveries.association_code, goals.goal_code
        order by goals.valid_from desc, goals.file_sha256, goals.line_no
    ) = 1
