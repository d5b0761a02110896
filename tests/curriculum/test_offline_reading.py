"""What another app on the phone may keep of lessons (hook `register_offline_reading`)."""

import pytest
from django.utils import translation
from wagtail.models import PageViewRestriction

from curriculum.models import ModuleRelease, OfflinePack, ReleasePin
from curriculum.offline_reading import OfflineReading
from curriculum.services import make_pack, replace_cards
from tests.curriculum.audiences import audience
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module, step

pytestmark = pytest.mark.django_db
KEY = "group:melati"


def packs_of(user):
    with translation.override("id"):
        return OfflineReading().packs(user)


def with_a_big_change(page):
    [lesson] = page.get_lessons()
    replace_cards(lesson=lesson, cards=[step("Cara baru.")])
    ModuleRelease.objects.filter(page_id=page.pk, number=2).update(change_kind="major")


def pin(page):
    release = ModuleRelease.objects.get(page_id=page.pk, number=1)
    ReleasePin.objects.create(audience_key=KEY, module_id=page.pk, release=release)
    return release


def test_a_module_is_told_with_its_place_and_weight(client):
    page = module(title="Membuat manik-manik")
    release = ModuleRelease.objects.get()
    made = make_pack(release=release, language="id")

    [pack] = packs_of(UserFactory())

    assert (pack.module, pack.title, pack.url) == (
        page.pk,
        "Membuat manik-manik",
        "/pelajaran/m01/",
    )
    assert (pack.digest, pack.shelf) == (made.digest, "/pelajaran/hp/")
    assert pack.bytes == sum(file["bytes"] for file in made.manifest["files"])
    assert client.get(pack.address).json()["digest"] == made.digest


@pytest.mark.parametrize(("language", "browser"), [("id", "en"), ("en", "id")])
def test_a_pack_is_fetched_in_the_language_it_was_told_in(client, language, browser):
    module()
    made = make_pack(release=ModuleRelease.objects.get(), language=language)
    with translation.override(language):
        [pack] = OfflineReading().packs(UserFactory())

    said = client.get(pack.address, headers={"Accept-Language": browser}).json()

    assert said["digest"] == pack.digest == made.digest
    unknown = pack.address.replace(f"/{language}/", "/xx/")
    assert client.get(unknown).status_code == 404


def test_one_whose_pack_was_not_made_yet_has_no_weight(client):
    module()

    [pack] = packs_of(UserFactory())

    assert (pack.digest, pack.bytes) == ("", None)
    assert client.get(pack.address).json()["manifest"]["module"]["url"] == pack.url


def test_a_reader_takes_along_the_version_that_her_group_reads(client):
    page, reader = module(), UserFactory()
    with_a_big_change(page)
    newest = ModuleRelease.objects.get(number=2)
    with audience(KEY, members=[reader]):
        old = pin(page)
        [held], [free] = packs_of(reader), packs_of(UserFactory())

    assert held.address == f"/pelajaran/hp/paket/{page.pk}/{old.pk}/id/"
    assert free.address == f"/pelajaran/hp/paket/{page.pk}/{newest.pk}/id/"
    assert client.get(held.address).json()["manifest"]["release"]["number"] == 1


def test_a_version_that_nobody_reads_any_more_is_not_handed_out(client):
    page, other = module(), module("M02")
    with_a_big_change(page)
    old = ModuleRelease.objects.get(page_id=page.pk, number=1)
    address = f"/pelajaran/hp/paket/{page.pk}/{old.pk}/"

    assert client.get(address).status_code == 404
    assert client.get(f"/pelajaran/hp/paket/{other.pk}/{old.pk}/").status_code == 404
    pin(page)
    assert client.get(address).status_code == 200


def test_what_was_replaced_between_a_pin_and_the_newest_is_not_handed_out(client):
    page = module()
    [lesson] = page.get_lessons()
    for words in ("Salah.", "Benar.", "Cara baru.", "Cara baru sekali."):
        replace_cards(lesson=lesson, cards=[step(words)])
    releases = ModuleRelease.objects.filter(page_id=page.pk)
    releases.filter(number__in=[4, 5]).update(change_kind="major")
    first, wrong, right, unread, newest = releases.order_by("number")
    ReleasePin.objects.create(audience_key=KEY, module_id=page.pk, release=first)

    def status(release):
        return client.get(f"/pelajaran/hp/paket/{page.pk}/{release.pk}/").status_code

    # Her group pinned the first and reads what followed it up to the first big change.
    assert [status(each) for each in (first, wrong, right, unread, newest)] == [
        404,
        404,
        200,
        404,
        200,
    ]
    assert not OfflinePack.objects.exclude(release__in=[right, newest]).exists()


def test_what_an_audience_has_left_behind_is_not_handed_out(client):
    page = module()
    with_a_big_change(page)
    old = pin(page)
    address = f"/pelajaran/hp/paket/{page.pk}/{old.pk}/"
    newest = ModuleRelease.objects.get(page_id=page.pk, number=2)
    ReleasePin.objects.create(audience_key=KEY, module_id=page.pk, release=newest)

    assert client.get(address).status_code == 404


def test_what_not_everybody_may_read_is_absent():
    page = module()
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert packs_of(UserFactory()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_modules_costs_the_same(count, django_assert_num_queries):
    for number in range(count):
        module(f"M{number:02}")
    for release in ModuleRelease.objects.all():
        make_pack(release=release, language="id")
    reader = UserFactory()
    packs_of(reader)

    with django_assert_num_queries(5):
        assert len(packs_of(reader)) == count
