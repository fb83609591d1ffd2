-- The programmes an association runs in a year, one a row. Which delivery they are counted from is a dated rule: the first in
-- priority that the association has for the year. The list of programmes is counted in years with an account or a budget.
with

years as (
    select association_code, fiscal_year
    from {{ ref('fct_cost_split') }}
    union
    select association_code, fiscal_year
    from {{ ref('fct_budget_split') }}
),

listed as (
    select
        programmes.association_code,
        years.fiscal_year,
        programmes.programme_code,
        programmes.programme_type,
        programmes.registration_type,
        programmes.orientation,
        programmes.provenance,
        programmes.file_sha256,
        programmes.line_no,
        make_date(years.fiscal_year, 12, 31) as valid_on
    from {{ ref('int_programme__programme') }} as programmes
    inner join years
        on
            programmes.association_code = years.association_code
            and year(programmes.start_date) <= years.fiscal_year
            and coalesce(year(programmes.end_date), years.fiscal_year) >= years.fiscal_year
),

candidates as (
    select
        'programmes' as delivery_source,
        listed.association_code,
        listed.fiscal_year,
        listed.programme_code,
        listed.programme_type,
        listed.orientation,
        false as counts_participants,
        listed.provenance,
        listed.file_sha256,
        listed.line_no,
        listed.valid_on
    from listed
    inner join {{ ref('programme_count_rule') }} as rules
        on
            listed.programme_type = rules.programme_type
            and listed.registration_type = rules.registration_type
            and listed.valid_on between rules.valid_from and rules.valid_to
            and rules.is_programme
    union all
    select
        'uppfoljning' as delivery_source,
        association_code,
        fiscal_year,
        programme_code,
        programme_type,
        orientation,
        total_count is not null as counts_participants,
        provenance,
        file_sha256,
        line_no,
        valid_on
    from {{ ref('int_uppfoljning__programme') }}
)

select
    candidates.association_code,
    candidates.fiscal_year,
    candidates.programme_code,
    candidates.programme_type,
    coalesce(candidates.orientation, 'unknown') as orientation,
    candidates.counts_participants,
    candidates.provenance,
    candidates.file_sha256,
    candidates.line_no,
    candidates.delivery_source,
    sources.source_system
from candidates
inner join {{ ref('programme_count_source') }} as sources
    on
        candidates.delivery_source = sources.delivery_source
        and candidates.valid_on between sources.valid_from and sources.valid_to
qualify
    dense_rank() over (
        partition by candidates.association_code, candidates.fiscal_year
        order by sources.priority
    ) = 1
