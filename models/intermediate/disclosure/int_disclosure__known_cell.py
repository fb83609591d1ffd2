"""One row is one count that a reader of this build and of those before it may know of."""


def model(dbt, session):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """Join this build with those before it: two builds can give away together what neither does alone."""
    from finsam.disclosure import join_builds  # noqa: PLC0415

    dbt.config(materialized="table")
    cells = dbt.ref("int_disclosure__cell").to_arrow_table()
    sums = dbt.ref("int_disclosure__sum").to_arrow_table()
    earlier = dbt.ref("stg_disclosure__history").to_arrow_table()
    earlier_sums = dbt.ref("stg_disclosure__history_sum").to_arrow_table()
    earlier_hidden = earlier.filter(earlier["is_hidden"])
    return join_builds(cells, sums, earlier.drop_columns(["is_hidden"]), earlier_sums, earlier_hidden)[0]
