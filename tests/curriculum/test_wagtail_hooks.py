"""The admin: who may open what, and what cannot be deleted."""

import io

import pytest
from django.urls import reverse

from curriculum.models import CompetencyUnit, PlainWord, Programme, ProgrammeUnit, Sound, Video
from curriculum.pages.models import LessonPage, ModulePage
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import (
    MP3,
    CompetencyUnitFactory,
    ProgrammeFactory,
    draft_module,
    module,
    sound,
    video,
)
from tests.factories.recordings import film, recording

pytestmark = pytest.mark.django_db

LISTS = {
    "programmes": "/admin/curriculum_programmes/",
    "units": "/admin/curriculum_units/",
    "sounds": "/admin/curriculum_sounds/",
    "videos": "/admin/curriculum_videos/",
    "words": "/admin/curriculum_plain_words/",
    "modules": "/admin/curriculum_modules/",
}


@pytest.fixture
def publisher(client):
    client.force_login(UserFactory(roles=["publisher"]))
    return client


def make(kind, count):
    for number in range(count):
        if kind == "programmes":
            ProgrammeFactory()
        elif kind == "units":
            CompetencyUnitFactory()
        elif kind == "sounds":
            sound(f"Suara {number}")
        elif kind == "videos":
            video(f"Film {number}")
        elif kind == "words":
            PlainWord.objects.create(language="id", word=f"kata-{PlainWord.objects.count()}")


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("crafter", {}),
        (
            "translator",
            {"programmes": "see", "units": "see", "sounds": "see", "videos": "see", "words": "see"},
        ),
        (
            "author",
            {"programmes": "see", "units": "see", "sounds": "add", "videos": "add", "words": "add"},
        ),
        (
            "publisher",
            {"programmes": "add", "units": "add", "sounds": "add", "videos": "add", "words": "add"},
        ),
        ("programme_manager", {"programmes": "add", "units": "add"}),
    ],
)
def test_each_role_opens_its_own_lists(client, role, may):
    client.force_login(UserFactory(roles=[role]))
    opened = {}
    for kind in ("programmes", "units", "sounds", "videos", "words"):
        if client.get(LISTS[kind]).status_code == 200:
            opened[kind] = "see"
        if client.get(f"{LISTS[kind]}new/").status_code == 200:
            opened[kind] = "add"

    assert opened == may


@pytest.mark.parametrize("kind", ["programmes", "units", "sounds", "videos", "words"])
def test_lists_cost_the_same_for_0_1_and_30_rows(publisher, kind, django_assert_num_queries):
    made = 0
    publisher.get(LISTS[kind])
    for wanted, queries in ((0, 10), (1, 11), (30, 11)):
        make(kind, wanted - made)
        made = wanted
        with django_assert_num_queries(queries):
            assert publisher.get(LISTS[kind]).status_code == 200


def test_a_programme_is_written_with_its_units_and_modules(publisher):
    unit, page = CompetencyUnitFactory(), module("M01")
    posted = {
        "code": "MANIK",
        "title_id": "Manik",
        "title_en": "Beads",
        "jp": "64",
        "minutes_per_jp": "45",
        "programme_units-TOTAL_FORMS": "1",
        "programme_units-INITIAL_FORMS": "0",
        "programme_units-MIN_NUM_FORMS": "0",
        "programme_units-MAX_NUM_FORMS": "1000",
        "programme_units-0-unit": unit.pk,
        "programme_units-0-jp": "40",
        "programme_units-0-ORDER": "1",
        "programme_modules-TOTAL_FORMS": "1",
        "programme_modules-INITIAL_FORMS": "0",
        "programme_modules-MIN_NUM_FORMS": "0",
        "programme_modules-MAX_NUM_FORMS": "1000",
        "programme_modules-0-module": page.pk,
        "programme_modules-0-is_required": "on",
        "programme_modules-0-ORDER": "1",
    }

    publisher.post(f"{LISTS['programmes']}new/", posted)

    programme = Programme.objects.get()
    assert [each.unit for each in programme.programme_units.all()] == [unit]
    assert [each.module_id for each in programme.programme_modules.all()] == [page.pk]


def test_a_programme_takes_modules_only(publisher):
    html = publisher.get(f"{LISTS['programmes']}new/").content.decode()

    assert "curriculum_pages.modulepage" in html


def test_a_unit_in_use_stays(publisher):
    unit = CompetencyUnitFactory()
    ProgrammeUnit.objects.create(programme=ProgrammeFactory(), unit=unit, jp=8)

    publisher.post(f"{LISTS['units']}delete/{unit.pk}/")

    assert CompetencyUnit.objects.count() == 1


def test_an_author_adds_a_sound_and_its_length_is_read(client):
    client.force_login(UserFactory(roles=["author"]))
    files = {"file": io.BytesIO(recording("opus", seconds=6.5)), "fallback_file": io.BytesIO(MP3)}
    files["file"].name, files["fallback_file"].name = "a.opus", "a.mp3"

    client.post(f"{LISTS['sounds']}new/", {"title": "Pilih kayu", **files})

    kept = Sound.objects.get()
    assert (kept.title, kept.seconds, kept.is_machine_voice) == ("Pilih kayu", 7, False)


def test_a_false_sound_is_refused_with_its_reason(client):
    client.force_login(UserFactory(roles=["author"]))
    file = io.BytesIO(b"PK\x03\x04 something else")
    file.name = "a.opus"

    html = client.post(f"{LISTS['sounds']}new/", {"title": "x", "file": file}).content.decode()

    assert "bukan suara yang dapat diputar" in html
    assert Sound.objects.count() == 0


def test_an_author_adds_a_video_and_its_length_is_read(client):
    client.force_login(UserFactory(roles=["author"]))
    file = io.BytesIO(film(seconds=6.5))
    file.name = "a.mp4"

    client.post(f"{LISTS['videos']}new/", {"title": "Potong kayu", "file": file})

    kept = Video.objects.get()
    assert (kept.title, kept.seconds, kept.large_size) == ("Potong kayu", 7, 0)


def test_the_video_chooser_lists_and_adds(client):
    client.force_login(UserFactory(roles=["author"]))
    video("Film satu")

    html = client.get(reverse("curriculum_video_chooser:choose")).json()["html"]

    assert "Film satu" in html
    assert "large_file" in html


def test_an_author_adds_a_plain_word_and_is_told_of_a_phrase(client):
    client.force_login(UserFactory(roles=["author"]))
    add = f"{LISTS['words']}new/"

    client.post(add, {"language": "id", "word": " Kelembapan ", "instead": ""})
    refused = client.post(add, {"language": "id", "word": "unggah berkas", "instead": "kirim"})

    assert [str(word) for word in PlainWord.objects.all()] == ["kelembapan"]
    assert "Tulis satu kata" in refused.content.decode()


def test_the_sound_chooser_lists_and_adds(client):
    client.force_login(UserFactory(roles=["author"]))
    sound("Suara satu")

    html = client.get(reverse("curriculum_sound_chooser:choose")).json()["html"]

    assert "Suara satu" in html
    assert "fallback_file" in html


# --- What was released stays -------------------------------------------------


def test_a_released_page_is_not_deleted_but_unpublished(admin_client):
    page = module("M01")
    lesson = page.get_lessons()[0]

    for each in (page, lesson, page.get_parent()):
        answer = admin_client.post(reverse("wagtailadmin_pages:delete", args=[each.pk]))
        assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[each.pk])

    assert (ModulePage.objects.count(), LessonPage.objects.count()) == (1, 1)


def test_a_released_page_ticked_in_a_list_keeps_them_all(admin_client):
    released, waiting = module("M01"), draft_module("M02")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    admin_client.post(f"{url}?id={released.pk}&id={waiting.pk}", {"next": "/admin/"})

    assert ModulePage.objects.count() == 2


def test_a_page_never_released_may_go(admin_client):
    page = draft_module("M02")

    admin_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert ModulePage.objects.count() == 0


def test_the_editors_of_all_page_types_open(admin_client):
    page = module("M01")

    for each in (page, page.get_lessons()[0], page.get_parent()):
        url = reverse("wagtailadmin_pages:edit", args=[each.pk])
        assert admin_client.get(url).status_code == 200
    assert admin_client.get(LISTS["modules"]).status_code == 200
