-- What each told contradiction says, with the arithmetic in full.
{%- set words = {
    'sv': {'space': ' ', 'mark': ',', 'but': ', men tryckt ', 'should': ', men ska vara ', 'printed': 'tryckt ', 'against': ' mot ',
           'outside': ', utanför ', 'other': 'däremot ger ', 'gives': ' det tryckta', 'rule': '. Regel: ', 'is_printed': ' är tryckt som '},
    'en': {'space': ',', 'mark': '.', 'but': ', but printed ', 'should': ', but should be ', 'printed': 'printed ', 'against': ' against ',
           'outside': ', outside ', 'other': 'instead ', 'gives': ' gives what is printed', 'rule': '. Rule: ', 'is_printed': ' is printed as '},
} %}
with

equations as (
    select
        verdicts.contradiction,
        verdicts.audit_kind,
        rules.check_code,
        coalesce(kinds.severity, rules.severity) as severity,
        wholes.association_code,
        wholes.fiscal_year,
        wholes.subject,
        verdicts.other_rule_id,
        equations.relation,
        rules.constant,
        cast(equations.expected as decimal(28, 6)) as expected,
        cast(equations.actual as decimal(28, 6)) as actual,
        cast(equations.expected / wholes.factor as decimal(28, 2)) as expected_shown,
        cast(equations.actual / wholes.factor as decimal(28, 6)) as actual_shown,
        cast(equations.actual / nullif(equations.expected, 0) as decimal(28, 2)) as ratio_shown,
        {%- for language in words %}
        rules.label_{{ language }} as rule_{{ language }},
        kinds.label_{{ language }} as kind_{{ language }},
        wholes.label_{{ language }} as unit_{{ language }},
        arithmetic.text_{{ language }} as arithmetic_{{ language }},
        others.label_{{ language }} as other_rule_{{ language }},
        other_arithmetic.text_{{ language }} as other_arithmetic_{{ language }},
        swapped_arithmetic.text_{{ language }} as swapped_arithmetic_{{ language }},
        swapped.text_{{ language }} as swapped_{{ language }},
        {%- endfor %}
        rules.lower_bound,
        rules.upper_bound
    from {{ ref('int_audit__verdict') }} as verdicts
    inner join {{ ref('int_audit__equation') }} as equations
        on
            verdicts.rule_id = equations.rule_id
            and verdicts.anchor_key = equations.anchor_key
            and verdicts.partition_code = equations.partition_code
    inner join {{ ref('int_audit__arithmetic') }} as arithmetic
        on
            verdicts.rule_id = arithmetic.rule_id
            and verdicts.anchor_key = arithmetic.anchor_key
            and verdicts.partition_code = arithmetic.partition_code
    inner join {{ ref('int_audit__figure') }} as wholes
        on verdicts.anchor_key = wholes.figure_key
    inner join {{ ref('audit_rule') }} as rules
        on
            verdicts.rule_id = rules.rule_id
            and wholes.audited_on between rules.valid_from and rules.valid_to
    inner join {{ ref('audit_kind') }} as kinds
        on
            verdicts.audit_kind = kinds.audit_kind
            and wholes.audited_on between kinds.valid_from and kinds.valid_to
    left join {{ ref('audit_rule') }} as others
        on
            verdicts.other_rule_id = others.rule_id
            and wholes.audited_on between others.valid_from and others.valid_to
    left join {{ ref('int_audit__arithmetic') }} as other_arithmetic
        on
            verdicts.other_rule_id = other_arithmetic.rule_id
            and verdicts.anchor_key = other_arithmetic.anchor_key
            and verdicts.partition_code = other_arithmetic.partition_code
    left join {{ ref('int_audit__figure') }} as swapped
        on verdicts.other_key = swapped.figure_key and verdicts.audit_kind = 'swapped'
    left join {{ ref('int_audit__arithmetic') }} as swapped_arithmetic
        on
            verdicts.rule_id = swapped_arithmetic.rule_id
            and swapped.figure_key = swapped_arithmetic.anchor_key
            and verdicts.partition_code = swapped_arithmetic.partition_code
    where verdicts.is_told
),

written as (
    select
        {%- for language, word in words.items() %}
        concat_ws(
            ' ', {{ plain_number('expected_shown', word.space, word.mark) }}, unit_{{ language }}
        ) as expected_{{ language }},
        concat_ws(
            ' ', {{ plain_number('actual_shown', word.space, word.mark) }}, unit_{{ language }}
        ) as actual_{{ language }},
        {{ plain_number('ratio_shown', word.space, word.mark) }} as ratio_{{ language }},
        {{ plain_number('lower_bound', word.space, word.mark) }} as lower_{{ language }},
        {{ plain_number('upper_bound', word.space, word.mark) }} as upper_{{ language }},
        {%- endfor %}
        *
    from equations
),

resulting as (
    select
        {%- for language in words %}
        -- one figure needs no equals sign
        coalesce(' = ' || nullif(expected_{{ language }}, arithmetic_{{ language }}), '') as result_{{ language }},
        {%- endfor %}
        *
    from written
)

select
    contradiction,
    check_code,
    audit_kind,
    severity,
    association_code,
    fiscal_year,
    subject,
    case when relation <> 'within' then expected end as expected,
    case when relation = 'within' then coalesce(ratio_shown, actual) else actual end as actual,
    {%- for language, word in words.items() %}
    concat(
        case
            when relation = 'within'
                then concat(
                    actual_{{ language }}, ' / (', arithmetic_{{ language }}, ') = ', ratio_{{ language }},
                    '{{ word.outside }}', lower_{{ language }}, '–', upper_{{ language }}
                )
            when relation in ('at_most', 'at_least', 'differs')
                then concat(
                    '{{ word.printed }}', actual_{{ language }},
                    '{{ word.against }}', arithmetic_{{ language }}, result_{{ language }}
                )
            else concat(
                arithmetic_{{ language }}, result_{{ language }},
                case when constant is not null then '{{ word.should }}' else '{{ word.but }}' end, actual_{{ language }}
            )
        end,
        case
            when other_rule_{{ language }} is not null
                then concat(
                    '; {{ word.other }}', other_arithmetic_{{ language }}, '{{ word.gives }} (',
                    other_rule_{{ language }}, ')'
                )
            when swapped_{{ language }} is not null
                then concat('; ', swapped_arithmetic_{{ language }}, '{{ word.is_printed }}', swapped_{{ language }})
            else ''
        end,
        '{{ word.rule }}', rule_{{ language }},
        '. ', upper(substr(kind_{{ language }}, 1, 1)), substr(kind_{{ language }}, 2), '.'
    ) as sentence_{{ language }},
    {%- endfor %}
    other_rule_id
from resulting
