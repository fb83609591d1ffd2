"""BI tools: what the published relations say of themselves, open files, PostgreSQL and dashboards."""
