"""What a kept, migrated database is known by."""

from pathlib import Path

from django.apps import apps

from tests.kept_sqlite.base import migrations_digest


def test_new_words_of_consents_are_another_database(monkeypatch):
    before = migrations_digest()
    words = Path(apps.get_app_config("mentoring_registry").path) / "consent_texts.py"
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: read(path) + (b"#" if path == words else b"")
    )

    assert migrations_digest() != before
