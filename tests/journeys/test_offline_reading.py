"""Lessons on a phone without signal: kept, read, checked, renewed, passed on, and sent later."""

import re
import zipfile
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from playwright.sync_api import Page, Request, expect

from curriculum.models import EventForReview, ProgressEvent, ReaderKey
from curriculum.pages.models import LessonPage
from curriculum.services import add_sound, end_reader_keys, make_pack
from launching import places
from tests.browser import (
    assert_accessible,
    assert_no_sideways_scrolling,
    follow,
    sign_in_at_once,
)
from tests.curriculum.readers import does, reading_of
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import check, module, picture, step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INDEX, MODULE, LESSON = "/pelajaran/", "/pelajaran/m01/", "/pelajaran/m01/belajar-1/"
SHELF = "/pelajaran/hp/"


SPEECH = next((places.SITE / "balai" / "demo" / "speech").glob("*.opus"))
LISTEN = """(audio) => new Promise((resolve, reject) => {
  audio.onloadedmetadata = () => resolve(audio.duration);
  audio.onerror = audio.querySelector("source").onerror = () => reject(new Error("silent"));
  audio.load();
  audio.preload = "auto";
})"""


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def lessons(transactional_db):
    drawn = picture()
    spoken = add_sound(
        title="Pilih kayu",
        file=ContentFile(SPEECH.read_bytes(), name="suara.opus"),
        is_machine_voice=True,
    )
    return module(
        lessons=2,
        cards=[step(picture=drawn, alt="Kayu.", sound=spoken), check()],
    )


def keep(page: Page, site: str, tier: str = "audio") -> None:
    """Choose "Simpan ke HP" on the module's page and wait until it is kept."""
    page.goto(f"{site}{MODULE}")
    page.locator(f"input[name=tier][value={tier}]").check()
    page.get_by_role("button", name="Simpan ke HP").click()
    expect(page.locator("[data-keep] [data-said]")).to_contain_text("Tersimpan di HP ini")
    # The next page is already the worker's.
    page.goto(f"{site}{SHELF}")
    expect(page.locator("[data-packs] > li")).to_have_count(1)


def add_reader(page: Page, site: str, user, pin: str = "1357") -> None:
    sign_in_at_once(page, site, user)
    page.goto(f"{site}{SHELF}")
    page.get_by_role("button", name="Tambah pembaca").click()
    page.locator("[data-ask] input[name=pin]").fill(pin)
    page.locator("[data-ask] [data-yes]").click()
    expect(page.locator("[data-said]")).to_contain_text("sekarang membaca di HP ini")
    page.context.clear_cookies()


def downloads(page: Page) -> list[str]:
    """The paths that scripts of `page` fetch from now on; what pages show is not among them."""
    asked: list[str] = []

    def see(request: Request) -> None:
        if request.resource_type == "fetch":
            asked.append(urlsplit(request.url).path)

    page.on("request", see)
    return asked


def answer(page: Page, number: int) -> None:
    """Choose answer `number` of the check on the second card."""
    page.locator(f"#k2 .answers li:nth-child({number}) a").click()


def test_a_kept_lesson_is_read_and_checked_without_signal(live_server, page, lessons):
    site = live_server.url
    keep(page, site)
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    page.context.set_offline(True)

    page.goto(f"{site}{MODULE}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)
    follow(page, page.locator("a.row").first)
    assert urlsplit(page.url).path == LESSON
    expect(page.locator("#k1 img")).to_have_js_property("complete", True)
    assert page.locator("#k1 img").evaluate("image => image.naturalWidth") > 0
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    seconds = page.locator("#k1 audio").evaluate(LISTEN)
    assert seconds > 0

    page.locator("#k1 .sheet-nav .button:not(.button-second)").click()
    answer(page, 1)
    expect(page.locator(".notice-warning:visible")).to_contain_text("Kayu basah mudah retak.")
    assert_accessible(page)
    page.locator(".button-again:visible").click()
    answer(page, 2)
    expect(page.locator(".notice-success:visible")).to_contain_text("Benar, tidak retak.")
    page.reload()
    expect(page.locator(".notice-success:visible")).to_be_visible()


def test_a_lesson_that_was_looked_at_opens_again_without_signal(live_server, page, lessons):
    site = live_server.url
    page.goto(f"{site}{LESSON}")
    page.locator("#k1 .sheet-nav .button:not(.button-second)").click()
    page.evaluate("navigator.serviceWorker.ready")
    expect(page.locator("#k2")).to_be_visible()
    for address in (INDEX, LESSON):
        page.goto(f"{site}{address}", wait_until="networkidle")
    page.context.set_offline(True)

    for address in (LESSON, INDEX):
        page.goto(f"{site}{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.locator("[data-packs]").count() == 0
    # What was never here says so, with what is here instead.
    page.goto(f"{site}/pelajaran/m01/belajar-2/")
    expect(page.locator("[data-elsewhere]")).to_be_visible()


def test_pages_of_one_reader_are_not_shown_to_the_next(live_server, page, lessons):
    site, ruminah = live_server.url, UserFactory(full_name="Ruminah Contoh")
    does(ruminah, reading_of(lessons))
    page.goto(f"{site}{SHELF}")
    page.evaluate("navigator.serviceWorker.ready")
    sign_in_at_once(page, site, ruminah)
    page.goto(f"{site}{MODULE}", wait_until="networkidle")
    expect(page.locator(".mark-done")).to_have_count(1)
    page.context.clear_cookies()
    page.goto(f"{site}{INDEX}", wait_until="networkidle")

    page.context.set_offline(True)
    page.goto(f"{site}{INDEX}")
    expect(page.locator("[data-packs]")).to_have_count(0)
    page.goto(f"{site}{MODULE}")
    expect(page.locator("[data-elsewhere]")).to_be_visible()
    expect(page.locator(".mark-done")).to_have_count(0)


def test_what_a_reader_did_without_signal_is_sent_once(live_server, page, lessons):
    site, ruminah = live_server.url, UserFactory(full_name="Ruminah Contoh")
    keep(page, site)
    add_reader(page, site, ruminah)
    assert_accessible(page)
    page.context.set_offline(True)

    page.goto(f"{site}{LESSON}")
    expect(page.locator("[data-who-name]")).to_have_text("Ruminah")
    page.locator("#k1 .sheet-nav .button:not(.button-second)").click()
    answer(page, 2)
    page.locator(".sheet-verdict:visible .button").click()
    page.get_by_role("button", name="Sudah selesai").click()
    expect(page.locator("#takhir [data-if-done]").last).to_be_visible()
    page.goto(f"{site}{MODULE}")
    expect(page.locator("[data-row-done]").first).to_be_visible()
    page.goto(f"{site}{SHELF}")
    expect(page.locator("[data-readers]")).to_contain_text("belum terkirim: 3")
    assert ProgressEvent.objects.count() == 0

    page.context.set_offline(False)
    expect(page.locator("[data-readers]")).to_contain_text("semua sudah terkirim")
    page.reload()
    kinds = ProgressEvent.objects.filter(user=ruminah).values_list("kind", "is_correct")
    assert sorted(kinds) == [
        ("check_answered", True),
        ("lesson_done", None),
        ("lesson_opened", None),
    ]
    assert set(ProgressEvent.objects.values_list("device", flat=True)) == {
        ReaderKey.objects.get().device
    }


def test_two_readers_share_a_phone_and_each_keeps_her_own(live_server, page, lessons):
    site = live_server.url
    ruminah, sutini = (
        UserFactory(full_name="Ruminah Contoh"),
        UserFactory(full_name="Sutini Rekaan"),
    )
    keep(page, site)
    add_reader(page, site, ruminah, "1357")
    add_reader(page, site, sutini, "2468")
    page.context.set_offline(True)

    page.goto(f"{site}{LESSON}")
    expect(page.locator("[data-who-name]")).to_have_text("Sutini")
    page.goto(f"{site}{LESSON}#akhir")
    page.get_by_role("button", name="Sudah selesai").click()
    page.goto(f"{site}{SHELF}")
    mine = page.locator("[data-readers] > li", has_text="Ruminah")
    mine.get_by_role("button", name="Pilih").click()
    page.locator("[data-ask] input[name=pin]").fill("9999")
    page.locator("[data-ask] [data-yes]").click()
    expect(page.locator("[data-said]")).to_contain_text("PIN belum benar")
    mine.get_by_role("button", name="Pilih").click()
    page.locator("[data-ask] input[name=pin]").fill("1357")
    page.locator("[data-ask] [data-yes]").click()
    expect(mine).to_contain_text("sedang membaca")
    page.goto(f"{site}{MODULE}")
    expect(page.locator("[data-row-done]").first).to_be_hidden()

    page.context.set_offline(False)
    page.goto(f"{site}{SHELF}")
    expect(page.locator("[data-readers]")).not_to_contain_text("belum terkirim")
    done = ProgressEvent.objects.filter(kind="lesson_done").values_list("user", flat=True)
    assert list(done) == [sutini.pk]


def test_a_card_that_was_replaced_meanwhile(live_server, page, lessons):
    site, ruminah = live_server.url, UserFactory(full_name="Ruminah Contoh")
    keep(page, site)
    add_reader(page, site, ruminah)
    page.context.set_offline(True)
    page.goto(f"{site}{LESSON}#akhir")
    page.get_by_role("button", name="Sudah selesai").click()
    expect(page.locator("#takhir [data-if-done]").last).to_be_visible()
    end_reader_keys(user=ruminah, ended_by=ruminah)

    page.context.set_offline(False)
    page.goto(f"{site}{SHELF}")
    expect(page.locator("[data-readers]")).to_contain_text("sudah diganti")
    assert ProgressEvent.objects.count() == 0
    assert set(EventForReview.objects.values_list("code", flat=True)) == {"reader_key_ended"}


def test_an_interrupted_download_goes_on_where_it_was_cut(live_server, page, guard, lessons):
    site = live_server.url
    guard.allow("ERR_FAILED")
    asked = downloads(page)
    page.goto(f"{site}{MODULE}")
    page.context.route("**/*.opus", lambda route: route.abort())
    page.get_by_role("button", name="Simpan ke HP").click()
    expect(page.locator("[data-keep] [data-said]")).to_contain_text("Belum selesai")
    before = [path for path in asked if "/hp/berkas/" in path]
    page.goto(f"{site}{SHELF}")
    expect(page.locator("[data-packs]")).to_contain_text("Belum selesai")
    page.context.unroute("**/*.opus")
    asked.clear()

    page.get_by_role("button", name="Lanjutkan mengambil").click()
    expect(page.get_by_role("link", name="Buka")).to_be_visible()
    assert before
    assert not [path for path in asked if "/hp/berkas/" in path]
    assert [path for path in asked if path.endswith(".opus")]


def exchange_picture(lessons, colour: str) -> None:
    """Publish the first lesson with another picture on its first card."""
    lesson = LessonPage.objects.get(pk=lessons.get_lessons()[0].pk)
    body = lesson.body
    body[0].value["picture"] = picture(colour, size=(80, 60))
    lesson.body = body
    lesson.save_revision().publish()


def test_a_change_of_one_picture_fetches_that_picture_and_waits_for_the_reader(
    live_server, page, lessons
):
    site = live_server.url
    keep(page, site)
    page.goto(f"{site}{LESSON}")
    expect(page.locator("#k1 img")).to_be_visible()
    old = page.locator("#k1 img").get_attribute("src")
    exchange_picture(lessons, "Baru")
    asked = downloads(page)
    make_pack(release=lessons.module_releases.first(), language="id")

    page.goto(f"{site}{SHELF}")
    page.get_by_role("button", name="Ambil versi baru").click()
    expect(page.locator("[data-packs]")).to_contain_text("Versi baru sudah ada")
    fetched = [path for path in asked if "/media/" in path or "/hp/berkas/" in path]
    assert len([path for path in fetched if "/media/" in path]) == 1
    assert len([path for path in fetched if "/hp/berkas/" in path]) == 1

    page.goto(f"{site}{LESSON}")
    assert page.locator("#k1 img").get_attribute("src") == old
    for number in (1, 2):
        page.goto(f"{site}/pelajaran/m01/belajar-{number}/")
        page.goto(f"{site}/pelajaran/m01/belajar-{number}/#akhir")
        expect(page.locator("main")).to_have_attribute("data-noted", "#akhir")
    page.goto(f"{site}{SHELF}")
    expect(page.locator("[data-packs]")).not_to_contain_text("Versi baru")
    page.goto(f"{site}{LESSON}")
    assert page.locator("#k1 img").get_attribute("src") != old


def test_a_pack_goes_as_a_file_from_phone_to_phone(live_server, new_page, lessons, tmp_path):
    site, mine, hers = live_server.url, new_page(accept_downloads=True), new_page()
    keep(mine, site)
    mine.context.set_offline(True)
    with mine.expect_download() as started:
        mine.locator("summary").click()
        mine.get_by_role("button", name="Buat berkas untuk dibagikan").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    assert re.fullmatch(r"M01-\d+-audio\.zip", file.name)

    # Her phone was here once; now it has no signal.
    hers.goto(f"{site}{SHELF}")
    hers.evaluate("navigator.serviceWorker.ready")
    hers.reload()
    expect(hers.locator("[data-no-packs]")).to_be_visible()
    hers.context.set_offline(True)
    hers.locator("[data-import]").set_input_files(file)
    expect(hers.locator("[data-said]")).to_contain_text("Tanpa kuota")
    hers.goto(f"{site}{LESSON}")
    assert hers.locator("#k1 img").evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize("harm", ["text", "page", "cut", "zip", "empty"])
def test_a_file_that_somebody_changed_is_not_taken_in(
    live_server, new_page, lessons, tmp_path, harm
):
    site, phone = live_server.url, new_page(accept_downloads=True)
    keep(phone, site)
    with phone.expect_download() as started:
        phone.locator("summary").click()
        phone.get_by_role("button", name="Buat berkas untuk dibagikan").click()
    whole, harmed = tmp_path / "whole.zip", tmp_path / "harmed.zip"
    started.value.save_as(whole)
    said = harm_file(whole, harmed, harm)
    phone.get_by_role("button", name="Hapus dari HP ini").click()
    phone.locator("[data-ask] [data-yes]").click()
    expect(phone.locator("[data-no-packs]")).to_be_visible()

    phone.locator("[data-import]").set_input_files(harmed)
    expect(phone.locator("[data-said]")).to_contain_text(said)
    expect(phone.locator("[data-no-packs]")).to_be_visible()


def harm_file(whole, harmed, harm: str) -> str:
    """Write `harmed` and return what the phone says of it."""
    if harm == "empty":
        harmed.write_bytes(b"")
        return "bukan pelajaran dari sini"
    if harm == "cut":
        harmed.write_bytes(whole.read_bytes()[:-5000])
        return "rusak"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(harmed, "w") as target:
        if harm == "zip":
            target.writestr("surat.txt", "Bukan pelajaran.", zipfile.ZIP_DEFLATED)
            return "bukan pelajaran dari sini"
        for name in source.namelist():
            content = source.read(name)
            if harm == "text" and name == "pack.json":
                content = content.replace(b"Belajar 1", b"Belajar X")
            if harm == "page" and content.startswith(b"<!doctype"):
                content = content.replace(b"Kayu", b"Batu")
            target.writestr(name, content)
    return "diubah orang" if harm == "text" else "rusak"


def test_a_phone_without_room_and_a_browser_that_keeps_nothing(live_server, new_page, lessons):
    site, full, private = live_server.url, new_page(), new_page()
    full.add_init_script("navigator.storage.estimate = async () => ({quota: 10, usage: 9})")
    private.add_init_script("caches.open = async () => { throw new Error('SecurityError') }")

    for page, sentence in ((full, "Tempat di HP tidak cukup"), (private, "tidak mau menyimpan")):
        page.goto(f"{site}{MODULE}")
        page.get_by_role("button", name="Simpan ke HP").click()
        expect(page.locator("[data-keep] [data-said]")).to_contain_text(sentence)
        follow(page, page.locator("a.row").first)
        expect(page.locator("#k1")).to_be_visible()


def test_what_a_full_phone_threw_away_is_fetched_again(live_server, page, lessons):
    site = live_server.url
    keep(page, site)
    page.evaluate("caches.delete('pendamping-files')")

    page.reload()
    expect(page.locator("[data-packs]")).to_contain_text("HP menghapus sebagian")
    page.get_by_role("button", name="Lanjutkan mengambil").click()
    expect(page.get_by_role("link", name="Buka")).to_be_visible()


def test_without_scripts_the_page_says_what_is_missing(live_server, new_page, lessons):
    page = new_page(java_script_enabled=False)

    page.goto(f"{live_server.url}{SHELF}")
    expect(page.locator("[data-no-script]")).to_be_visible()
    assert Client().get(SHELF).status_code == 200
