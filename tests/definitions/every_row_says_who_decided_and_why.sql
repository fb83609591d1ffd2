-- Every row of the definitions names its decision, its source and its reason.
with

definition_rows as (
    select
        definition_table,
        row_key,
        valid_from,
        concat_ws(
            ', ',
            case when coalesce(trim(decision_id), '') = '' then 'decision_id' end,
            case when coalesce(trim(source), '') = '' then 'source' end,
            case when coalesce(trim(reason), '') = '' then 'reason' end
        ) as missing
    from {{ ref('int_definition__row') }}
    where
        definition_table in (
            {%- for table in definition_keys()['definitions'] %}
            '{{ table }}'{{ "," if not loop.last }}
            {%- endfor %}
        )
)

select
    definition_table as seed,
    row_key,
    valid_from,
    missing as column_name
from definition_rows
where missing <> ''
