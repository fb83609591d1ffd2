-- What the register and its changes count, one figure a row. A new name ends one association and starts one: the number is the same.
with

year_ends as (
    select * from {{ ref('int_register__municipality') }}
    where is_last_of_year
),

listed as (
    select
        year(register_date) as fiscal_year,
        count(distinct case when is_member then register_code end) as associations,
        count(distinct case when is_member then municipality_code end) as municipalities_in_association,
        count(distinct case when not is_member then municipality_code end) as municipalities_outside,
        count(distinct municipality_code) as municipalities
    from year_ends
    group by year(register_date)
),

changed as (
    select
        fiscal_year,
        count(distinct case when ends_association then register_code end)
        - count(distinct case when starts_successor then nullif(successor_code, '') end) as associations_ceased
    from {{ ref('int_register__change') }}
    group by fiscal_year
),

-- a municipality that leaves one association for another has neither come nor gone
moved as (
    select
        fiscal_year,
        municipality_name,
        max(case when adds_municipality then 1 else 0 end) as has_joined,
        max(case when removes_municipality then 1 else 0 end) as has_left
    from {{ ref('int_register__change') }}
    where
        adds_municipality
        or removes_municipality
    group by fiscal_year, municipality_name
),

moves as (
    select
        fiscal_year,
        sum(has_joined * (1 - has_left)) as municipalities_joined,
        sum(has_left * (1 - has_joined)) as municipalities_left
    from moved
    group by fiscal_year
)

{%- for relation, measures in [
    ('listed', ['associations', 'municipalities_in_association', 'municipalities_outside', 'municipalities']),
    ('changed', ['associations_ceased']),
    ('moves', ['municipalities_joined', 'municipalities_left']),
] %}
{%- set last_relation = loop.last %}
{%- for measure in measures %}

select fiscal_year, '{{ measure }}' as own_measure, cast({{ measure }} as decimal(28, 10)) as own_value
from {{ relation }}
{%- if not (loop.last and last_relation) %}
union all
{%- endif %}
{%- endfor %}
{%- endfor %}
