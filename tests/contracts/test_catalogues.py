from pathlib import Path

import polib
import pytest

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
