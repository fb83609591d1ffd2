-- A row of a later decision without restatement starts after the closed days, and the row it replaces holds until then.
with

versions as (
    {%- for table, key in governed_keys().items() %}
    select
        '{{ table }}' as definition_table,
        {{ fact_key(key) }} as row_key,
        association_code,
        valid_from,
        valid_to,
        decision_id
    from {{ ref(table) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

placed as (
    select
        versions.definition_table,
        versions.row_key,
        associations.association_code,
        versions.valid_from,
        max(versions.valid_to) as valid_to,
        max(greatest(versions.valid_from, coalesce(floors.first_open_day, versions.valid_from))) as starts_on
    from versions
    inner join {{ ref('association') }} as associations
        on versions.association_code in (associations.association_code, '*')
    left join {{ ref('int_decision__first_open_day') }} as floors
        on
            associations.association_code = floors.association_code
            and versions.decision_id = floors.decision_id
    group by
        versions.definition_table, versions.row_key, associations.association_code, versions.valid_from
),

in_order as (
    select
        *,
        lead(valid_from) over (
            partition by definition_table, row_key, association_code
            order by valid_from
        ) as next_from,
        max(valid_to) over (partition by definition_table, row_key, association_code) as last_day,
        min(case when starts_on <= valid_to then starts_on end) over (
            partition by definition_table, row_key, association_code
            order by valid_from
            rows between 1 following and unbounded following
        ) as next_starts_on
    from placed
),

in_force as (
    select
        definition_table,
        row_key,
        association_code,
        valid_from,
        valid_to,
        starts_on,
        case
            when starts_on > valid_to then valid_to
            when next_from = valid_to + 1 then coalesce(next_starts_on - 1, last_day)
            else valid_to
        end as ends_on
    from in_order
),

-- a row that moves for one association is listed for all, so that whoever joins it finds its own days
moved as (
    select definition_table, row_key, valid_from
    from in_force
    where
        starts_on <> valid_from
        or ends_on <> valid_to
    group by definition_table, row_key, valid_from
)

select
    periods.definition_table,
    periods.row_key,
    periods.association_code as for_association,
    periods.valid_from,
    periods.starts_on,
    periods.ends_on
from in_force as periods
inner join moved
    on
        periods.definition_table = moved.definition_table
        and periods.row_key = moved.row_key
        and periods.valid_from = moved.valid_from
