-- Building blocks of reach, of associations and their parts; a county is their sum, made elsewhere.
with

sizes as (
    select
        groups_.association_code,
        groups_.unit_code,
        groups_.fiscal_year,
        methods.reach_measure_code as measure_code,
        groups_.person_count as amount,
        groups_.provenance_rank,
        -- a target group comes from no follow-up system: it does not decide which series the reach belongs to
        cast(null as varchar) as first_source,
        cast(null as varchar) as last_source
    from {{ ref('int_reach__target_group') }} as groups_
    inner join {{ ref('target_group_method') }} as methods
        on
            groups_.method = methods.method
            and make_date(groups_.fiscal_year, 12, 31) between methods.valid_from and methods.valid_to
    inner join {{ ref('association') }} as associations
        on
            groups_.association_code = associations.association_code
            and associations.kind in ('association', 'example')
    where groups_.is_official
),

-- both methods compare the same participants, so one of them gives the numerator of both
participants as (
    select
        association_code,
        unit_code,
        fiscal_year,
        'reach_participants' as measure_code,
        participant_count as amount,
        provenance_rank,
        first_source,
        last_source
    from {{ ref('int_reach__participants') }}
    qualify row_number() over (partition by association_code, unit_code, fiscal_year order by method) = 1
),

measures as (
    select * from sizes
    union all
    select * from participants
)

select
    association_code,
    unit_code,
    fiscal_year,
    '' as breakdown,
    '' as breakdown_value,
    measure_code,
    cast(amount as decimal(18, 4)) as amount,
    provenance_rank,
    case when first_source <> last_source then concat_ws('+', first_source, last_source) else first_source end
        as source_system,
    first_source,
    last_source
from measures
