-- An equation as a person would write it: the printed figures with their units and signs.
with

terms as (
    select
        members.rule_id,
        members.anchor_key,
        members.role,
        members.term_no,
        members.partition_code,
        members.figure_key,
        figures.figure_no,
        case when members.coefficient * figures.value < 0 then '− ' else '+ ' end as sign_text,
        abs(members.coefficient) as size,
        ltrim(figures.text_sv, '-') as text_sv,
        ltrim(figures.text_en, '-') as text_en
    from {{ ref('int_audit__member') }} as members
    inner join {{ ref('int_audit__figure') }} as figures
        on members.figure_key = figures.figure_key
    where members.role <> 'whole'
),

written as (
    select
        equations.rule_id,
        equations.anchor_key,
        equations.partition_code,
        terms.role,
        {%- for language, space, mark in [('sv', ' ', ','), ('en', ',', '.')] %}
        regexp_replace(
            regexp_replace(
                {{ joined_text(
                    "concat(terms.sign_text, case when terms.size <> 1 then concat(" ~ plain_number('terms.size', space, mark)
                    ~ ", ' × ') else '' end, terms.text_" ~ language ~ ")",
                    ' ', 'terms.term_no, terms.figure_no') }},
                '^[+] ', ''
            ),
            '^− ', '-'
        ) as text_{{ language }},
        {%- endfor %}
        count(*) as term_count
    from {{ ref('int_audit__equation') }} as equations
    inner join terms
        on
            equations.rule_id = terms.rule_id
            and equations.anchor_key = terms.anchor_key
            and terms.partition_code in ('', equations.partition_code)
    where not equations.holds or equations.is_alternative
    group by equations.rule_id, equations.anchor_key, equations.partition_code, terms.role
)

select
    rule_id,
    anchor_key,
    {%- for language in ['sv', 'en'] %}
    concat(
        case
            when max(case when role = 'part' then term_count end) > 1 and count(*) > 1
                then concat('(', max(case when role = 'part' then text_{{ language }} end), ')')
            else max(case when role = 'part' then text_{{ language }} end)
        end
        {%- for role, mark in [('times', '×'), ('by', '/')] %},
        coalesce(
            max(case
                when role = '{{ role }}' and term_count > 1 then concat(' {{ mark }} (', text_{{ language }}, ')')
                when role = '{{ role }}' then concat(' {{ mark }} ', text_{{ language }})
            end),
            ''
        )
        {%- endfor %}
    ) as text_{{ language }},
    {%- endfor %}
    partition_code
from written
group by rule_id, anchor_key, partition_code
