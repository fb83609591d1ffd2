"""The one way figures leave the warehouse: reports, packs, exports and BI read the published schema through this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finsam.bi.description import SCHEMA
from finsam.errors import InputError
from finsam.publish import PUBLIC_DATABASE, PUBLIC_NAME, RUN, demand_current, is_finished
from finsam.scheduling.record import runs
from finsam.scheduling.relation import lay_over
from finsam.sql import dictionaries, identifier, literal, statement
from finsam.wording import Language

if TYPE_CHECKING:
    import duckdb

    from finsam.settings import Settings

Row = dict[str, Any]


@dataclass(frozen=True)
class Word:
    """What people call a code.

    Args:
        label: Language -> name.
        description: Language -> explanation; may be empty.
        sort_order: Its place among the codes of its kind.
    """

    label: Mapping[Language, str]
    description: Mapping[Language, str]
    sort_order: int


@dataclass(frozen=True)
class Words:
    """The names of all codes, columns and relations, from published.label.

    Args:
        by_code: (kind of code, code) -> its word.
    """

    by_code: Mapping[tuple[str, str], Word]

    def name(self, kind: str, code: Any, language: Language) -> str:
        """Return what people call a code; the code itself where nobody has named it."""
        word = self.by_code.get((kind, str(code)))
        return word.label[language] if word else str(code)

    def description(self, kind: str, code: Any, language: Language) -> str:
        """Return the explanation of a code; empty where there is none."""
        word = self.by_code.get((kind, str(code)))
        return word.description[language] if word else ""

    def order(self, kind: str, code: Any) -> tuple[int, str]:
        """Return a sort key: the stated order, then the code."""
        word = self.by_code.get((kind, str(code)))
        return (word.sort_order if word else len(self.by_code), str(code))

    def codes(self, kind: str) -> list[str]:
        """Return the codes of a kind in their stated order."""
        return sorted((code for own, code in self.by_code if own == kind), key=lambda code: self.order(kind, code))


@dataclass(frozen=True)
class Published:
    """The published relations of one finished build, read-only.

    Args:
        connection: Reads the published file and nothing else.
        build_id: The build.
        folder: Its folder.
    """

    connection: duckdb.DuckDBPyConnection
    build_id: str
    folder: Path

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the answer as one dictionary per row.

        Args:
            sql: A query; relations are written published.<relation>, values $name.
            parameters: Name -> value.
        """
        return dictionaries(self.connection.execute(sql, dict(parameters or {})))

    def has(self, relation: str, *columns: str) -> bool:
        """Whether a published relation with these columns exists: an older build may lack it."""
        found = self.relations().get(relation, ())
        return bool(found) and set(columns) <= set(found)

    def relations(self) -> dict[str, tuple[str, ...]]:
        """Return relation -> its columns, in their order."""
        columns: dict[str, tuple[str, ...]] = {}
        for row in self.rows(
            """
            select table_name as relation, column_name from duckdb_columns()
            where database_name = $database and schema_name = $schema order by table_name, column_index
            """,
            {"database": PUBLIC_NAME, "schema": SCHEMA},
        ):
            columns[row["relation"]] = (*columns.get(row["relation"], ()), row["column_name"])
        return columns

    @cached_property
    def words(self) -> Words:
        """What people call codes, columns and relations; no names where the build has none."""
        if not self.has("label"):
            return Words({})
        return Words(
            {
                (row["code_kind"], row["code"]): Word(
                    {Language.SV: row["label_sv"], Language.EN: row["label_en"]},
                    {Language.SV: row["description_sv"] or "", Language.EN: row["description_en"] or ""},
                    row["sort_order"],
                )
                for row in self.rows("select * from published.label")
            }
        )


@contextmanager
def opened(settings: Settings, name: str | None = None) -> Iterator[Published]:
    """Open the published file of a finished build by its own file name, not through the link.

    published.run has the runs until now and not only those until the build was made: the runs since are just those
    that left no build, since nothing was new or something stopped them.

    Args:
        settings: The run's places.
        name: The build; None means the one that is current.

    Raises:
        InputError: Nothing is published, or there is no such build.
    """
    import duckdb  # noqa: PLC0415

    name = name or demand_current(settings)
    if not is_finished(settings, name):
        raise InputError(
            f"Det finns inget färdigt bygge {name}. finsam rollback visar vilka som finns.",
            f"There is no finished build {name}. finsam rollback lists those there are.",
        )
    folder = settings.builds / name
    with duckdb.connect() as connection:
        spill = literal(folder / f"{PUBLIC_DATABASE}.tmp")
        connection.execute(statement("set temp_directory = {}", spill))
        place = statement("attach {} as {} (read_only)", literal(folder / PUBLIC_DATABASE), identifier(PUBLIC_NAME))
        connection.execute(place)
        connection.execute(statement("use {}", identifier(PUBLIC_NAME)))
        published = Published(connection, name, folder)
        if published.has(RUN):
            lay_over(connection, PUBLIC_NAME, runs(settings))
        yield published
