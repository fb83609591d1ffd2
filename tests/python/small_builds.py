"""Small published builds, made without a night: for tests of those who read them while others take their place."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from finsam.publish import point_to
from finsam.settings import Settings

# every relation says which build it is of, so that a mix shows
_TABLES = """
create schema published;
create table published.build as select '{name}' as build_id, date '2024-12-31' as as_of;
create table published.association (association_code varchar, kind varchar);
insert into published.association values ('alfa', 'association'), ('beta', 'association'), ('lan', 'county');
create table published.indicator_value as
    select '{name}' as build_id, association_code, i as indicator_code, cast(i as decimal(18, 4)) as value
    from published.association, range({rows}) as numbers(i);
create table published.cost_split as select association_code, '{name}' as build_id from published.association;
create view published.figure_source as select build_id, association_code from published.cost_split;
comment on table published.cost_split is 'One row is it''s cost; 100 % of {{it}}.';
"""
KEYS = {"association": ["association_code"], "cost_split": ["association_code"]}


def publish_small(settings: Settings, name: str, rows: int = 50, also: str = "") -> None:
    """Make a build of this name current.

    Args:
        settings: The run's places.
        name: The build id.
        rows: Indicators per association.
        also: SQL that changes the build.
    """
    folder = settings.builds / name
    (folder / "open").mkdir(parents=True)
    with duckdb.connect(str(folder / "finsam.duckdb")) as connection:
        connection.execute(_TABLES.format(name=name, rows=rows) + also)
    resources = [{"name": relation, "schema": {"primaryKey": key}} for relation, key in KEYS.items()]
    _write(folder / "open" / "datapackage.json", {"resources": resources})
    _write(folder / "receipt.json", {"build_id": name})
    point_to(settings, name)


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
