-- The formula of an indicator in words, put together from its terms and the words of their measures: nowhere typed by hand.
with

terms as (
    select
        terms.indicator_code,
        terms.part,
        terms.measure_code,
        terms.coefficient,
        measures.label_sv,
        measures.label_en,
        row_number() over (
            partition by terms.indicator_code, terms.part
            order by terms.coefficient desc, terms.measure_code
        ) as term_no
    from {{ ref('indicator_term') }} as terms
    inner join {{ ref('measure') }} as measures
        on terms.measure_code = measures.measure_code
    inner join {{ ref('stg_delivery__run') }} as runs
        on
            runs.as_of between terms.valid_from and terms.valid_to
            and runs.as_of between measures.valid_from and measures.valid_to
),

words as (
    select
        indicator_code,
        part,
        term_no,
        case when coefficient < 0 then '− ' when term_no > 1 then '+ ' else '' end as sign,
        case
            when abs(coefficient) <> 1 then concat({{ plain_number('abs(coefficient)', '', ',') }}, ' × ') else ''
        end as factor_sv,
        case
            when abs(coefficient) <> 1 then concat({{ plain_number('abs(coefficient)', '', '.') }}, ' × ') else ''
        end as factor_en,
        label_sv,
        label_en
    from terms
),

parts as (
    select
        indicator_code,
        part,
        count(*) as term_count,
        {{ joined_text('concat(sign, factor_sv, label_sv)', ' ', 'term_no') }} as words_sv,
        {{ joined_text('concat(sign, factor_en, label_en)', ' ', 'term_no') }} as words_en
    from words
    group by indicator_code, part
),

in_brackets as (
    select
        indicator_code,
        part,
        case when term_count > 1 then concat('(', words_sv, ')') else words_sv end as words_sv,
        case when term_count > 1 then concat('(', words_en, ')') else words_en end as words_en
    from parts
)

select
    numerators.indicator_code,
    case
        when denominators.indicator_code is null then numerators.words_sv
        else concat(fractions.words_sv, ' / ', denominators.words_sv)
    end as formula_sv,
    case
        when denominators.indicator_code is null then numerators.words_en
        else concat(fractions.words_en, ' / ', denominators.words_en)
    end as formula_en
from parts as numerators
inner join in_brackets as fractions
    on
        numerators.indicator_code = fractions.indicator_code
        and numerators.part = fractions.part
left join in_brackets as denominators
    on
        numerators.indicator_code = denominators.indicator_code
        and denominators.part = 'denominator'
where numerators.part = 'numerator'
