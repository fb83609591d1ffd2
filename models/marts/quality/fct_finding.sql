-- The words come from the catalogue; a check model gives numbers and names only.
with

findings as (
    select
        found.*,
        coalesce(found.own_severity, catalogue.severity) as severity,
        catalogue.family,
        catalogue.owner,
        catalogue.guidance_sv,
        catalogue.guidance_en,
        catalogue.message_sv,
        catalogue.message_en,
        catalogue.about_persons,
        catalogue.question_sv,
        catalogue.question_en
    from {{ ref('int_finding__all') }} as found
    inner join {{ ref('check_catalogue') }} as catalogue
        on found.check_code = catalogue.check_code
)

select
    check_code,
    family,
    severity,
    coalesce(association_code, '') as association_code,
    fiscal_year,
    subject,
    expected,
    actual,
    cast(actual - expected as decimal(28, 6)) as difference,
    {{ fill_message('message_sv', 'detail_sv', ' ', ',') }} as message_sv,
    {{ fill_message('message_en', 'detail_en', ',', '.') }} as message_en,
    guidance_sv,
    guidance_en,
    owner,
    'open' as status,
    coalesce(figure_nos, '') as figure_nos,
    about_persons,
    fact_key,
    concat_ws(': ', subject, question_sv) as short_sv,
    concat_ws(': ', subject, question_en) as short_en,
    false as is_suppressed
from findings
