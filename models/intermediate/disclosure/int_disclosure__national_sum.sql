-- A line of the computed overview is the programmes of the associations in it.
{%- for sex, column in [('all', 'total_count'), ('woman', 'women_count'), ('man', 'men_count')] %}
select
    concat('national/', lines.fact_key) as sum_id,
    {{ cell_id('national_overview', 'lines.fact_key', "'participant_count'") }} as whole_cell,
    {{ cell_id('programme_year', 'years.fact_key', "'" ~ column ~ "'") }} as cell_id
from {{ ref('fct_national_overview') }} as lines
inner join {{ ref('int_national__membership') }} as members
    on
        lines.fiscal_year = members.fiscal_year
        and lines.programme_type = members.programme_type
        and lines.orientation = members.orientation_group
        and lines.target_group = members.target_group
        and lines.basis = 'computed_from_deliveries'
        and lines.sex = '{{ sex }}'
inner join {{ ref('fct_programme_year') }} as years
    on
        members.association_code = years.association_code
        and members.programme_code = years.programme_code
        and members.fiscal_year = years.fiscal_year
union all
{%- endfor %}
{%- for part in ['women_count', 'men_count'] %}
select
    concat('programme_year_sex/', fact_key) as sum_id,
    {{ cell_id('programme_year', 'fact_key', "'total_count'") }} as whole_cell,
    {{ cell_id('programme_year', 'fact_key', "'" ~ part ~ "'") }} as cell_id
from {{ ref('fct_programme_year') }}
{{ "union all" if not loop.last }}
{%- endfor %}
