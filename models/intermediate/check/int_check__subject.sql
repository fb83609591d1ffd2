-- The subject of a finding in words: the title of the printed figure that it is about, or each code in it by its name, the
-- association's own programmes first. A subject without codes has no row, and one of many words is a text.
{%- set kinds = [
    'programme', 'indicator', 'source', 'counted_in', 'counted', 'orientation_group', 'orientation', 'cost_category',
    'survey', 'programme_group', 'target_group_method', 'definition_set', 'definition_table', 'area',
] %}
{%- set longest = 8 %}
with

findings as (
    select
        coalesce(association_code, '') as association_code,
        coalesce(fiscal_year, 0) as fiscal_year,
        subject,
        coalesce(figure_nos, '') as figure_nos
    from {{ ref('int_finding__all') }}
    group by coalesce(association_code, ''), coalesce(fiscal_year, 0), subject, coalesce(figure_nos, '')
),

figure_numbers as (
    select
        association_code,
        fiscal_year,
        subject,
        figure_nos,
        {{ split_rows('figure_nos', '|') }} as figure_no
    from findings
    where figure_nos <> ''
),

-- of all the figures in a contradiction, the one that the subject names
titled as (
    select
        numbers.association_code,
        numbers.fiscal_year,
        numbers.subject,
        numbers.figure_nos,
        titles.title_sv,
        titles.title_en,
        row_number() over (
            partition by numbers.association_code, numbers.fiscal_year, numbers.subject, numbers.figure_nos
            order by
                case when numbers.subject = titles.subject then 0 else 1 end,
                case when numbers.fiscal_year = titles.fiscal_year then 0 else 1 end,
                case when numbers.association_code = titles.association_code then 0 else 1 end,
                titles.figure_key
        ) as title_rank
    from figure_numbers as numbers
    inner join {{ ref('int_audit__title') }} as titles
        on numbers.figure_no = cast(titles.figure_no as varchar)
),

words as (
    {%- for word_no in range(1, longest + 1) %}
    select
        association_code,
        fiscal_year,
        subject,
        figure_nos,
        {{ word_no }} as word_no,
        split_part(subject, ' ', {{ word_no }}) as word,
        regexp_replace(split_part(subject, ' ', {{ word_no }}), '[,:;]$', '') as code,
        {% if word_no > 1 %}split_part(subject, ' ', {{ word_no - 1 }}){% else %}''{% endif %} as word_before
    from findings
    where
        figure_nos = ''
        and split_part(subject, ' ', {{ word_no }}) <> ''
        and split_part(subject, ' ', {{ longest + 1 }}) = ''
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

named as (
    select
        words.*,
        names.code_kind,
        names.name_sv,
        names.name_en,
        row_number() over (
            partition by words.association_code, words.fiscal_year, words.subject, words.word_no
            order by
                case names.code_kind
                    {%- for kind in kinds %}
                    when '{{ kind }}' then {{ loop.index }}
                    {%- endfor %}
                end,
                names.association_code desc
        ) as name_rank
    from words
    left join {{ ref('int_definition__name') }} as names
        on
            words.code = names.code
            and names.association_code in ('*', words.association_code)
            and names.code_kind in ('{{ kinds | join("', '") }}')
),

written as (
    select
        case
            when word_no = 1 then ''
            when code_kind is not null and word_before not like '%,' and word_before not in ('/', '>') then ', '
            else ' '
        end as space_before,
        {%- for language in ['sv', 'en'] %}
        replace(
            word,
            code,
            case
                when word_no = 1 and code_kind is not null
                    then concat(upper(substr(name_{{ language }}, 1, 1)), substr(name_{{ language }}, 2))
                -- within a sentence, but for names and abbreviations
                when
                    code_kind not in ('programme', 'area')
                    and substr(name_{{ language }}, 2, 1) = lower(substr(name_{{ language }}, 2, 1))
                    then concat(lower(substr(name_{{ language }}, 1, 1)), substr(name_{{ language }}, 2))
                else coalesce(name_{{ language }}, code)
            end
        ) as word_{{ language }},
        {%- endfor %}
        association_code,
        fiscal_year,
        subject,
        figure_nos,
        word_no,
        code_kind
    from named
    where name_rank = 1
)

select
    association_code,
    fiscal_year,
    subject,
    figure_nos,
    title_sv as subject_sv,
    title_en as subject_en
from titled
where title_rank = 1
union all
select
    association_code,
    fiscal_year,
    subject,
    figure_nos,
    {{ joined_text('concat(space_before, word_sv)', '', 'word_no') }} as subject_sv,
    {{ joined_text('concat(space_before, word_en)', '', 'word_no') }} as subject_en
from written
group by association_code, fiscal_year, subject, figure_nos
having count(code_kind) > 0
