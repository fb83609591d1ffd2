"""The report site: static pages for people, made from the published schema of one finished build."""
