import pytest
from django.db.models import ProtectedError

from curriculum.errors import NoChangeWaiting
from curriculum.models import ModuleRelease, ReleasePin
from curriculum.pinned import releases_held_for, waiting_changes
from curriculum.services import accept_release, remove_module, replace_cards
from tests.curriculum.audiences import audience
from tests.curriculum.readers import does, reading_of
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import check, module, step

pytestmark = pytest.mark.django_db

KEY = "group:melati"


@pytest.fixture
def sri(db):
    return UserFactory(full_name="Sri Pendamping Contoh")


def changes(page, kind, note=""):
    """The first lesson is published again with new cards."""
    lesson = page.get_lessons()[0]
    lesson.change_kind, lesson.change_note = kind, note
    replace_cards(lesson=lesson, cards=[step(f"Cara {kind}."), check()])
    return page.current_release()


def pins():
    return [(pin.audience_key, pin.release.number) for pin in ReleasePin.objects.all()]


def test_a_big_change_leaves_a_group_that_has_read_where_it_is(ruminah, sutini):
    page = module()
    with audience(members=[ruminah]):
        does(ruminah, reading_of(page))

        changes(page, "major")

        held = ModuleRelease.objects.get(number=1)
        assert pins() == [(KEY, 1)]
        assert releases_held_for(ruminah) == {page.pk: held.pk}
        assert releases_held_for(sutini) == {}


def test_a_group_that_was_taught_without_phones_is_held_too(ruminah):
    page = module()
    with audience(members=[ruminah], taught=[page.pk]):
        changes(page, "major")

    assert pins() == [(KEY, 1)]


@pytest.mark.parametrize("kind", ["typo", "minor"])
def test_small_changes_come_by_themselves(ruminah, kind):
    page = module()
    with audience(members=[ruminah]):
        does(ruminah, reading_of(page))
        changes(page, kind)

        assert (pins(), releases_held_for(ruminah)) == ([], {})


def test_what_follows_a_big_change_waits_with_it(ruminah, sri):
    page = module()
    with audience(members=[ruminah], in_charge=[sri]):
        does(ruminah, reading_of(page))
        changes(page, "minor")
        changes(page, "major", "Urutan baru.")
        changes(page, "typo", "Salah tulis.")

        (change,) = waiting_changes(sri)

    assert (change.held.number, change.newest.number) == (2, 4)
    assert change.notes == ("Urutan baru.", "Salah tulis.")


def test_once_accepted_the_group_reads_on_until_the_next_big_change(ruminah, sri):
    page = module()
    with audience(members=[ruminah], in_charge=[sri]):
        does(ruminah, reading_of(page))
        changes(page, "major")

        pin = accept_release(audience_key=KEY, module_id=page.pk, accepted_by=sri)

        assert (pin.release.number, pin.accepted_by) == (2, sri)
        assert releases_held_for(ruminah) == {}
        changes(page, "minor")
        assert releases_held_for(ruminah) == {}
        changes(page, "major")
        assert releases_held_for(ruminah) == {page.pk: ModuleRelease.objects.get(number=3).pk}
        assert pins() == [(KEY, 2), (KEY, 1)]


def test_only_who_is_in_charge_accepts_and_only_once(ruminah, sutini, sri):
    page = module()
    with audience(members=[ruminah], in_charge=[sri]):
        does(ruminah, reading_of(page))
        changes(page, "major")

        for nobody in (ruminah, sutini):
            assert waiting_changes(nobody) == []
            with pytest.raises(NoChangeWaiting):
                accept_release(audience_key=KEY, module_id=page.pk, accepted_by=nobody)
        accept_release(audience_key=KEY, module_id=page.pk, accepted_by=sri)
        with pytest.raises(NoChangeWaiting, match="menunggu keputusan Anda"):
            accept_release(audience_key=KEY, module_id=page.pk, accepted_by=sri)


def test_who_reads_in_two_groups_reads_what_the_furthest_has_accepted(ruminah, sri):
    page = module()
    with audience(members=[ruminah], in_charge=[sri]), audience("run:1", members=[ruminah]):
        does(ruminah, reading_of(page))
        changes(page, "major")
        accept_release(audience_key=KEY, module_id=page.pk, accepted_by=sri)

        assert len(pins()) == 3
        assert releases_held_for(ruminah) == {}


def test_a_module_taken_back_waits_for_nobody(ruminah, sri):
    page = module()
    with audience(members=[ruminah], in_charge=[sri]):
        does(ruminah, reading_of(page))
        changes(page, "major")
        page.unpublish()

        assert (waiting_changes(sri), releases_held_for(ruminah)) == ([], {})


def test_a_pin_protects_release_page_and_revision():
    page = module()
    with audience(taught=[page.pk]):
        changes(page, "major")
    pin = ReleasePin.objects.get()

    for row in (pin.release, pin.release.revision, page):
        with pytest.raises(ProtectedError):
            row.delete()
    with pytest.raises(ProtectedError):
        remove_module(module=page)


def test_many_waiting_changes_cost_no_more_queries(sri, django_assert_num_queries):
    pages = [module(f"M{number:02}") for number in range(3)]
    sri.has_perm("curriculum.add_sound")  # asked once a request
    with audience(taught=[page.pk for page in pages], in_charge=[sri]):
        for page, wanted in zip(pages, (1, 2, 3), strict=True):
            changes(page, "major")
            with django_assert_num_queries(2):
                assert len(waiting_changes(sri)) == wanted
