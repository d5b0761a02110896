"""A big change as readers, and those in charge of them, meet it."""

import pytest

from curriculum.models import ProgressEvent, ReleasePin
from tests.curriculum.audiences import audience
from tests.curriculum.readers import does, reading_of
from tests.curriculum.services.test_pinning import KEY, changes
from tests.curriculum.test_views import form_id, text
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module

pytestmark = pytest.mark.django_db

LESSON, CHANGES = "/pelajaran/m01/belajar-1/", "/pelajaran/perubahan/"


@pytest.fixture
def sri(db):
    return UserFactory(full_name="Sri Pendamping Contoh")


@pytest.fixture
def held(ruminah, sri, django_capture_on_commit_callbacks):
    """A module with a big change that waits for Sri, who accompanies Ruminah's group."""
    with audience(members=[ruminah], in_charge=[sri]):
        with django_capture_on_commit_callbacks(execute=True):
            page = module()
            does(ruminah, reading_of(page))
            changes(page, "major", "Urutan baru.")
        yield page


def test_the_group_reads_the_old_release_and_all_others_the_new_one(client, held, ruminah, sutini):
    guest = text(client.get(LESSON))
    client.force_login(ruminah)
    hers = [text(client.get(LESSON)) for _time in range(2)]
    client.force_login(sutini)
    others = text(client.get(LESSON))

    assert "Cara major." in guest
    assert "Cara major." in others
    for html in hers:
        assert "Pilih kayu yang kering." in html
        assert "Cara major." not in html


def test_what_she_does_is_kept_for_the_release_she_read(client, held, ruminah):
    client.force_login(ruminah)
    posted = {"form_id": form_id(text(client.get(LESSON)))}

    client.post(f"{LESSON}selesai/", posted)

    assert ProgressEvent.objects.latest("received_at").release.number == 1


def test_a_held_lesson_costs_three_queries_like_any_other(
    client, held, ruminah, django_assert_num_queries
):
    client.force_login(ruminah)
    client.get(LESSON)

    with django_assert_num_queries(3):
        assert "Pilih kayu yang kering." in text(client.get(LESSON))


def test_who_is_in_charge_accepts_and_the_group_reads_the_new_one(
    client, held, ruminah, sri, django_capture_on_commit_callbacks
):
    client.force_login(sri)
    page = text(client.get(CHANGES))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(CHANGES, {"audience_key": KEY, "module_id": held.pk}, follow=True)
    client.force_login(ruminah)

    assert "Ronce Melati" in page
    assert "Urutan baru." in page
    assert 'href="/pelajaran/m01/"' in page
    assert text(answer).count("membaca versi baru mulai sekarang") == 1
    assert "Cara major." in text(client.get(LESSON))


@pytest.mark.parametrize("who", ["ruminah", "sutini"])
def test_nobody_else_sees_or_accepts_it(client, held, request, who):
    client.force_login(request.getfixturevalue(who))

    page = text(client.get(CHANGES))
    answer = client.post(CHANGES, {"audience_key": KEY, "module_id": held.pk}, follow=True)

    assert "Urutan baru." not in page
    assert "menunggu keputusan Anda" in text(answer)
    assert ReleasePin.objects.count() == 1


def test_a_guest_signs_in_first(client):
    assert client.get(CHANGES).status_code == 302


def test_it_stands_on_the_desk_of_who_is_in_charge(client, held, sri, ruminah, today):
    from curriculum.desk import desk_items

    def waiting(user):
        return [(i.count, i.url) for i in desk_items(user, today) if i.kind == "waiting"]

    assert waiting(sri) == [(1, CHANGES)]
    assert waiting(ruminah) == []


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_page_costs_the_same_for_any_number_of_changes(
    count, client, ruminah, sri, django_assert_num_queries
):
    with audience(members=[ruminah], in_charge=[sri]):
        for number in range(count):
            page = module(f"M{number:02}")
            does(ruminah, reading_of(page))
            changes(page, "major")
        client.force_login(sri)
        client.get(CHANGES)

        with django_assert_num_queries(6 if count else 3):
            response = client.get(CHANGES)

    assert len(response.context["changes"]) == count
