import shutil
from collections import defaultdict
from pathlib import Path

import django
import messages
import polib
import pytest
import wagtail
from django.core.management import call_command

CHECKOUT = Path(__file__).resolve().parent.parent.parent
CATALOGUES = sorted(
    path
    for root in ("certificates", "curriculum", "mentoring", "site/balai")
    for path in (CHECKOUT / root).glob("**/locale/*/LC_MESSAGES/*.po")
)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_nothing_is_untranslated_or_fuzzy(path):
    catalogue = polib.pofile(str(path))

    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_the_compiled_catalogue_says_what_the_source_says(path):
    source = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr}
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(path.with_suffix(".mo")))}

    assert {msgid: compiled.get(msgid) for msgid in source} == source


INDONESIAN = [path for path in CATALOGUES if "id" in path.parts]
# Words of ours that other screens of the office show too; each reads well there.
READS_WELL_EVERYWHERE = {
    "Change password",
    "English",
    "From",
    "Indonesian",
    "New password",
    "Next",
    "Number",
    "Page not found",
    "Password",
    "Roles",
    "Saving…",
    "hash",
    "subject",
}


def words_of(path: Path) -> dict[tuple[str | None, str], str]:
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr
        for entry in polib.pofile(str(path))
        if entry.msgstr and not entry.fuzzy
    }


def test_one_string_has_one_translation_because_django_merges_the_catalogues():
    found = defaultdict(lambda: defaultdict(set))
    for path in INDONESIAN:
        for key, translation in words_of(path).items():
            found[key][translation].add(str(path.relative_to(CHECKOUT)))

    assert {key: dict(said) for key, said in found.items() if len(said) > 1} == {}


def test_no_word_of_ours_changes_a_screen_of_django_or_wagtail_unawares():
    frameworks = defaultdict(set)
    for package in (django, wagtail):
        for path in Path(package.__file__).parent.glob("**/locale/id*/LC_MESSAGES/django.po"):
            for key, translation in words_of(path).items():
                frameworks[key].add(translation)
    ours = [path for path in INDONESIAN if "office" not in path.parts]

    changed = {
        key[1]
        for path in ours
        for key, translation in words_of(path).items()
        if key in frameworks and translation not in frameworks[key]
    }
    assert sorted(changed - READS_WELL_EVERYWHERE) == []


@pytest.mark.parametrize("app", messages.APPS, ids=lambda app: str(app.relative_to(CHECKOUT)))
def test_every_string_of_the_source_is_in_the_catalogue(app, tmp_path, monkeypatch, settings):
    settings.LOCALE_PATHS = []
    copy = shutil.copytree(
        app,
        tmp_path / app.name,
        ignore=shutil.ignore_patterns("__pycache__", "static", "pictures", "speech", "*.mo"),
    )
    monkeypatch.chdir(copy)

    call_command("makemessages", locale=["id"], no_location=True, no_obsolete=True, verbosity=0)

    kept, collected = (
        {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path))}
        for path in (
            app / "locale/id/LC_MESSAGES/django.po",
            copy / "locale/id/LC_MESSAGES/django.po",
        )
    )
    assert sorted(map(str, collected - kept)) == []
    assert sorted(map(str, kept - collected)) == []
