"""Step 1, the editor: a module with a lesson, checked by another person, and a programme of it."""

from pathlib import Path

from playwright.sync_api import Locator, Page

from launching.places import CHECKOUT
from tests.browser import Guard, follow
from tests.journeys.path.office import expect_chosen, open_chooser, open_register, save
from tests.journeys.path.people import NewPage, look_at, sign_in
from tests.live import LiveSite

DEMO = CHECKOUT / "site" / "balai" / "demo"
COVER = DEMO / "pictures" / "tiga-kayu.webp"
DRAWING = DEMO / "pictures" / "kayu-kering.webp"
MODULE, LESSON, PROGRAMME = "Memilih kayu", "Kayu kering", "MANIK-90"
WORKFLOW = "Periksa pelajaran"
# Wagtail saves drafts by itself half a second after a change; before the title and the code
# are there its server answers 400, which browsers write to the console.
TOO_EARLY = "the server responded with a status of 400 (Bad Request)"


def write_and_publish(site: LiveSite, new_page: NewPage, guard: Guard) -> None:
    """The author writes and submits, the publisher approves and makes the programme."""
    guard.allow(TOO_EARLY)
    author = sign_in(new_page, site, "penulis")
    _write_module(author)
    _write_lesson(author)
    author.context.close()
    publisher = sign_in(new_page, site, "penerbit")
    for title in (LESSON, MODULE):
        publisher.goto(f"{site.url}/beranda/")
        _approve(publisher, title)
    _make_unit(publisher)
    _make_programme(publisher)
    publisher.context.close()


def _write_module(page: Page) -> None:
    follow(page, page.get_by_role("link", name="Tulis pelajaran"))
    look_at(page)
    follow(page, page.locator("a[href$='/add_subpage/']").first)
    page.locator("#id_title").fill(MODULE)
    page.get_by_role("textbox", name="Kode").fill("M91")
    page.get_by_role("textbox", name="Kerajinan").fill("manik-manik")
    page.get_by_label("Jam pelajaran (JP)").last.fill("6")
    page.get_by_role("textbox", name="Ringkasan").fill("Kayu yang baik membuat manik yang baik.")
    _upload_picture(page, page.locator("#id_cover-chooser"), "Kayu di meja", COVER)
    page.locator("#id_cover_alt").fill("Tiga potong kayu di atas meja.")
    look_at(page)
    _submit(page)


def _write_lesson(page: Page) -> None:
    follow(page, page.get_by_role("link", name=f"Tambahkan halaman turunan ke '{MODULE}'"))
    page.locator("#id_title").fill(LESSON)
    _add_card(page, "Langkah")
    page.locator("[name=body-0-value-text]").fill("Pilih kayu yang kering.")
    _upload_picture(
        page, page.locator("#body-0-value-picture-image-chooser"), "Kayu kering", DRAWING
    )
    page.locator("[name=body-0-value-picture-alt_text]").fill("Tangan memegang kayu kering.")
    _upload_sound(page, page.locator("#body-0-value-sound-chooser"), "Pilih kayu kering")
    _add_card(page, "Cek paham")
    _upload_sound(page, page.locator("#body-1-value-sound-chooser"), "Tanya kayu")
    page.locator("[name=body-1-value-question]").fill("Kayu mana yang baik untuk manik?")
    _write_answer(page, 0, "Kayu basah", "Kayu basah mudah pecah. Coba lagi.")
    page.locator("[data-contentpath=options] button.c-sf-add-button").last.click()
    _write_answer(page, 1, "Kayu kering", "Betul. Kayu kering tidak mudah pecah.")
    page.locator("[name=body-1-value-options-1-value-is_correct]").check()
    look_at(page)
    _preview(page)
    _submit(page)


def _add_card(page: Page, kind: str) -> None:
    page.locator("[data-contentpath=body] button.c-sf-add-button").last.click()
    page.get_by_role("option", name=kind).click()


def _write_answer(page: Page, number: int, words: str, feedback: str) -> None:
    page.locator(f"[name=body-1-value-options-{number}-value-text]").fill(words)
    page.locator(f"[name=body-1-value-options-{number}-value-feedback]").fill(feedback)


def _upload_picture(page: Page, chooser: Locator, title: str, file: Path) -> None:
    dialog = open_chooser(page, chooser.get_by_role("button", name="Pilih sebuah gambar"))
    dialog.get_by_role("tab", name="Unggah").click()
    dialog.locator("input[type=file]").set_input_files(file)
    dialog.locator("[name=image-chooser-upload-title]").fill(title)
    look_at(page)
    dialog.locator("#tab-upload button[type=submit]").click()
    expect_chosen(page, chooser, title)


def _upload_sound(page: Page, chooser: Locator, title: str) -> None:
    dialog = open_chooser(page, chooser.get_by_role("button", name="Pilih suara"))
    dialog.get_by_role("tab", name="Tambah").click()
    dialog.locator("[name=title]").fill(title)
    dialog.locator("[name=file]").set_input_files(sorted((DEMO / "speech").glob("*.opus"))[0])
    dialog.locator("[name=is_machine_voice]").check()
    look_at(page)
    dialog.locator("[type=submit]").last.click()
    expect_chosen(page, chooser, title)


def _preview(page: Page) -> None:
    """The lesson as readers will see it, before anybody else may."""
    page.get_by_role("button", name="Tampilkan pratinjau").click()
    panel = page.get_by_role("complementary", name="Pratinjau")
    page.frame_locator("#w-preview-iframe").get_by_text("Pilih kayu yang kering.").wait_for()
    look_at(page)
    panel.get_by_label("Buka atau tutup panel").click()


def _submit(page: Page) -> None:
    page.get_by_role("button", name="Tindakan lain").click()
    follow(page, page.get_by_role("button", name=WORKFLOW))
    page.locator(".messages .success").wait_for()
    look_at(page)


def _approve(page: Page, title: str) -> None:
    """From the desk to what waits for a second pair of eyes, and yes to it."""
    follow(page, page.get_by_role("link", name="Kantor"))
    look_at(page)
    follow(page, page.get_by_role("link", name=title, exact=True))
    page.get_by_role("button", name="Tindakan lain").click()
    look_at(page)
    follow(page, page.get_by_role("button", name="Setujui", exact=True))
    page.locator(".messages .success").wait_for()
    look_at(page)


def _make_unit(page: Page) -> None:
    open_register(page, "Pengajaran", "Unit kompetensi")
    follow(page, page.get_by_role("link", name="Tambah unit kompetensi"))
    page.get_by_role("textbox", name="Kode").fill("MK-01")
    page.locator("#id_title_id").fill("Memilih bahan manik kayu")
    page.locator("#id_title_en").fill("Choosing material for wooden beads")
    look_at(page)
    save(page, "Buat")


def _make_programme(page: Page) -> None:
    open_register(page, "Pengajaran", "Program")
    follow(page, page.get_by_role("link", name="Tambah program"))
    page.locator("#id_code").fill(PROGRAMME)
    page.locator("#id_title_id").fill("Manik kayu pemula")
    page.locator("#id_title_en").fill("Wooden beads for beginners")
    page.locator("#id_jp").fill("6")
    page.get_by_role("button", name="Tambah unit program").click()
    page.locator("#id_programme_units-0-unit").select_option("MK-01 Memilih bahan manik kayu")
    page.locator("#id_programme_units-0-jp").fill("6")
    page.get_by_role("button", name="Tambah pelajaran program").click()
    dialog = open_chooser(page, page.get_by_role("button", name="Pilih halaman (Pelajaran)"))
    look_at(page)
    dialog.get_by_role("link", name=MODULE, exact=True).click()
    expect_chosen(page, page.locator("#id_programme_modules-0-module-chooser"), MODULE)
    look_at(page)
    save(page, "Buat")
