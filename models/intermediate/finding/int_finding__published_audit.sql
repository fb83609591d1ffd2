with

figures as (
    select
        involved.contradiction,
        involved.told_by,
        involved.is_whole,
        figures.*
    from {{ ref('int_audit__involved') }} as involved
    inner join {{ ref('int_audit__figure') }} as figures
        on involved.figure_key = figures.figure_key
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

-- each place once, the whole's own before those of the parts
places as (
    select
        contradiction,
        told_by,
        place,
        max(case when is_whole then 1 else 0 end) as is_whole,
        min(figure_no) as first_no
    from figures
    group by contradiction, told_by, place
),

printed_in as (
    select
        contradiction,
        told_by,
        {{ joined_text("case when is_whole = 1 then place end", '; ', 'first_no') }} as whole_places,
        {{ joined_text("case when is_whole = 0 then place end", '; ', 'first_no') }} as part_places
    from places
    group by contradiction, told_by
),

-- what one fact is printed as, and where
prints as (
    select
        contradiction,
        text_sv,
        text_en,
        {{ joined_text('place', '; ', 'figure_no') }} as place,
        min(figure_no) as first_no
    from figures
    where told_by = 'fact'
    group by contradiction, text_sv, text_en
),

facts as (
    select
        contradiction,
        {{ joined_text("concat(text_sv, ' (', place, ')')", ', ', 'first_no') }} as sentence_sv,
        {{ joined_text("concat(text_en, ' (', place, ')')", ', ', 'first_no') }} as sentence_en
    from prints
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
        concat(
            sentences.sentence_sv, '. Tryckt i ', printed_in.whole_places,
            coalesce('; underlag i ' || printed_in.part_places, '')
        ) as detail_sv,
        concat(
            sentences.sentence_en, '. Printed in ', printed_in.whole_places,
            coalesce('; parts in ' || printed_in.part_places, '')
        ) as detail_en,
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
