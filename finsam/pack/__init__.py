"""Annual-report packs: the uniform tables of one association, or of the county, as a workbook and a document."""
