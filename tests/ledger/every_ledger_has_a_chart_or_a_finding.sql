-- Every ledger in use has a chart of accounts on the last day of its year, or its accounts are in account_without_group.
select
    files.association_code,
    files.fiscal_year,
    files.file_name
from {{ ref('int_ledger__effective_file') }} as files
left join {{ ref('association_chart') }} as charts
    on
        files.association_code = charts.association_code
        and make_date(files.fiscal_year, 12, 31) between charts.valid_from and charts.valid_to
where
    charts.chart_code is null
    and not exists (
        select findings.subject
        from {{ ref('published__finding') }} as findings
        where
            findings.check_code = 'account_without_group'
            and findings.association_code = files.association_code
            and findings.fiscal_year = files.fiscal_year
    )
