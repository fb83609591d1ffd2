-- A printed figure as people say it: its measure, area and year, and where in its table it stands. A code without a name is shown
-- as it stands.
with

figures as (
    select
        concat_ws('/', figures.delivered_by, cast(figures.figure_no as varchar)) as figure_key,
        regexp_replace(figures.measure, '_(sek|tkr|mnkr)$', '') as measure,
        figures.figure_no,
        figures.fiscal_year,
        figures.area,
        coalesce(areas.association_code, figures.area) as association_code,
        split_part(figures.source_document, '_', 1) as document,
        regexp_replace(figures.source_locator, ' [(]lines? .*[)]$', '') as locator
    from {{ ref('int_published__figure') }} as figures
    left join {{ ref('printed_area') }} as areas
        on figures.area = areas.area
),

named_coordinates as (
    select
        {%- for language in ['sv', 'en'] %}
        coalesce(
            own_names.name_{{ language }},
            -- labels begin with a capital where they are; abbreviations keep it
            case
                when
                    coordinates.coordinate in ('cost_category', 'line_item', 'orientation')
                    and substr(names.name_{{ language }}, 2, 1) = lower(substr(names.name_{{ language }}, 2, 1))
                    then concat(lower(substr(names.name_{{ language }}, 1, 1)), substr(names.name_{{ language }}, 2))
                else names.name_{{ language }}
            end,
            nullif(coordinates.coordinate_value, ''),
            coordinates.coordinate
        ) as name_{{ language }},
        {%- endfor %}
        coordinates.figure_key,
        coordinates.coordinate
    from {{ ref('int_audit__coordinate') }} as coordinates
    inner join figures
        on coordinates.figure_key = figures.figure_key
    left join {{ ref('int_definition__name') }} as own_names
        on
            coordinates.coordinate = own_names.code_kind
            and coordinates.coordinate_value = own_names.code
            and figures.association_code = own_names.association_code
    left join {{ ref('int_definition__name') }} as names
        on
            names.association_code = '*'
            and case coordinates.coordinate_value when '' then 'text' else coordinates.coordinate end = names.code_kind
            and coalesce(nullif(coordinates.coordinate_value, ''), coordinates.coordinate) = names.code
    -- the area is said once
    left join {{ ref('int_definition__name') }} as areas
        on
            areas.code_kind = 'area'
            and figures.area = areas.code
            and coordinates.coordinate_value = areas.name_sv
    where areas.code is null
),

standing as (
    select
        figure_key,
        {{ joined_text('name_sv', ', ', 'coordinate') }} as words_sv,
        {{ joined_text('name_en', ', ', 'coordinate') }} as words_en
    from named_coordinates
    group by figure_key
)

select
    figures.figure_key,
    figures.figure_no,
    figures.association_code,
    figures.fiscal_year,
    audited.subject,
    {%- for language in ['sv', 'en'] %}
    concat(
        coalesce(measures.name_{{ language }}, figures.measure),
        ', ',
        concat_ws(' ', coalesce(areas.name_{{ language }}, figures.area), cast(figures.fiscal_year as varchar)),
        coalesce(' (' || standing.words_{{ language }} || ')', '')
    ) as title_{{ language }},
    concat(
        coalesce(documents.name_{{ language }} || ' (', ''),
        figures.document,
        case when documents.code is not null then ')' else '' end
    ) as document_{{ language }},
    {%- endfor %}
    figures.locator
from figures
left join {{ ref('int_audit__figure') }} as audited
    on figures.figure_key = audited.figure_key
left join standing
    on figures.figure_key = standing.figure_key
left join {{ ref('int_definition__name') }} as measures
    on measures.code_kind = 'printed_measure' and figures.measure = measures.code
left join {{ ref('int_definition__name') }} as areas
    on areas.code_kind = 'area' and figures.area = areas.code
left join {{ ref('int_definition__name') }} as documents
    on documents.code_kind = 'document' and figures.document = documents.code
