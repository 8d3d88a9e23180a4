"""Opening the library's database, bringing its tables up to date, and its transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from corpus.library.kept import Kept
from corpus.library.schema import Meta

MIGRATIONS = Path(__file__).parent / "migrations"
_REVISION = "SELECT value FROM meta WHERE key = 'revision'"


class LibraryError(Exception):
    """The library cannot be used; the message is Vietnamese and says the mend."""


class Connected:
    """What every room of the library stands on: the engine, the revision, and transactions that write."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._kept = Kept(-1)

    def revision(self) -> int:
        """Number of write transactions so far; the index and caches compare it with the one they were built from."""
        # asked with every question, so without the layers above the driver
        with closing(self.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(_REVISION)
            found = cursor.fetchone()
        return int(found[0]) if found else 0

    def kept(self) -> Kept:
        """What has been read of the library as it stands, to be added to."""
        revision = self.revision()
        kept = self._kept
        if kept.revision != revision:
            kept = self._kept = Kept(revision)
        return kept

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """A transaction that writes."""
        with Session(self.engine.execution_options(writes=True)) as session, session.begin():
            yield session

    @contextmanager
    def _write(self) -> Iterator[tuple[Session, int]]:
        """A write transaction and its new revision number."""
        with self._session() as session:
            row = session.get_one(Meta, "revision", with_for_update=True)
            revision = int(row.value) + 1
            row.value = str(revision)
            session.flush()
            yield session, revision


def connect(url: str) -> Engine:
    """The engine of a library, its tables created or upgraded. LibraryError if the database cannot be used."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_settings)
        event.listen(engine, "begin", _sqlite_begin)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            _upgrade(connection)
    except OperationalError as error:
        raise LibraryError(
            f"Không mở được kho dữ liệu tại {engine.url.render_as_string(hide_password=True)}: {error.orig}. "
            "Hãy kiểm tra KHOLUAT_HOME hoặc KHOLUAT_DATABASE_URL và quyền ghi của thư mục."
        ) from error
    return engine


def _sqlite_settings(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself; _sqlite_begin does
    cursor = connection.cursor()
    for pragma in ("busy_timeout=60000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    """Writers take the lock at once: SQLite refuses, without waiting, to turn a reading transaction into a writing one."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(connection: Connection) -> None:
    """Bring the tables to the newest schema; quick when they already are."""
    if _version(connection) == newest_version():
        return
    # imported only now: it costs a command line a fifth of a second
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.execute(select(Meta.key).where(Meta.key == "revision")).first() is None:
        connection.execute(insert(Meta).values(key="revision", value="0"))


def _version(connection: Connection) -> str | None:
    """The migration the tables stand at; None where there are no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def newest_version() -> str:
    """The last migration: their files are named by it, "0002_why_a_part_is_in_doubt.py"."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
