-- Each equation that does not hold, with its kind, and the equation that tells of it: several prints of one fact and several
-- rules that see the same contradiction are one finding.
with

failing as (
    select
        equations.*,
        rules.audit_kind,
        wholes.figure_no,
        wholes.source_document,
        wholes.association_code,
        wholes.fiscal_year,
        wholes.measure,
        firsts.bound
    from {{ ref('int_audit__equation') }} as equations
    inner join {{ ref('int_audit__figure') }} as wholes
        on equations.anchor_key = wholes.figure_key
    inner join {{ ref('audit_rule') }} as rules
        on
            equations.rule_id = rules.rule_id
            and wholes.audited_on between rules.valid_from and rules.valid_to
    inner join {{ ref('int_audit__member') }} as firsts
        on
            equations.rule_id = firsts.rule_id
            and equations.anchor_key = firsts.anchor_key
            and firsts.figure_key = firsts.anchor_key
            and firsts.term_no = 1
    where
        not equations.holds
        and not equations.is_alternative
        and not (equations.is_short and equations.shortfall = 'silent')
),

-- another denominator or definition that gives what is printed
explained as (
    select failing.rule_id, failing.anchor_key, min(others.rule_id) as other_rule_id
    from failing
    inner join {{ ref('audit_rule') }} as rules
        on failing.rule_id = rules.alternative_to
    inner join {{ ref('int_audit__equation') }} as others
        on
            rules.rule_id = others.rule_id
            and failing.anchor_key = others.anchor_key
            and others.holds
    group by failing.rule_id, failing.anchor_key
),

-- two wholes of one table that would both be right if they changed places
swapped as (
    select
        failing.rule_id,
        failing.anchor_key,
        least(failing.figure_no, min(others.figure_no)) as first_no,
        min(others.anchor_key) as other_key
    from failing
    inner join failing as others
        on
            failing.rule_id = others.rule_id
            and failing.source_document = others.source_document
            and coalesce(failing.fiscal_year, 0) = coalesce(others.fiscal_year, 0)
            and failing.association_code = others.association_code
            and failing.measure = others.measure
            and failing.actual <> others.actual
            and failing.actual_low <= others.highest + 0.000000001
            and failing.actual_high >= others.lowest - 0.000000001
            and others.actual_low <= failing.highest + 0.000000001
            and others.actual_high >= failing.lowest - 0.000000001
    group by failing.rule_id, failing.anchor_key, failing.figure_no
),

judged as (
    select
        failing.rule_id,
        failing.anchor_key,
        failing.partition_code,
        failing.figure_no,
        failing.lowest,
        failing.highest,
        explained.other_rule_id,
        swapped.other_key,
        case
            when explained.other_rule_id is not null then 'definition'
            when swapped.other_key is not null then 'swapped'
            when failing.is_unit_slip then 'unit'
            when failing.digit_kind <> '' then failing.digit_kind
            when failing.is_short then 'missing'
            else coalesce(failing.audit_kind, 'contradiction')
        end as audit_kind,
        case
            when explained.other_rule_id is null and swapped.other_key is not null
                then concat_ws('/', failing.rule_id, cast(swapped.first_no as varchar))
            else {{ fact_key(['failing.association_code', 'failing.fiscal_year', 'failing.measure', 'failing.bound',
                              'round(failing.actual, 6)', 'round(failing.expected, 6)']) }}
        end as contradiction
    from failing
    left join explained
        on
            failing.rule_id = explained.rule_id
            and failing.anchor_key = explained.anchor_key
    left join swapped
        on
            failing.rule_id = swapped.rule_id
            and failing.anchor_key = swapped.anchor_key
)

select
    judged.*,
    row_number() over (
        partition by judged.contradiction
        -- what explains the print comes before what only sees it
        order by
            case when judged.audit_kind = 'definition' then 0 else 1 end,
            judged.figure_no,
            judged.rule_id,
            judged.partition_code
    ) = 1 as is_told
from judged
