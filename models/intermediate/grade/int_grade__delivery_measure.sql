-- What the deliveries behind a topic say against its figures: what was not read, what came late or too early, months without vouchers.
with

topics as (
    select topic, delivery_source
    from {{ ref('topic_source') }}
    group by topic, delivery_source
),

years as (
    select association_code, fiscal_year
    from {{ ref('int_delivery__content') }}
    group by association_code, fiscal_year
),

-- a refused file counts as refused: what it had, and of which years, is not known
files as (
    select *, case when status = 'refused' then 0 else 1 end as is_read
    from {{ ref('stg_delivery__file') }}
),

quarantined as (
    select
        deliveries.association_code,
        years.fiscal_year,
        topics.topic,
        {{ fraction('sum(deliveries.rows_quarantined * deliveries.is_read)',
                    'sum(deliveries.rows_in * deliveries.is_read)') }} as share_of_rows,
        {{ fraction('sum(abs(deliveries.quarantined_sek * deliveries.is_read))',
                    'sum(abs(deliveries.control_total_sek * deliveries.is_read))') }} as share_of_money,
        count(case when deliveries.status = 'refused' then 1 end) as refused_count
    from files as deliveries
    inner join topics
        on deliveries.source = topics.delivery_source
    left join {{ ref('int_delivery__content') }} as contents
        on
            deliveries.association_code = contents.association_code
            and deliveries.source = contents.delivery_source
            and deliveries.file_sha256 = contents.file_sha256
    -- a file that does not say its years bears on all that the association has delivered
    inner join years
        on
            deliveries.association_code = years.association_code
            and coalesce(contents.fiscal_year, years.fiscal_year) = years.fiscal_year
    group by deliveries.association_code, years.fiscal_year, topics.topic
),

made as (
    select
        contents.association_code,
        contents.fiscal_year,
        topics.topic,
        min({{ days_between('contents.made_on', 'contents.covers_until') }}) as days_early,
        max(expected.days_late) as days_late
    from {{ ref('int_delivery__content') }} as contents
    inner join topics
        on contents.delivery_source = topics.delivery_source
    left join {{ ref('int_delivery__expected') }} as expected
        on
            contents.association_code = expected.association_code
            and contents.delivery_source = expected.delivery_source
            and contents.fiscal_year = expected.fiscal_year
    group by contents.association_code, contents.fiscal_year, topics.topic
),

ledger_months as (
    select
        files.association_code,
        files.fiscal_year,
        {{ months_covered('files.covers_until', 'files.year_end') }} - 1 as not_covered_count,
        {{ months_covered('files.year_start', 'files.covers_until') }}
        - count(distinct month(vouchers.voucher_date)) as empty_count,
        count(distinct month(vouchers.voucher_date)) as month_count
    from {{ ref('int_ledger__file_rank') }} as files
    inner join {{ ref('stg_sie__voucher') }} as vouchers
        on files.file_sha256 = vouchers.file_sha256
    where files.file_rank = 1
    group by files.association_code, files.fiscal_year, files.year_start, files.year_end, files.covers_until
),

ledger_topics as (
    select ledger_months.*, topics.topic
    from ledger_months
    inner join topics
        on topics.delivery_source = 'sie'
),

measures as (
    {%- for reason, relation, measure, base in [
        ('quarantined_rows', 'quarantined', 'share_of_rows', 'null'),
        ('quarantined_money', 'quarantined', 'share_of_money', 'null'),
        ('file_refused', 'quarantined', 'refused_count', 'null'),
        ('extracted_early', 'made', 'days_early', 'null'),
        ('delivered_late', 'made', 'days_late', 'null'),
        ('months_not_covered', 'ledger_topics', 'not_covered_count', 'null'),
        ('months_without_vouchers', 'ledger_topics', 'empty_count', 'month_count'),
    ] %}
    select
        association_code,
        fiscal_year,
        topic,
        '{{ reason }}' as reason_code,
        cast({{ measure }} as decimal(28, 10)) as measure,
        cast({{ base }} as decimal(28, 10)) as base
    from {{ relation }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select association_code, fiscal_year, topic, reason_code, measure, base
from measures
where measure > 0
