"""The migrations give exactly the tables that ``corpus.library.schema`` declares, and can be taken back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect

from corpus.library.connection import MIGRATIONS, connect, newest_version
from corpus.library.schema import Base


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("sqlite://").connect() as connection:
        yield connection


def configured(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def test_migrations_give_the_declared_schema(connection: Connection) -> None:
    command.upgrade(configured(connection), "head")
    assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_a_column_without_a_migration_would_be_seen(connection: Connection) -> None:
    command.upgrade(configured(connection), "head")
    connection.exec_driver_sql("ALTER TABLE audit DROP COLUMN detail")
    (difference,) = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert difference[0] == "add_column"


def test_the_first_schema_can_be_taken_back_and_made_again(connection: Connection) -> None:
    config = configured(connection)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    assert inspect(connection).get_table_names() == ["alembic_version"]
    command.upgrade(config, "head")
    assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_newest_version_is_told_by_the_names_of_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert newest_version() == ScriptDirectory.from_config(config).get_current_head()


def test_a_library_up_to_date_is_opened_without_what_upgrades_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/library.sqlite"
    connect(url)
    code = "import sys; from corpus.library import Library; Library.open(sys.argv[1]); print('alembic' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
