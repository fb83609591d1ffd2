-- The shared class of each exit reason: the closest row of the map wins; a reason without a row is unmapped, never dropped.
select
    exits.association_code,
    exits.programme_code,
    exits.municipality_code as delivered_municipality_code,
    coalesce(residences.shown_as, exits.municipality_code) as municipality_code,
    exits.period_from,
    exits.period_to,
    year(exits.period_to) as fiscal_year,
    exits.source_system,
    exits.sex,
    exits.exit_reason,
    coalesce(maps.outcome_class, 'unmapped') as outcome_class,
    coalesce(maps.count_kind, 'reasons') as count_kind,
    exits.public_support as delivered_support,
    case
        when exits.public_support in ('yes', 'no') then exits.public_support
        else coalesce(maps.public_support, 'unknown')
    end as public_support,
    exits.extent_key,
    exits.extent_pct,
    exits.exit_count,
    exits.extraction_date,
    maps.map_id,
    provenances.rank as provenance_rank,
    exits.origin,
    exits.file_sha256,
    exits.line_no
from {{ ref('int_exit__delivered') }} as exits
left join {{ in_force('exit_reason_map') }} as maps
    on
        maps.association_code in (exits.association_code, '*')
        and maps.programme_code in (exits.programme_code, '*')
        and lower(trim(coalesce(maps.exit_reason, ''))) = lower(trim(exits.exit_reason))
        and {{ holds('maps', 'exits.association_code', 'exits.period_to') }}
left join {{ ref('municipality') }} as residences
    on exits.municipality_code = residences.municipality_code
left join {{ ref('provenance') }} as provenances
    on exits.provenance = provenances.provenance
where
    exits.delivery_rank = 1
    and exits.origin_rank = 1
qualify
    row_number() over (
        partition by
            exits.association_code, exits.programme_code, exits.municipality_code, exits.period_from, exits.period_to,
            exits.sex, exits.exit_reason, exits.public_support, exits.extent_key, exits.source_system
        order by
            case when maps.association_code = '*' then 1 else 0 end,
            case when maps.programme_code = '*' then 1 else 0 end,
            maps.map_id
    ) = 1
