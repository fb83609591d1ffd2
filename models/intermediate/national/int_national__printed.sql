-- Each printed national figure with the type, orientation and sex that its dimension names, in our own unit and beside our own figure.
with

printed as (
    select
        figures.delivered_by,
        figures.figure_no,
        figures.measure,
        figures.dimension,
        figures.fiscal_year,
        case when measures.factor < 1 then 'fraction' else figures.unit end as unit,
        measures.own_measure,
        measures.check_code,
        measures.tolerance,
        {{ printed_part('figures.dimension', 'orientation_group') }} as programme_type,
        {{ printed_part('figures.dimension', 'orientation') }} as orientation,
        case {{ printed_part('figures.dimension', 'gender') }}
            when 'female' then 'woman'
            when 'male' then 'man'
            else 'all'
        end as sex,
        cast(figures.printed_value * measures.factor as decimal(28, 10)) as printed_value
    from {{ ref('int_published__figure') }} as figures
    inner join {{ ref('national_printed_measure') }} as measures
        on
            figures.measure = measures.measure
            and figures.area = measures.area
            and make_date(figures.fiscal_year, 12, 31) between measures.valid_from and measures.valid_to
)

select
    printed.delivered_by,
    printed.figure_no,
    printed.check_code,
    concat_ws(', ', printed.measure, printed.dimension) as subject,
    concat(titles.document_sv, ': ', titles.locator) as place_sv,
    concat(titles.document_en, ': ', titles.locator) as place_en,
    printed.unit,
    printed.fiscal_year,
    printed.own_measure,
    printed.printed_value,
    own_figures.own_value,
    printed.tolerance,
    abs(own_figures.own_value - printed.printed_value) > printed.tolerance as differs
from printed
left join {{ ref('int_audit__title') }} as titles
    on concat_ws('/', printed.delivered_by, cast(printed.figure_no as varchar)) = titles.figure_key
inner join {{ ref('int_national__own_figure') }} as own_figures
    on
        printed.own_measure = own_figures.own_measure
        and printed.fiscal_year = own_figures.fiscal_year
        and printed.programme_type = own_figures.programme_type
        and printed.orientation = own_figures.orientation
        and printed.sex = own_figures.sex
