"""A real PostgreSQL server for tests: made in a folder of its own, reached on a socket and a port of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

ADMIN_PASSWORD = "s3cret/with@signs"  # noqa: S105 - of a server that lives as long as the test
_QUIET = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=90", "shared_buffers=32MB")


@dataclass(frozen=True)
class Server:
    """A running server."""

    folder: Path
    port: int

    def url(self, user: str = "admin", database: str = "postgres") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def database(self, name: str) -> str:
        """Make an empty database; returns its address for the administrator."""
        self.run(f"drop database if exists {name}", f"create database {name}")
        return self.url(database=name)

    def run(self, *statements: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database=database), autocommit=True) as connection:
            for sql in statements:
                connection.execute(sql.encode())

    def rows(self, sql: str, user: str = "admin", database: str = "postgres") -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url(user, database)) as connection:
            return connection.execute(sql.encode()).fetchall()

    def psql(self, sql: str, user: str, database: str) -> tuple[int, str]:
        """Ask as a person does; returns the exit code and all that was said."""
        said = subprocess.run(
            [_program("psql"), "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql, self.url(user, database)],
            capture_output=True,
            text=True,
            check=False,
        )
        return said.returncode, said.stdout + said.stderr


def _program(name: str) -> str:
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        pytest.skip(f"PostgreSQL is not installed here: no {name}")
    return found


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server and stop it again; PostgreSQL refuses to run as root, so root lends it another user."""
    initdb, control, user = _program("initdb"), _program("pg_ctl"), None
    _program("psql")
    folder = Path(tempfile.mkdtemp(prefix="finsam_pg_"))
    if os.geteuid() == 0:
        user = "nobody"
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*words: str) -> None:
        subprocess.run(words, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)

    try:
        password = folder / "password"
        password.write_text(ADMIN_PASSWORD, encoding="utf-8")
        data = str(folder / "data")
        run(
            *(initdb, "-D", data, "-U", "admin", "-N", "-E", "UTF8", "--locale=C", "--auth-local=trust"),
            *("--auth-host=scram-sha-256", f"--pwfile={password}"),
        )
        choices = " ".join(f"-c {choice}" for choice in _QUIET)
        places = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        run(control, "-D", data, "-w", "-l", str(folder / "log"), "-o", f"{places} {choices}", "start")
        yield Server(folder, port)
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            run(control, "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
