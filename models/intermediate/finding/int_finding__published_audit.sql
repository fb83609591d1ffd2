{%- set words = {
    'sv': {'printed_in': ' Tryckt i ', 'parts_in': '. Underlag i ', 'printed': 'tryckt ', 'in': ' i ', 'and': ' och i ', 'but': ', men '},
    'en': {'printed_in': ' Printed in ', 'parts_in': '. Parts in ', 'printed': 'printed ', 'in': ' in ', 'and': ' and in ', 'but': ', but '},
} %}
with

figures as (
    select
        involved.contradiction,
        involved.told_by,
        involved.is_whole,
        titles.document_sv,
        titles.document_en,
        titles.locator,
        case when involved.told_by = 'fact' then figures.text_sv else '' end as told_sv,
        case when involved.told_by = 'fact' then figures.text_en else '' end as told_en,
        figures.*
    from {{ ref('int_audit__involved') }} as involved
    inner join {{ ref('int_audit__figure') }} as figures
        on involved.figure_key = figures.figure_key
    inner join {{ ref('int_audit__title') }} as titles
        on involved.figure_key = titles.figure_key
),

numbers as (
    select
        contradiction,
        told_by,
        {{ joined_text('cast(figure_no as varchar)', '|', 'figure_no') }} as figure_nos,
        min(association_code) as association_code,
        min(fiscal_year) as fiscal_year,
        min(subject) as subject,
        min(value) as lowest,
        max(value) as highest
    from figures
    group by contradiction, told_by
),

-- what is printed in a place; the figures of an equation are told in its arithmetic, so only their places are
prints as (
    select
        contradiction,
        told_by,
        told_sv,
        told_en,
        document_sv,
        document_en,
        locator,
        max(case when is_whole then 1 else 0 end) = 1 as is_whole,
        min(figure_no) as first_no
    from figures
    group by contradiction, told_by, told_sv, told_en, document_sv, document_en, locator
),

-- each document once, the whole's own places before those of the parts
documents as (
    select
        contradiction,
        told_by,
        told_sv,
        told_en,
        is_whole,
        {%- for language in words %}
        concat(document_{{ language }}, ': ', {{ joined_text('locator', '; ', 'first_no') }}) as places_{{ language }},
        {%- endfor %}
        min(first_no) as first_no
    from prints
    group by contradiction, told_by, told_sv, told_en, is_whole, document_sv, document_en
),

printed_in as (
    select
        contradiction,
        told_by,
        told_sv,
        told_en,
        {%- for language, word in words.items() %}
        {{ joined_text('case when is_whole then places_' ~ language ~ ' end', word.and, 'first_no') }}
            as whole_places_{{ language }},
        {{ joined_text('case when not is_whole then places_' ~ language ~ ' end', word.and, 'first_no') }}
            as part_places_{{ language }},
        {%- endfor %}
        min(first_no) as first_no
    from documents
    group by contradiction, told_by, told_sv, told_en
),

facts as (
    select
        {%- for language, word in words.items() %}
        concat(
            '{{ word.printed }}',
            {{ joined_text("concat(told_" ~ language ~ ", '" ~ word['in'] ~ "', whole_places_" ~ language ~ ")",
                           word.but, 'first_no') }}
        ) as sentence_{{ language }},
        {%- endfor %}
        contradiction
    from printed_in
    where told_by = 'fact'
    group by contradiction
),

told as (
    select
        sentences.check_code,
        sentences.association_code,
        sentences.fiscal_year,
        sentences.subject,
        sentences.expected,
        sentences.actual,
        {%- for language, word in words.items() %}
        concat(
            sentences.sentence_{{ language }}, '{{ word.printed_in }}', printed_in.whole_places_{{ language }},
            coalesce('{{ word.parts_in }}' || printed_in.part_places_{{ language }}, '')
        ) as detail_{{ language }},
        {%- endfor %}
        numbers.figure_nos,
        sentences.severity
    from {{ ref('int_audit__sentence') }} as sentences
    inner join numbers
        on
            sentences.contradiction = numbers.contradiction
            and numbers.told_by = 'equation'
    inner join printed_in
        on
            sentences.contradiction = printed_in.contradiction
            and printed_in.told_by = 'equation'
    union all
    select
        'published_fact' as check_code,
        numbers.association_code,
        numbers.fiscal_year,
        numbers.subject,
        numbers.lowest as expected,
        numbers.highest as actual,
        facts.sentence_sv as detail_sv,
        facts.sentence_en as detail_en,
        numbers.figure_nos,
        cast(null as varchar) as severity
    from facts
    inner join numbers
        on
            facts.contradiction = numbers.contradiction
            and numbers.told_by = 'fact'
)

select
    {{ finding('published_audit', 'association_code', 'fiscal_year', 'subject', 'expected', 'actual', 'detail_sv',
               'detail_en', 'figure_nos', 'severity', check_column='check_code') }}
from told
