-- One fact printed in two places: the same measure, area, year and coordinates. Figures with the same last digit should be
-- equal; figures rounded or worded differently should overlap.
with

texts as (
    select
        figure_key,
        {{ joined_text("concat(coordinate, '=', coordinate_value)", '; ', 'coordinate') }} as coordinates
    from {{ ref('int_audit__coordinate') }}
    group by figure_key
),

figures as (
    select
        figures.figure_key,
        figures.figure_no,
        figures.value,
        figures.half_digit,
        figures.lowest,
        figures.highest,
        figures.lower_factor,
        figures.upper_factor,
        {{ fact_key(['figures.measure', 'figures.area', 'figures.fiscal_year', 'texts.coordinates']) }} as audit_fact
    from {{ ref('int_audit__figure') }} as figures
    left join texts
        on figures.figure_key = texts.figure_key
)

select
    firsts.audit_fact,
    firsts.figure_key,
    seconds.figure_key as other_figure_key,
    case
        when firsts.value = seconds.value then true
        when
            firsts.half_digit = seconds.half_digit
            and firsts.lower_factor = 1 and firsts.upper_factor = 1
            and seconds.lower_factor = 1 and seconds.upper_factor = 1
            then false
        else
            firsts.lowest <= seconds.highest and seconds.lowest <= firsts.highest
    end as agree
from figures as firsts
inner join figures as seconds
    on
        firsts.audit_fact = seconds.audit_fact
        and firsts.figure_no < seconds.figure_no
