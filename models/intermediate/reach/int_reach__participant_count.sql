-- The programmes that a method compares with its target group, each with its participants of the official source.
select
    officials.association_code,
    officials.programme_code,
    officials.fiscal_year,
    methods.method,
    officials.count_basis,
    officials.registration_kind,
    officials.total_count,
    officials.source_system,
    officials.provenance_rank
from {{ ref('int_participation__official') }} as officials
inner join {{ ref('int_programme__programme') }} as programmes
    on
        officials.association_code = programmes.association_code
        and officials.programme_code = programmes.programme_code
inner join {{ ref('programme_group') }} as programme_groups
    on
        programmes.team_type = programme_groups.team_type
        and make_date(officials.fiscal_year, 12, 31)
        between programme_groups.valid_from and programme_groups.valid_to
inner join {{ ref('target_group_method') }} as methods
    on
        programme_groups.programme_group = methods.reach_programme_group
        and officials.count_basis = methods.reach_count_basis
        and officials.registration_kind = methods.reach_registration_kind
        and make_date(officials.fiscal_year, 12, 31) between methods.valid_from and methods.valid_to
where officials.period_type = 'year'
