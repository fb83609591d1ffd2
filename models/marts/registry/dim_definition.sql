select
    versions.definition_table,
    tables.label_sv as table_sv,
    tables.label_en as table_en,
    tables.decides_sv,
    tables.decides_en,
    versions.row_key,
    versions.version_no,
    versions.content,
    versions.previous_content,
    versions.valid_from,
    versions.valid_to,
    {{ in_force_status('versions', 'runs.as_of') }} as in_force_status,
    versions.decision_id,
    decisions.title_sv as decision_sv,
    decisions.title_en as decision_en,
    decisions.decided_on,
    decisions.status as decision_status,
    decisions.restate,
    coalesce(versions.source, decisions.source) as source,
    versions.reason
from {{ ref('int_definition__version') }} as versions
cross join {{ ref('stg_delivery__run') }} as runs
inner join {{ ref('definition_table') }} as tables
    on
        versions.definition_table = tables.definition_table
        and runs.as_of between tables.valid_from and tables.valid_to
left join {{ ref('decision') }} as decisions
    on versions.decision_id = decisions.decision_id
