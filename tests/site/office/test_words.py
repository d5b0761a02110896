"""Wagtail's office speaks Indonesian: what its own catalogue lacks stands in ours."""

import re
from pathlib import Path

import polib
import pytest

from balai.settings.base import BALAI
from tests.factories.accounts import UserFactory

CATALOGUES = sorted((BALAI / "office" / "locale" / "id" / "LC_MESSAGES").glob("*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)\w|\{\w+\}")


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.name)
def test_every_word_is_translated_and_names_only_what_the_source_names(catalogue: Path):
    entries = polib.pofile(str(catalogue))

    assert entries.untranslated_entries() + entries.fuzzy_entries() == []
    assert [
        entry.msgid
        for entry in entries
        if not set(PLACEHOLDER.findall(entry.msgstr or entry.msgstr_plural[0]))
        <= set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    ] == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.name)
def test_the_compiled_words_are_the_written_ones(catalogue: Path):
    written = {e.msgid: e.msgstr or e.msgstr_plural for e in polib.pofile(str(catalogue))}
    compiled = polib.mofile(str(catalogue.with_suffix(".mo")))

    assert {e.msgid: e.msgstr or e.msgstr_plural for e in compiled} == written


@pytest.fixture
def editor(client, db):
    client.force_login(UserFactory(is_superuser=True))
    return client


def test_an_empty_list_offers_the_first_row_in_indonesian(editor):
    answer = editor.get("/admin/curriculum_programmes/")

    assert "Belum ada program. <a href=" in answer.content.decode()


def test_the_scripts_of_the_office_speak_indonesian(editor):
    answer = editor.get("/admin/jsi18n/")

    assert '"Insert a block": "Tambah bagian"' in answer.content.decode()
