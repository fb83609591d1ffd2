-- Per file of a table source: rows that the reader says it read = rows in staging.
{%- set tables = {
    'applications': 'stg_applications__application',
    'association_changes': 'stg_association_changes__change',
    'association_register': 'stg_association_register__municipality',
    'budget': 'stg_budget__line',
    'exits': 'stg_exits__count',
    'followup': 'stg_followup__status',
    'forecast': 'stg_forecast__line',
    'funding': 'stg_funding__contribution',
    'goals': 'stg_goals__goal',
    'instruments': 'stg_instruments__measurement',
    'nns_answers': 'stg_nns_answers__answer',
    'nns_rounds': 'stg_nns_rounds__round',
    'participants': 'stg_participants__count',
    'programmes': 'stg_programmes__programme',
    'published': 'stg_published__figure',
    'referrals': 'stg_referrals__count',
    'staffing': 'stg_staffing__position',
    'sus': 'stg_sus__spell',
    'target_groups': 'stg_target_groups__size',
    'time_reports': 'stg_time_reports__entry',
    'uppfoljning': 'stg_uppfoljning__programme',
    'uppfoljning_national': 'stg_uppfoljning_national__line',
} %}
with

staged as (
    {%- for source, table in tables.items() %}
    select '{{ source }}' as source, file_sha256, count(*) as rows_staged
    from {{ ref(table) }}
    group by file_sha256
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

delivered as (
    select source, file_sha256, max(rows_read) as rows_read
    from {{ ref('stg_delivery__file') }}
    where
        source in (
            {%- for source in tables %}
            '{{ source }}'{{ "," if not loop.last }}
            {%- endfor %}
        )
    group by source, file_sha256
)

select
    coalesce(delivered.source, staged.source) as source,
    coalesce(delivered.file_sha256, staged.file_sha256) as file_sha256,
    delivered.rows_read,
    staged.rows_staged
from delivered
full outer join staged
    on
        delivered.source = staged.source
        and delivered.file_sha256 = staged.file_sha256
where coalesce(delivered.rows_read, 0) <> coalesce(staged.rows_staged, 0)
