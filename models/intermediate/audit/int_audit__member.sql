-- The printed figures that stand in one equation: its anchor (the whole; the first part of a sum that should be a constant)
-- and, for each term of the rule, the nearest prints that match it.
with

-- the anchor beside each other term, with what that term has to meet: all but what either of them names
anchors as (
    select
        firsts.rule_id,
        terms.term_no,
        terms.valid_from,
        figures.figure_key,
        {{ joined_coordinates('named.coordinate is null') }} as bound,
        max(
            case when terms.fiscal_year = concat('@', coordinates.coordinate) then coordinates.coordinate_value end
        ) as year_named
    from {{ ref('int_audit__term_figure') }} as firsts
    inner join {{ ref('int_audit__figure') }} as figures
        on firsts.figure_key = figures.figure_key
    inner join {{ ref('audit_term') }} as terms
        on
            firsts.rule_id = terms.rule_id
            and figures.audited_on between terms.valid_from and terms.valid_to
    left join {{ ref('int_audit__coordinate') }} as coordinates
        on figures.figure_key = coordinates.figure_key
    left join {{ ref('int_audit__condition') }} as named
        on
            terms.rule_id = named.rule_id
            and coordinates.coordinate = named.coordinate
            and named.asks <> 'kept'
            and (
                (named.term_no = terms.term_no and named.valid_from = terms.valid_from)
                or (named.term_no = firsts.term_no and named.valid_from = firsts.valid_from)
            )
    where
        firsts.term_no = 1
        and figures.audited_on between firsts.valid_from and firsts.valid_to
    group by firsts.rule_id, terms.term_no, terms.valid_from, figures.figure_key
),

parts as (
    select
        fits.rule_id,
        fits.term_no,
        fits.valid_from,
        fits.figure_key,
        {{ joined_coordinates('named.coordinate is null') }} as bound,
        {{ joined_coordinates("coalesce(named.asks, '') <> 'nearest'") }} as coordinates
    from {{ ref('int_audit__term_figure') }} as fits
    left join {{ ref('int_audit__coordinate') }} as coordinates
        on fits.figure_key = coordinates.figure_key
    left join {{ ref('int_audit__condition') }} as named
        on
            fits.rule_id = named.rule_id
            and fits.term_no = named.term_no
            and fits.valid_from = named.valid_from
            and coordinates.coordinate = named.coordinate
            and named.asks <> 'kept'
    group by fits.rule_id, fits.term_no, fits.valid_from, fits.figure_key
),

-- a term looks at the area of the anchor, at its parts, at what it is a part of, or at an area that it names
areas as (
    select '' as looks_at, area, area as seen_area, '' as partition_code
    from {{ ref('int_audit__figure') }}
    group by area
    union all
    select 'parts' as looks_at, area, part_area as seen_area, partition_code
    from {{ ref('audit_area_part') }}
    union all
    select 'whole' as looks_at, part_area as area, area as seen_area, '' as partition_code
    from {{ ref('audit_area_part') }}
    group by area, part_area
),

matches as (
    select
        anchors.rule_id,
        anchors.figure_key as anchor_key,
        anchors.term_no,
        terms.role,
        terms.coefficient,
        coalesce(areas.partition_code, '') as partition_code,
        figures.area,
        anchors.bound,
        parts.figure_key,
        row_number() over (
            partition by
                anchors.rule_id, anchors.figure_key, anchors.term_no, coalesce(areas.partition_code, ''),
                case when terms.area = 'whole' then '' else figures.area end,
                case when terms.fiscal_year in ('any', 'earlier') then 0 else figures.fiscal_year end,
                figures.measure, parts.coordinates
            order by
                case when figures.figure_key = anchors.figure_key then 0 else 1 end,
                case when figures.source_document = wholes.source_document then 0 else 1 end,
                case when terms.fiscal_year = 'earlier' then figures.fiscal_year end desc,
                abs(figures.figure_no - wholes.figure_no),
                figures.figure_key
        ) as nearness
    from anchors
    inner join {{ ref('int_audit__figure') }} as wholes
        on anchors.figure_key = wholes.figure_key
    inner join {{ ref('audit_rule') }} as rules
        on
            anchors.rule_id = rules.rule_id
            and wholes.audited_on between rules.valid_from and rules.valid_to
    inner join {{ ref('audit_term') }} as terms
        on
            anchors.rule_id = terms.rule_id
            and anchors.term_no = terms.term_no
            and anchors.valid_from = terms.valid_from
    inner join parts
        on
            anchors.rule_id = parts.rule_id
            and anchors.term_no = parts.term_no
            and anchors.valid_from = parts.valid_from
            and anchors.bound = parts.bound
    inner join {{ ref('int_audit__figure') }} as figures
        on parts.figure_key = figures.figure_key
    left join areas
        on
            wholes.area = areas.area
            and figures.area = areas.seen_area
            and coalesce(terms.area, '') = areas.looks_at
    where
        case
            when terms.role = 'whole' then figures.figure_key = wholes.figure_key
            else rules.constant is not null or figures.figure_key <> wholes.figure_key
        end
        and (areas.area is not null or figures.area = terms.area)
        and (terms.measure not like '@%' or figures.measure = wholes.measure)
        and (rules.scope = 'all' or figures.source_document = wholes.source_document)
        and (rules.scope <> 'place' or figures.place = wholes.place)
        and case
            when terms.fiscal_year is null then coalesce(figures.fiscal_year, 0) = coalesce(wholes.fiscal_year, 0)
            when terms.fiscal_year = 'any' then true
            when terms.fiscal_year = 'earlier' then figures.fiscal_year < wholes.fiscal_year
            when terms.fiscal_year like '@%' then figures.fiscal_year = cast(anchors.year_named as bigint)
            else figures.fiscal_year = wholes.fiscal_year + try_cast(terms.fiscal_year as bigint)
        end
)

select rule_id, anchor_key, term_no, role, coefficient, partition_code, area, bound, figure_key
from matches
where nearness = 1
