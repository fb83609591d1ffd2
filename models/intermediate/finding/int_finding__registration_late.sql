-- More of the year's registrations came late than the catalogue allows.
select
    {{ finding('registration_late', 'association_code', 'fiscal_year', 'programme_code', 'registered_count',
               'late_count', 'deadline_days', 'deadline_days') }}
from {{ ref('int_person__timeliness') }}
where late_share_of_registered > {{ threshold("'registration_late'", 'association_code', 'fiscal_year') }}
