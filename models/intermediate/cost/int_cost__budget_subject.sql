-- Budget lines of the current version. Headers and totals are printed sums: they are checked, never added.
select
    'budget' as subject_kind,
    concat('B', lines.association_code, ':', lines.file_sha256, ':', lines.line_no) as subject_key,
    lines.association_code,
    lines.fiscal_year,
    make_date(lines.fiscal_year, 1, 1) as valid_on,
    lines.budget_version,
    charts.chart_code,
    left(lines.account, 4) as account,
    accounts.account_class,
    cast(null as varchar) as unit_object,
    cast(null as varchar) as project_object,
    lines.programme_code,
    programmes.programme_type,
    signatures.text_signature,
    lines.cost_category_as_booked as delivered_category,
    lines.provenance,
    lines.amount_sek,
    1 as line_count
from {{ ref('int_budget__line') }} as lines
inner join {{ ref('int_budget__version') }} as versions
    on
        lines.association_code = versions.association_code
        and lines.fiscal_year = versions.fiscal_year
        and lines.budget_version = versions.budget_version
        and versions.is_current
left join {{ ref('association_chart') }} as charts
    on
        lines.association_code = charts.association_code
        and make_date(lines.fiscal_year, 12, 31) between charts.valid_from and charts.valid_to
left join {{ ref('int_ledger__account') }} as accounts
    on
        lines.is_from_ledger
        and lines.association_code = accounts.association_code
        and lines.fiscal_year = accounts.fiscal_year
        and lines.account = accounts.account
left join {{ ref('int_programme__programme') }} as programmes
    on
        lines.association_code = programmes.association_code
        and lines.programme_code = programmes.programme_code
left join {{ ref('int_budget__text_signature') }} as signatures
    on coalesce(lines.line_text, lines.budget_group) = signatures.line_text
where lines.row_level = 'line'
