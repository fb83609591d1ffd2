{{ config(materialized='view') }}

-- Every delivered row with what becomes of it. The same person, programme and entry is one spell: the newest file tells it,
-- and where that file tells it twice the row with the later exit does.
with

versions as (
    select
        files.association_code,
        spells.*,
        exclusions.exclusion_code,
        spells.entry_date > runs.as_of as is_after_as_of,
        first_value(spells.file_sha256) over (
            partition by files.association_code, spells.person_id, spells.programme_code, spells.entry_date
            order by files.covers_until desc nulls last, spells.file_sha256
        ) as newest_file_sha256
    from {{ ref('stg_sus__spell') }} as spells
    inner join {{ ref('int_person__file') }} as files
        on spells.file_sha256 = files.file_sha256
    cross join {{ ref('stg_delivery__run') }} as runs
    left join {{ ref('int_person__exclusion') }} as exclusions
        on
            spells.exit_reason = exclusions.exit_reason
            and coalesce(spells.exit_date, spells.entry_date) = exclusions.valid_on
),

judged as (
    select
        *,
        case
            when file_sha256 <> newest_file_sha256 then 'duplicate'
            when exclusion_code is not null then 'excluded'
            when exit_date < entry_date then 'exit_before_entry'
            when is_after_as_of then 'after_as_of'
            else 'included'
        end as judgement
    from versions
)

select
    *,
    case
        when
            judgement = 'included'
            and row_number() over (
                partition by association_code, person_id, programme_code, entry_date, judgement
                order by exit_date desc nulls last, line_no
            ) > 1
            then 'duplicate'
        else judgement
    end as row_status
from judged
