"""Loading one seed the way dbt loads it, once its file is found to be right."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from finsam.definitions.files import Table, check_files
from finsam.definitions.folder import ProposalError, SeedFile
from finsam.definitions.recipe import Node
from finsam.masking import mask
from finsam.sql import Sql, identifier, literal, statement

if TYPE_CHECKING:
    import duckdb

_SHOWN = 5


def load_seed(connection: duckdb.DuckDBPyConnection, node: Node, file: SeedFile, relation: Sql, scratch: Path) -> None:
    """Create a relation with the rows of a seed: its stated column types, an empty cell is NULL.

    Args:
        connection: Where to create it.
        node: What the build knows of the seed.
        file: The bytes.
        relation: The quoted name to create.
        scratch: A folder for the bytes, which DuckDB reads from a file.

    Raises:
        ProposalError: A row or cell cannot be loaded.
    """
    import duckdb  # noqa: PLC0415

    types = _types(node, file)
    _demand_right(node, file, types)
    columns = statement(", ".join("{} {}" for _ in types), *_typed(types))
    connection.execute(statement("create table {} ({})", relation, columns))
    place = scratch / f"{node.name}.csv"
    place.write_bytes(file.data)
    copy = statement("copy {} from {} (format csv, header true, delimiter ',')", relation, literal(place))
    try:
        connection.execute(copy)
    except duckdb.Error as error:
        said = mask(str(error).splitlines()[0])
        raise ProposalError(
            f"{file.place} gick inte att läsa in: {said}", f"{file.place} could not be loaded: {said}"
        ) from None


def _types(node: Node, file: SeedFile) -> dict[str, str]:
    """The columns with their types, in the order of the file: a build knows them by name only."""
    known = dict(node.column_types or {})
    first_line = file.data.decode("utf-8-sig", "replace").splitlines()[:1]
    return {name: known[name] for name in [*next(csv.reader(first_line), []), *known] if name in known}


def _demand_right(node: Node, file: SeedFile, types: Mapping[str, str]) -> None:
    table = Table(node.name, file.path, types, (), (), may_be_empty=True)
    problems = check_files({node.name: table}, {node.name: (file.place, file.data)}).problems
    if not problems:
        return
    sv = [mask(problem.sentence_sv) for problem in problems[:_SHOWN]]
    en = [mask(problem.sentence_en) for problem in problems[:_SHOWN]]
    more = len(problems) - len(sv)
    if more:
        sv.append(f"... och {more} fel till: finsam definitions check")
        en.append(f"... and {more} more faults: finsam definitions check")
    raise ProposalError("\n".join(sv), "\n".join(en))


def _typed(types: Mapping[str, str]) -> Iterator[Sql]:
    for name, column_type in types.items():
        yield identifier(name)
        yield Sql(column_type)  # from the recipe, which dbt wrote
