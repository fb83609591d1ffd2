"""Who sees what in PostgreSQL: an association its own rows and the public ones, the county all, everyone else nothing.

The whole rule stands in the policy of published.association, which shows the associations whose rows a role may see.
The other policies ask that table, and PostgreSQL asks them as the reader. A relation that no rule here speaks of has
no policy for the associations, so they see nothing in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from finsam.bi.description import SCHEMA
from finsam.errors import InputError
from finsam.sql import Sql, identifier, literal, statement

COUNTY = "finsam_county"
READER = "finsam_reader"
_PREFIX = "finsam_"
_LONGEST_NAME = 63

# Figures of these kinds of unit are public: published.association.kind.
PUBLIC_KINDS = ("county", "nation", "national")

# Relations without association_code that reveal no association's rows: definitions, registers, official statistics,
# words and the build. Left out: run, whose messages can be about any association.
OPEN_RELATIONS = frozenset(
    {"association_change", "build", "definition", "indicator", "label", "national_overview", "statistic"}
)

_VISIBLE = Sql(
    "(coalesce(association_code, '') = '' or association_code in (select association_code from published.association))"
)
_OWN_ASSOCIATION = statement(
    # case: a kind that is public is not asked for a role that need not exist
    "case when kind in ({}) then true "
    "else coalesce(pg_has_role(current_user, to_regrole(quote_ident({} || association_code)), 'usage'), false) end",
    Sql(", ".join(map(literal, PUBLIC_KINDS))),
    literal(_PREFIX),
)
# the row of a finding is hidden with its finding, also where the row itself stands in a file of the nation
_OF_A_VISIBLE_FINDING = statement("{} and finding_id in (select finding_id from published.finding)", _VISIBLE)
_OF_A_VISIBLE_FILE = Sql("file_sha256 in (select file_sha256 from published.delivery)")


def role_of(association_code: str) -> str:
    """Return the role that reads as an association.

    Raises:
        InputError: No role can have that name.
    """
    name = _PREFIX + association_code
    if name in {COUNTY, READER} or len(name.encode()) > _LONGEST_NAME:
        raise InputError(
            f"Förbundet {association_code} kan inte få en läsarroll: namnet {name} är upptaget eller för långt.",
            f"The association {association_code} cannot have a reader role: the name {name} is taken or too long.",
        )
    return name


def reader_roles(associations: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the roles of the associations whose rows are their own."""
    return [role_of(row["association_code"]) for row in associations if row["kind"] not in PUBLIC_KINDS]


def reader_rule(relation: str, columns: Mapping[str, tuple[str, ...]], own_first: Collection[str]) -> Sql | None:
    """Return the condition on the rows that an association may see; None where it sees none.

    Args:
        relation: The relation.
        columns: Relation -> its columns, of all published relations.
        own_first: The relations whose key begins with association_code.
    """
    match relation:
        case "association":
            return _OWN_ASSOCIATION
        case "figure_part":
            return _of_a_visible_figure(columns, own_first)
        case "source_row":
            return _OF_A_VISIBLE_FILE
        case "finding_row":
            return _OF_A_VISIBLE_FINDING
    if "association_code" in columns[relation]:
        return _VISIBLE
    return Sql("true") if relation in OPEN_RELATIONS else None


def access_statements(columns: Mapping[str, tuple[str, ...]], own_first: Collection[str]) -> list[Sql]:
    """Return what gives the tables their policies and the roles their right to read.

    Args:
        columns: Table -> its columns.
        own_first: The tables whose key begins with association_code.
    """
    said = []
    for relation in columns:
        table = statement("{}.{}", identifier(SCHEMA), identifier(relation))
        said.append(statement("alter table {} enable row level security", table))
        said.append(statement("create policy county on {} for select to {} using (true)", table, identifier(COUNTY)))
        rule = reader_rule(relation, columns, own_first)
        if rule is not None:
            said.append(
                statement("create policy reader on {} for select to {} using ({})", table, identifier(READER), rule)
            )
        said.append(grant(table))
    return said


def grant(relation: Sql) -> Sql:
    """Return what lets both kinds of reader ask a relation; its policies say what they get."""
    return statement("grant select on {} to {}, {}", relation, identifier(READER), identifier(COUNTY))


def _of_a_visible_figure(columns: Mapping[str, tuple[str, ...]], own_first: Collection[str]) -> Sql:
    """A part is shown where both the figure and what it is summed from are: a county figure rests on all associations.

    A figure is named by the fact_key of its row, or by the key of its relation joined with `/`.
    """
    figures = []
    for relation, own in columns.items():
        if "association_code" not in own or relation == "association":
            continue
        name = literal(relation)
        if "fact_key" in own:
            table = statement("{}.{}", identifier(SCHEMA), identifier(relation))
            figures.append(statement("(relation = {} and fact_key in (select fact_key from {}))", name, table))
        elif relation in own_first:
            figures.append(
                statement(
                    "(relation = {} and split_part(fact_key, '/', 1) in "
                    "(select association_code from published.association))",
                    name,
                )
            )
    return statement("source_key in (select source_key from published.source_row) and ({})", Sql(" or ".join(figures)))
