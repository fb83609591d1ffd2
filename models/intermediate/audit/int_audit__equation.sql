-- Each equation judged: what its parts give beside what is printed, and whether rounding lets both be right.
with

compared as (
    select
        predictions.rule_id,
        predictions.anchor_key,
        predictions.partition_code,
        predictions.part_count,
        predictions.expected,
        predictions.lowest,
        predictions.highest,
        predictions.is_exact and rules.constant is null as is_exact,
        rules.relation,
        rules.shortfall,
        rules.lower_bound,
        rules.upper_bound,
        rules.alternative_to is not null as is_alternative,
        cast(coalesce(rules.constant, wholes.value) as double) as actual,
        cast(coalesce(rules.constant, wholes.lowest) as double) as actual_low,
        cast(coalesce(rules.constant, wholes.highest) as double) as actual_high,
        cast(case when rules.constant is null then wholes.half_digit else 0 end as double) as half_digit,
        0.000000001 * greatest(abs(predictions.expected), 1) as epsilon
    from {{ ref('int_audit__prediction') }} as predictions
    inner join {{ ref('int_audit__figure') }} as wholes
        on predictions.anchor_key = wholes.figure_key
    inner join {{ ref('audit_rule') }} as rules
        on
            predictions.rule_id = rules.rule_id
            and wholes.audited_on between rules.valid_from and rules.valid_to
),

measured as (
    select
        compared.*,
        compared.actual_low <= compared.highest + compared.epsilon
        and compared.actual_high >= compared.lowest - compared.epsilon as can_both_be_right,
        -- half of the last digit of what is compared: the whole, or the one part it should repeat
        greatest(
            compared.half_digit,
            case when compared.part_count = 1 then (compared.highest - compared.lowest) / 2 else 0 end
        ) as slack,
        abs(
            case
                when abs(compared.expected) > abs(compared.actual) then compared.expected / compared.actual
                else compared.actual / compared.expected
            end
        ) as times_larger
    from compared
)

select
    rule_id,
    anchor_key,
    partition_code,
    relation,
    is_alternative,
    expected,
    actual,
    actual_low,
    actual_high,
    lowest,
    highest,
    case
        when relation = 'differs' then abs(expected - actual) > epsilon
        when relation = 'at_most' then actual_low <= highest + epsilon
        when relation = 'at_least' then actual_high >= lowest - epsilon
        when relation = 'within' and expected < 0
            then actual_low <= lower_bound * highest + epsilon and actual_high >= upper_bound * lowest - epsilon
        when relation = 'within'
            then actual_high >= lower_bound * lowest - epsilon and actual_low <= upper_bound * highest + epsilon
        when is_exact then abs(expected - actual) <= epsilon
        else can_both_be_right
    end as holds,
    -- what the last printed digits explain
    case
        when relation <> 'equal' then ''
        when is_exact and can_both_be_right then 'rounding'
        when
            abs(expected) > abs(actual)
            and abs(expected) < abs(actual) + 2 * half_digit
            and highest - lowest < 4 * half_digit
            then 'truncation'
        when abs(expected - actual) <= 2 * slack + epsilon then 'rounding'
        else ''
    end as digit_kind,
    relation = 'equal' and coalesce(
        abs(times_larger - 10) < 0.1 or abs(times_larger - 100) < 1 or abs(times_larger - 1000) < 10, false
    ) as is_unit_slip,
    relation = 'equal' and shortfall <> 'contradiction' and highest < actual_low as is_short,
    shortfall
from measured
