-- Every file that did not load whole has a reason code and words in both languages.
select
    association_code,
    source,
    file_name,
    status,
    reason_code
from {{ ref('published__delivery') }}
where
    status <> 'loaded'
    and (
        coalesce(reason_code, '') = ''
        or coalesce(reason, '') = ''
        or coalesce(reason_en, '') = ''
    )
