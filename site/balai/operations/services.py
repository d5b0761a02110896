"""Backing a site up into one file, and bringing it back in either mode.

The rows travel in a form of their own (`rows.py`), so a backup made on SQLite restores
into PostgreSQL and the other way round.
"""

import platform
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.core.files import File
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from balai.operations import files, rows
from balai.operations.archive import KEYS, ROWS, BackupReader, BackupWriter, Manifest
from balai.operations.errors import (
    BackupFromNewerVersion,
    BrokenBackup,
    NothingToBackUp,
    SiteNotEmpty,
)
from balai.operations.sealing import seal_folder, unseal_folder
from balai.operations.snapshots import snapshot


@dataclass(frozen=True)
class Restored:
    """What came back. `keys` counts key files; 0 when none were asked for."""

    rows: int
    files: int
    keys: int
    manifest: Manifest


def key_folder() -> Path:
    """Where the site keeps what must never be in the database."""
    return Path(settings.VAR) / "keys"


def back_up(*, into: Path, passphrase: str = "") -> Path:
    """Write one file with every row and every stored file; return where it lies.

    into: the folder for it. passphrase: locks the site's keys into the backup as well;
    empty leaves them out. The site may go on working meanwhile: rows are those of one
    moment, and files that come later are not missed by any row.
    Raises NothingToBackUp when no database was ever made, PassphraseMissing when it is
    too short.
    """
    if MigrationRecorder.Migration._meta.db_table not in connection.introspection.table_names():
        raise NothingToBackUp
    sealed = seal_folder(key_folder(), passphrase=passphrase) if passphrase else b""
    path = into / f"pendamping-{timezone.localtime():%Y%m%d-%H%M%S}.tar.gz"
    with BackupWriter(path, _manifest()) as backup:
        _write_rows(backup)
        _write_files(backup)
        if sealed:
            _write_bytes(backup, KEYS, sealed)
    return path


def _manifest() -> Manifest:
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied.setdefault(app, []).append(name)
    return Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        versions={
            "pendamping": _own_version(),
            "django": django.get_version(),
            "wagtail": wagtail.__version__,
            "python": platform.python_version(),
        },
        database=connection.vendor,
        migrations=applied,
    )


def _own_version() -> str:
    described = tomllib.loads((Path(settings.CHECKOUT) / "pyproject.toml").read_text())
    return str(described["project"]["version"])


def _write_rows(backup: BackupWriter) -> None:
    with snapshot(backup.path.parent) as frozen:
        for model in rows.kept_models(apps):
            table = model._meta.db_table
            with tempfile.TemporaryFile(dir=backup.path.parent) as file:
                backup.manifest.rows[table] = rows.write_table(frozen, model, file)
                size = file.tell()
                file.seek(0)
                backup.add(f"{ROWS}{table}.jsonl", size, file)


def _write_files(backup: BackupWriter) -> None:
    for folder in files.STORAGES:
        storage = files.storage_of(folder)
        for name in files.every_file(storage):
            try:
                with storage.open(name) as file:
                    backup.add(f"{folder}/{name}", file.size, file)
            except FileNotFoundError:
                continue  # replaced while we read: its row is newer than our snapshot


def _write_bytes(backup: BackupWriter, name: str, content: bytes) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        backup.add(name, len(content), file)


def restore(*, source: Path, passphrase: str = "") -> Restored:
    """Bring the backup `source` into this site, which must be empty.

    passphrase: brings the keys back too; empty leaves them locked in the backup.
    The file is read wholly and checked before anything is written.
    Raises BrokenBackup, SiteNotEmpty, BackupFromNewerVersion, WrongPassphrase.
    """
    with BackupReader(source) as backup:
        _require_empty()
        targets = _targets(backup.manifest)
        keys = _read_keys(backup, passphrase)
        count = _read_rows(backup, targets)
        # Forward to this checkout's tables; permissions and role groups follow by themselves.
        call_command("migrate", interactive=False, verbosity=0)
        stored = _read_files(backup)
        call_command("update_index", verbosity=0)
        return Restored(rows=count, files=stored, keys=keys, manifest=backup.manifest)


def _require_empty() -> None:
    if connection.introspection.table_names():
        raise SiteNotEmpty(what="a database")
    if files.has_files():
        raise SiteNotEmpty(what="files")


def _targets(manifest: Manifest) -> list[tuple[str, str]]:
    """The newest migrations of each app at the time of the backup.

    Apps this checkout does not have any more are passed over, with their tables.
    """
    graph = MigrationExecutor(connection).loader.graph
    known = {app for app, _name in graph.nodes}
    recorded = {
        (app, name) for app, names in manifest.migrations.items() if app in known for name in names
    }
    # A squashed migration is recorded beside those it replaces, which are gone.
    missing = sorted(node for node in recorded if node not in graph.nodes)
    newest = sorted(
        node
        for node in recorded - set(missing)
        if not any(
            child.key in recorded and child.key[0] == node[0]
            for child in graph.node_map[node].children
        )
    )
    if missing and not _replaced(missing, graph):
        app, name = missing[0]
        raise BackupFromNewerVersion(migration=f"{app}.{name}")
    return newest


def _replaced(missing: list[tuple[str, str]], graph: Any) -> bool:
    replaced = {old for migration in graph.nodes.values() for old in migration.replaces}
    return set(missing) <= replaced


def _read_keys(backup: BackupReader, passphrase: str) -> int:
    if not (passphrase and backup.manifest.has_keys):
        return 0
    ((_name, content),) = backup.members(KEYS)
    return unseal_folder(content.read(), key_folder(), passphrase=passphrase)


def _read_rows(backup: BackupReader, targets: list[tuple[str, str]]) -> int:
    executor = MigrationExecutor(connection)
    state = executor.migrate(targets)
    models = {model._meta.db_table: model for model in rows.kept_models(state.apps)}
    names = {name.removesuffix(".jsonl") for name, _content in backup.members(ROWS)}
    count = 0
    with connection.constraint_checks_disabled(), transaction.atomic():
        rows.empty_tables(connection, models.values())
        for name, content in backup.members(ROWS):
            if name.removesuffix(".jsonl") in models:
                count += rows.read_table(connection, models, content)
        rows.continue_numbering(connection, models.values())
    connection.check_constraints()
    wanted = sum(backup.manifest.rows[name] for name in names & models.keys())
    if count != wanted:
        raise BrokenBackup(name=backup.path.name, why=f"{count} rows instead of {wanted}")
    return count


def _read_files(backup: BackupReader) -> int:
    count = 0
    for folder in files.STORAGES:
        storage = files.storage_of(folder)
        for name, content in backup.members(f"{folder}/"):
            storage.save(name, File(content, name=name))
            count += 1
    return count
