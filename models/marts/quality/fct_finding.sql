-- The words come from the catalogue; a check model gives numbers and names only.
with

found as (
    select * from {{ ref('int_finding__all') }}
    union all
    select * from {{ ref('int_finding__exception_unused') }}
),

-- neither words nor amounts are part of the name, so that a finding keeps it from night to night
findings as (
    select
        md5(concat_ws(
            '/',
            found.check_code,
            coalesce(found.association_code, '-'),
            coalesce(cast(found.fiscal_year as varchar), '-'),
            found.subject,
            coalesce(found.figure_nos, '-'),
            coalesce(found.fact_key, '-'),
            row_number() over (
                partition by
                    found.check_code, found.association_code, found.fiscal_year, found.subject, found.figure_nos,
                    found.fact_key
                order by found.detail_en nulls last, found.expected nulls last, found.actual nulls last
            )
        )) as finding_id,
        found.*,
        coalesce(found.own_severity, catalogue.severity) as severity,
        catalogue.family,
        catalogue.owner,
        catalogue.guidance_sv,
        catalogue.guidance_en,
        catalogue.message_sv,
        catalogue.message_en,
        catalogue.can_be_accepted,
        catalogue.about_persons,
        catalogue.question_sv,
        catalogue.question_en,
        coalesce(subjects.subject_sv, found.subject) as subject_sv,
        coalesce(subjects.subject_en, found.subject) as subject_en
    from found
    inner join {{ ref('check_catalogue') }} as catalogue
        on found.check_code = catalogue.check_code
    left join {{ ref('int_check__subject') }} as subjects
        on
            coalesce(found.association_code, '') = subjects.association_code
            and coalesce(found.fiscal_year, 0) = subjects.fiscal_year
            and found.subject = subjects.subject
            and coalesce(found.figure_nos, '') = subjects.figure_nos
),

fitting as (
    select
        findings.finding_id,
        exceptions.exception_id,
        exceptions.reason as accepted_sv,
        exceptions.reason_en as accepted_en,
        exceptions.valid_to as accepted_until,
        row_number() over (
            partition by findings.finding_id order by exceptions.valid_to desc, exceptions.exception_id
        ) as fit_rank
    from findings
    cross join {{ ref('stg_delivery__run') }} as runs
    inner join {{ ref('check_exception') }} as exceptions
        on {{ exception_fits('exceptions', 'findings', 'runs.as_of') }}
    where findings.can_be_accepted
),

judged as (
    select
        findings.*,
        fitting.exception_id,
        fitting.accepted_sv,
        fitting.accepted_en,
        fitting.accepted_until
    from findings
    left join fitting
        on
            findings.finding_id = fitting.finding_id
            and fitting.fit_rank = 1
)

select
    finding_id,
    check_code,
    family,
    severity,
    coalesce(association_code, '') as association_code,
    fiscal_year,
    subject,
    expected,
    actual,
    cast(actual - expected as decimal(28, 6)) as difference,
    {{ fill_message('message_sv', 'subject_sv', 'detail_sv', ' ', ',') }} as message_sv,
    {{ fill_message('message_en', 'subject_en', 'detail_en', ',', '.') }} as message_en,
    guidance_sv,
    guidance_en,
    owner,
    case when exception_id is null then 'open' else 'accepted' end as status,
    exception_id,
    accepted_sv,
    accepted_en,
    accepted_until,
    coalesce(figure_nos, '') as figure_nos,
    about_persons,
    fact_key,
    concat_ws(': ', subject_sv, question_sv) as short_sv,
    concat_ws(': ', subject_en, question_en) as short_en,
    false as is_suppressed
from judged
