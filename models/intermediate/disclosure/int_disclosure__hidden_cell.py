"""One row is one count of persons that the published relations hide, and why."""


def model(dbt, session):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """Decide what is hidden: few persons, and what would give them away, also together with the builds before."""
    from finsam.disclosure import protect  # noqa: PLC0415

    dbt.config(materialized="table")
    # dbt finds a reference only where nothing is read out of it at once
    limits = dbt.ref("int_disclosure__limit").to_arrow_table()
    cells = dbt.ref("int_disclosure__known_cell").to_arrow_table()
    sums = dbt.ref("int_disclosure__known_sum").to_arrow_table()
    (limit,) = limits["limit_value"].to_pylist()
    return protect(cells, sums, limit)
