-- What a reader knows of the flow: in and out, parts and wholes, one period after the other, one source beside the other.
with

flows as (
    select
        fact_key,
        association_code,
        programme_code,
        period_start,
        period_end,
        count_basis,
        registration_kind,
        source_system,
        slice,
        municipality_code,
        sex,
        concat_ws(
            '/', association_code, programme_code, period_start, period_end, count_basis, registration_kind,
            source_system
        ) as count_key
    from {{ ref('fct_participant_flow') }}
),

identities as (
    {%- for side in [['opening', 'new'], ['completed', 'closing']] %}
    select
        concat('flow_{{ side[0] }}/', fact_key) as sum_id,
        {{ cell_id('participant_flow', 'fact_key', "'total'") }} as cell_id,
        1 as coefficient
    from flows
    {%- for column in side %}
    union all
    select
        concat('flow_{{ side[0] }}/', fact_key) as sum_id,
        {{ cell_id('participant_flow', 'fact_key', "'" ~ column ~ "'") }} as cell_id,
        -1 as coefficient
    from flows
    {%- endfor %}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

wholes_and_parts as (
    {%- for whole, part, keys in [
        ('total', 'municipality', []), ('total', 'sex', []),
        ('municipality', 'municipality_sex', ['municipality_code']), ('sex', 'municipality_sex', ['sex'])
    ] %}
    {%- for column in ['opening', 'new', 'completed', 'closing', 'total'] %}
    select
        concat_ws(
            '/', 'flow_{{ whole }}_{{ part }}', '{{ column }}', count_key {%- for key in keys %}, {{ key }}{% endfor %}
        ) as sum_id,
        {{ cell_id('participant_flow', 'fact_key', "'" ~ column ~ "'") }} as cell_id,
        case slice when '{{ whole }}' then 1 else -1 end as coefficient
    from flows
    where slice in ('{{ whole }}', '{{ part }}')
    union all
    {%- endfor %}
    {%- endfor %}
    select sum_id, cell_id, coefficient from identities
),

roll_forward as (
    select
        concat('flow_next/', earlier.fact_key, '=', later.fact_key) as sum_id,
        {{ cell_id('participant_flow', 'earlier.fact_key', "'closing'") }} as earlier_cell,
        {{ cell_id('participant_flow', 'later.fact_key', "'opening'") }} as later_cell
    from flows as earlier
    inner join flows as later
        on
            earlier.association_code = later.association_code
            and earlier.programme_code = later.programme_code
            and earlier.count_basis = later.count_basis
            and earlier.registration_kind = later.registration_kind
            and earlier.slice = later.slice
            and earlier.municipality_code = later.municipality_code
            and earlier.sex = later.sex
            and {{ days_between('earlier.period_end', 'later.period_start') }} = 1
),

twins as (
    {%- for column in ['opening', 'new', 'completed', 'closing', 'total'] %}
    select
        concat('flow_twin/{{ column }}/', one.fact_key, '=', other.fact_key) as sum_id,
        {{ cell_id('participant_flow', 'one.fact_key', "'" ~ column ~ "'") }} as earlier_cell,
        {{ cell_id('participant_flow', 'other.fact_key', "'" ~ column ~ "'") }} as later_cell
    from flows as one
    inner join flows as other
        on
            one.association_code = other.association_code
            and one.programme_code = other.programme_code
            and one.period_start = other.period_start
            and one.period_end = other.period_end
            and one.slice = other.slice
            and one.municipality_code = other.municipality_code
            and one.sex = other.sex
            and one.fact_key < other.fact_key
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select sum_id, cell_id, coefficient from wholes_and_parts
union all
select sum_id, earlier_cell as cell_id, 1 as coefficient from roll_forward
union all
select sum_id, later_cell as cell_id, -1 as coefficient from roll_forward
union all
select sum_id, earlier_cell as cell_id, 1 as coefficient from twins
union all
select sum_id, later_cell as cell_id, -1 as coefficient from twins
