-- What the printed parts of an equation give: (parts) x (times) / (by), and how low and high their rounding lets it be.
{%- set roles = ['part', 'times', 'by'] %}
with

-- an area may be divided in more than one way: each way is an equation of its own
divisions as (
    select rule_id, anchor_key, partition_code
    from {{ ref('int_audit__member') }}
    group by rule_id, anchor_key, partition_code
    qualify partition_code <> '' or max(partition_code) over (partition by rule_id, anchor_key) = ''
),

members as (
    select
        divisions.rule_id,
        divisions.anchor_key,
        divisions.partition_code,
        members.term_no,
        members.role,
        members.area,
        figures.factor,
        abs(members.coefficient) = 1
        and members.role in ('whole', 'part')
        and figures.half_digit = wholes.half_digit
        and figures.factor = wholes.factor
        and figures.lower_factor = 1
        and figures.upper_factor = 1 as is_as_printed,
        cast(members.coefficient * figures.value as decimal(28, 8)) as value,
        cast(
            members.coefficient * case when members.coefficient < 0 then figures.highest else figures.lowest end
            as decimal(28, 8)
        ) as at_least,
        cast(
            members.coefficient * case when members.coefficient < 0 then figures.lowest else figures.highest end
            as decimal(28, 8)
        ) as at_most
    from divisions
    inner join {{ ref('int_audit__member') }} as members
        on
            divisions.rule_id = members.rule_id
            and divisions.anchor_key = members.anchor_key
            and members.partition_code in ('', divisions.partition_code)
    inner join {{ ref('int_audit__figure') }} as figures
        on members.figure_key = figures.figure_key
    inner join {{ ref('int_audit__figure') }} as wholes
        on members.anchor_key = wholes.figure_key
),

area_sizes as (
    select area, partition_code, count(*) as part_count
    from {{ ref('audit_area_part') }}
    group by area, partition_code
),

-- a term is printed when each area that it needs is
printed_terms as (
    select rule_id, anchor_key, partition_code, term_no, count(distinct area) as area_count
    from members
    group by rule_id, anchor_key, partition_code, term_no
),

complete as (
    select divisions.rule_id, divisions.anchor_key, divisions.partition_code
    from divisions
    inner join {{ ref('int_audit__figure') }} as wholes
        on divisions.anchor_key = wholes.figure_key
    inner join {{ ref('audit_term') }} as terms
        on
            divisions.rule_id = terms.rule_id
            and wholes.audited_on between terms.valid_from and terms.valid_to
            and terms.required
    left join area_sizes
        on
            terms.area = 'parts'
            and wholes.area = area_sizes.area
            and divisions.partition_code = area_sizes.partition_code
    left join printed_terms
        on
            divisions.rule_id = printed_terms.rule_id
            and divisions.anchor_key = printed_terms.anchor_key
            and divisions.partition_code = printed_terms.partition_code
            and terms.term_no = printed_terms.term_no
    group by divisions.rule_id, divisions.anchor_key, divisions.partition_code
    having min(case when printed_terms.area_count >= coalesce(area_sizes.part_count, 1) then 1 else 0 end) = 1
),

sums as (
    select
        members.rule_id,
        members.anchor_key,
        members.partition_code,
        {%- for role in roles %}
        {%- set of_role = "case when members.role = '" ~ role ~ "' then members." %}
        cast(coalesce(sum({{ of_role }}value end), 1) as double) as {{ role }}_value,
        cast(coalesce(sum({{ of_role }}at_least end), 1) as double) as {{ role }}_low,
        cast(coalesce(sum({{ of_role }}at_most end), 1) as double) as {{ role }}_high,
        {%- endfor %}
        -- kronor, persons and a print that is repeated are added as they are printed
        min(case when members.is_as_printed then 1 else 0 end) = 1
        and ((max(members.factor) = 1 and min(members.factor) = 1) or count(*) = 2) as is_exact,
        sum(case when members.role = 'part' then 1 else 0 end) as part_count
    from members
    inner join complete
        on
            members.rule_id = complete.rule_id
            and members.anchor_key = complete.anchor_key
            and members.partition_code = complete.partition_code
    group by members.rule_id, members.anchor_key, members.partition_code
)

select
    rule_id,
    anchor_key,
    partition_code,
    part_count,
    is_exact,
    part_value * times_value / by_value as expected,
    part_low * case when part_low < 0 then times_high / by_low else times_low / by_high end as lowest,
    part_high * case when part_high < 0 then times_low / by_high else times_high / by_low end as highest
from sums
where part_count > 0 and by_low > 0
