"""Reading, as a guest and signed in: what is shown, what is kept, at what price."""

import gzip
import re
import uuid

import pytest
from django.conf import settings as site

from curriculum.models import ModuleRelease, ProgressEvent, ProgressSummary
from tests.curriculum.readers import does, reading_of
from tests.factories.curriculum import check, lesson_index, module, picture, sound, step
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

INDEX, MODULE, LESSON = "/pelajaran/", "/pelajaran/m01/", "/pelajaran/m01/belajar-1/"


def text(response) -> str:
    body = response.content
    if response.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return body.decode()


def answer_url(page, correctly=True):
    card = next(card for card in reading_of(page).cards if card.options)
    option = next(option for option in card.options if option.is_correct == correctly)
    return f"{LESSON}cek/{card.id}/{option.id}/"


def form_id(html: str) -> str:
    return re.search(r'name="form_id" value="([^"]+)"', html)[1]


# --- Guests ------------------------------------------------------------------


def test_a_guest_reads_without_a_cookie_and_without_code_in_the_page(client):
    page = module(lessons=2)

    for url in (INDEX, MODULE, LESSON, answer_url(page)):
        response = client.get(url)
        assert (url, response.status_code) == (url, 200)
        assert response.cookies == {}
        # Reading needs no script. Those there are come after the page, and hold no code in it.
        for script in re.findall(r"<script[^>]*>[^<]*", text(response)):
            assert re.fullmatch(r'<script src="/static/curriculum/\w+\.js"[^>]* defer>', script)
        assert text(response).count("<style") == 1  # the one its policy names
        assert " style=" not in text(response)


def test_a_kept_page_costs_no_query(client, django_assert_num_queries):
    page = module(lessons=2)
    urls = (INDEX, MODULE, LESSON, answer_url(page))
    for url in urls:
        client.get(url)

    with django_assert_num_queries(0):
        for url in urls:
            assert client.get(url).status_code == 200


def test_a_new_release_is_read_at_once(client, django_capture_on_commit_callbacks):
    page = module()
    client.get(LESSON)
    lesson = page.get_lessons()[0]
    lesson.title = "Judul baru"

    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()

    assert "Judul baru" in text(client.get(LESSON))


def test_the_modules_page_tells_how_much_data_each_choice_takes(client):
    page = module(cards=[step(picture=picture(), alt="Kayu.", sound=sound()), check()])
    release = page.current_release()
    ModuleRelease.objects.filter(pk=release.pk).update(
        text_bytes=8_200, pictures_bytes=340_000, audio_bytes=1_900_000
    )

    html = text(client.get(MODULE))

    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html) == [
        ("Tulisan saja", "9 kB"),
        ("Tulisan dan gambar", "349 kB"),
        ("Tulisan, gambar dan suara", "2,3 MB"),
    ]


def test_a_draft_is_not_read(client):
    lesson = module().get_lessons()[0]
    lesson.title = "Belum jadi"
    lesson.save_revision()

    assert "Belum jadi" not in text(client.get(LESSON))


def test_what_was_taken_back_is_gone_at_once(client, django_capture_on_commit_callbacks):
    page = module(lessons=2)
    client.get(LESSON)

    with django_capture_on_commit_callbacks(execute=True):
        page.get_lessons()[0].unpublish()
    after_the_lesson = client.get(LESSON).status_code
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()

    assert after_the_lesson == 404
    assert client.get("/pelajaran/m01/belajar-2/").status_code == 404
    assert client.get(MODULE).status_code == 404


def test_a_page_for_members_only_is_never_kept(client, ruminah, django_assert_num_queries):
    from wagtail.models import PageViewRestriction

    page = module()
    PageViewRestriction.objects.create(page_id=page.pk, restriction_type="login")

    assert client.get(LESSON).status_code == 302
    client.force_login(ruminah)
    assert client.get(LESSON).status_code == 200
    client.logout()
    client.cookies.clear()
    assert client.get(LESSON).status_code == 302


def test_a_page_kept_before_it_was_closed_is_closed(client, django_capture_on_commit_callbacks):
    from wagtail.models import PageViewRestriction

    page = module()
    client.get(LESSON)

    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page_id=page.pk, restriction_type="login")

    assert client.get(LESSON).status_code == 302


def test_each_language_has_its_own_kept_page(client):
    module()
    client.get(LESSON)

    client.cookies[site.LANGUAGE_COOKIE_NAME] = "en"

    assert '<html lang="en">' in text(client.get(LESSON))
    assert '<h1 lang="id">' in text(client.get(LESSON))


def test_pages_are_sent_compressed_and_not_again_when_unchanged(client):
    module()
    first = client.get(LESSON, headers={"Accept-Encoding": "gzip"})
    plain = client.get(LESSON)

    again = client.get(
        LESSON, headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    )

    assert gzip.decompress(first.content) == plain.content
    assert first.headers["Vary"] == "Accept-Encoding, Cookie"
    assert (again.status_code, again.content) == (304, b"")


def test_nothing_is_kept_when_the_site_says_so(client, settings, django_assert_num_queries):
    settings.CURRICULUM_PAGE_CACHE_SECONDS = 0
    page = module()
    client.get(LESSON)

    page.current_release().lessons.update(title="Diam-diam")

    assert "Diam-diam" in text(client.get(LESSON))


def test_a_guests_answer_explains_and_stores_nothing(client):
    page = module()

    wrong, right = client.get(answer_url(page, correctly=False)), client.get(answer_url(page))

    assert "Kayu basah mudah retak." in text(wrong)
    assert "Coba lagi" in text(wrong)
    assert "Benar, tidak retak." in text(right)
    assert "Coba lagi" not in text(right)
    assert ProgressEvent.objects.count() == 0


def test_addresses_below_a_lesson_that_mean_nothing_are_not_found(client):
    module()
    card = str(uuid.uuid4())

    for below in (f"cek/{card}/", f"cek/{card}/{card}/", "cek/", "cek/x/", "lain/"):
        assert (below, client.get(f"{LESSON}{below}").status_code) == (below, 404)


def test_the_end_of_a_lesson_opened_by_hand_leads_back_to_it(client):
    module()

    assert client.get(f"{LESSON}selesai/").headers["Location"] == f"{LESSON}#akhir"


def test_every_page_is_strict_html(client, ruminah):
    page = module(lessons=2)
    urls = (INDEX, MODULE, LESSON, answer_url(page))

    for _who in ("guest", "reader"):
        for url in urls:
            assert (url, markup_errors(text(client.get(url)))) == (url, [])
        client.force_login(ruminah)


def test_every_card_can_be_reached_and_left(client):
    module(lessons=2)
    html = text(client.get(LESSON))

    assert re.findall(r'<section class="sheet[^"]*" id="([^"]+)"', html) == ["k1", "k2", "akhir"]
    nav = re.findall(r'<a class="button[^"]*" href="([^"]+)"', html)
    assert nav == [MODULE, "#k2", "#k1", "#akhir", "#k2", "/pelajaran/m01/belajar-2/"]


# --- Signed in ---------------------------------------------------------------


def test_a_readers_lesson_costs_three_queries(client, ruminah, django_assert_num_queries):
    module(lessons=2)
    client.force_login(ruminah)
    client.get(LESSON)

    with django_assert_num_queries(3):  # session, user, progress
        assert client.get(LESSON).status_code == 200


def test_a_readers_answer_is_kept_and_explained(client, ruminah):
    page = module()
    client.force_login(ruminah)
    url = answer_url(page)
    check_url, option = url.rsplit("/", 2)[0] + "/", url.rsplit("/", 2)[1]
    posted = {"form_id": form_id(text(client.get(LESSON))), "option": option}

    first = client.post(check_url, posted)
    client.post(check_url, posted)

    assert first.headers["Location"] == url
    event = ProgressEvent.objects.get()
    assert (event.user, event.is_correct, str(event.option_id)) == (ruminah, True, option)
    assert "sudah menjawab benar" in text(client.get(LESSON))


def test_another_answer_from_the_same_form_is_another_event(client, ruminah):
    page = module()
    client.force_login(ruminah)
    number = form_id(text(client.get(LESSON)))

    for correctly in (False, True):
        url = answer_url(page, correctly)
        option = url.rsplit("/", 2)[1]
        client.post(url.rsplit("/", 2)[0] + "/", {"form_id": number, "option": option})

    assert [event.is_correct for event in ProgressEvent.objects.all()] == [False, True]


@pytest.mark.parametrize(
    "posted", [{}, {"form_id": "x", "option": "y"}, {"form_id": str(uuid.uuid4())}]
)
def test_an_unclear_answer_leads_back_to_its_card(client, ruminah, posted):
    page = module()
    client.force_login(ruminah)

    response = client.post(answer_url(page).rsplit("/", 2)[0] + "/", posted)

    assert response.headers["Location"] == f"{LESSON}#k2"
    assert ProgressEvent.objects.count() == 0


def test_done_is_kept_once_and_shown(client, ruminah):
    module(lessons=2)
    client.force_login(ruminah)
    posted = {"form_id": form_id(text(client.get(LESSON)))}

    for _twice in range(2):
        response = client.post(f"{LESSON}selesai/", posted)

    assert response.headers["Location"] == f"{LESSON}#akhir"
    assert ProgressEvent.objects.count() == 1
    assert ProgressSummary.objects.get().lessons_done == 1
    assert "Bagian ini sudah selesai" in text(client.get(LESSON))
    assert "1 dari 2 bagian sudah selesai" in text(client.get(MODULE))
    assert "1 dari 2 bagian sudah selesai" in text(client.get(INDEX))


def test_a_post_without_a_token_is_refused(ruminah):
    from django.test import Client

    module()
    client = Client(enforce_csrf_checks=True)
    client.force_login(ruminah)

    assert client.post(f"{LESSON}selesai/", {"form_id": str(uuid.uuid4())}).status_code == 403
    assert ProgressEvent.objects.count() == 0


def test_a_guests_post_stores_nothing(client):
    module()

    client.post(f"{LESSON}selesai/", {"form_id": str(uuid.uuid4())})

    assert ProgressEvent.objects.count() == 0


def test_one_readers_progress_is_not_shown_to_another(client, ruminah, sutini):
    does(ruminah, reading_of(module(lessons=2)))
    client.force_login(sutini)

    assert "0 dari 2 bagian sudah selesai" in text(client.get(MODULE))


# --- Prices ------------------------------------------------------------------


@pytest.mark.parametrize(("count", "queries"), [(0, 11), (1, 17), (30, 17)])
def test_the_index_costs_the_same_for_any_number_of_modules(
    client, count, queries, django_assert_num_queries
):
    lesson_index()
    for number in range(count):
        module(f"M{number:02}")
    _make_pictures(client, INDEX)

    with django_assert_num_queries(queries):
        assert client.get(INDEX).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_a_module_costs_the_same_for_any_number_of_lessons(
    client, count, django_assert_num_queries
):
    module(lessons=count)
    _make_pictures(client, MODULE)

    with django_assert_num_queries(19):
        assert client.get(MODULE).status_code == 200


def test_a_signed_in_index_of_30_modules_costs_three_queries(
    client, ruminah, django_assert_num_queries
):
    for number in range(30):
        module(f"M{number:02}")
    client.force_login(ruminah)
    client.get(INDEX)

    with django_assert_num_queries(3):
        assert client.get(INDEX).status_code == 200


def test_the_first_view_of_a_lesson_fits_the_first_flight(client):
    """HTML and style of a guest's lesson, compressed: most of `lesson.first_visit.bytes`."""
    module(lessons=7)

    response = client.get(LESSON, headers={"Accept-Encoding": "gzip"})

    assert 'rel="stylesheet"' not in text(response)
    assert len(response.content) < 10_000


def _make_pictures(client, url):
    """Open once so that renditions exist, then forget what was kept."""
    from curriculum.shelf import start_new_generation

    client.get(url)
    start_new_generation()
