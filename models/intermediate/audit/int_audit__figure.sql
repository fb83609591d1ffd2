-- What a printed figure says at least and at most: half of its last digit to each side, further for a word such as "ca".
with

printed as (
    select
        concat_ws('/', figures.delivered_by, cast(figures.figure_no as varchar)) as figure_key,
        figures.*,
        coalesce(figures.dimension, '') as printed_text,
        regexp_replace(figures.measure, '_(sek|tkr|mnkr)$', '') as stem,
        coalesce(units.factor, 1) as factor,
        coalesce(units.is_rounded, false) as is_rounded,
        units.label_sv,
        units.label_en,
        length(rtrim(split_part(cast(figures.printed_value as varchar), '.', 2), '0')) as decimals
    from {{ ref('int_published__figure') }} as figures
    left join {{ ref('printed_unit') }} as units
        on figures.unit = units.unit
    where figures.printed_value is not null
),

-- the widest of the words in the note
worded as (
    select printed.figure_key, min(words.lower_factor) as lower_factor, max(words.upper_factor) as upper_factor
    from printed
    inner join {{ ref('printed_word') }} as words
        on
            concat(' ', lower(regexp_replace(printed.note, '[^[:alpha:]åäöÅÄÖ]+', ' ', 'g')), ' ')
            like concat('% ', words.word, ' %')
    group by printed.figure_key
),

-- a text of the dimension may say how it was rounded
rounded as (
    select printed.figure_key, max(texts.half_digit) as half_digit
    from printed
    inner join {{ ref('printed_dimension') }} as texts
        on concat('; ', printed.printed_text, '; ') like concat('%; ', texts.printed_text, '; %')
    group by printed.figure_key
),

amounts as (
    select
        printed.figure_key,
        cast(printed.printed_value * printed.factor as decimal(28, 10)) as value,
        cast(
            coalesce(
                rounded.half_digit,
                case when printed.is_rounded then 0.5 / power(10, printed.decimals) * printed.factor else 0 end
            ) as decimal(28, 10)
        ) as half_digit,
        cast(coalesce(worded.lower_factor, 1) as decimal(9, 4)) as lower_factor,
        cast(coalesce(worded.upper_factor, 1) as decimal(9, 4)) as upper_factor
    from printed
    left join worded
        on printed.figure_key = worded.figure_key
    left join rounded
        on printed.figure_key = rounded.figure_key
)

select
    printed.figure_key,
    printed.figure_no,
    printed.source_document,
    concat(
        split_part(printed.source_document, '_', 1),
        ', ',
        regexp_replace(printed.source_locator, ' [(]lines? .*[)]$', '')
    ) as place,
    concat_ws(
        ' ', printed.stem, nullif(printed.area, areas.association_code), nullif(printed.printed_text, '')
    ) as subject,
    printed.stem as measure,
    printed.printed_text,
    printed.fiscal_year,
    -- a document is audited by the rules of the latest year it is about
    make_date(
        cast(coalesce(max(printed.fiscal_year) over (partition by printed.source_document), 9999) as integer), 12, 31
    ) as audited_on,
    printed.area,
    -- a municipality or another county answers to no association here: then the one who delivered the figure does
    coalesce(areas.association_code, associations.association_code, printed.delivered_by) as association_code,
    printed.factor,
    amounts.value,
    amounts.half_digit,
    amounts.lower_factor,
    amounts.upper_factor,
    cast((amounts.value - amounts.half_digit) * amounts.lower_factor as decimal(28, 10)) as lowest,
    cast((amounts.value + amounts.half_digit) * amounts.upper_factor as decimal(28, 10)) as highest,
    concat_ws(' ', {{ plain_number('printed.printed_value', ' ', ',') }}, printed.label_sv) as text_sv,
    concat_ws(' ', {{ plain_number('printed.printed_value', ',', '.') }}, printed.label_en) as text_en,
    printed.label_sv,
    printed.label_en
from printed
inner join amounts
    on printed.figure_key = amounts.figure_key
left join {{ ref('printed_area') }} as areas
    on printed.area = areas.area
left join {{ ref('association') }} as associations
    on printed.area = associations.association_code
