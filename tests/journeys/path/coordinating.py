"""Step 3, the coordinator: groups and their people, who accompanies them, and a training run."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser import follow
from tests.journeys.path.authoring import PROGRAMME
from tests.journeys.path.office import open_register, save
from tests.journeys.path.people import NewPage, look_at, sign_in, stage
from tests.live import LiveSite

SENTRA = "Sentra Manik Contoh"
GROUPS = {
    "Kelompok Satu Contoh": ("Ruminah Contoh", "Sumiati Contoh"),
    "Kelompok Dua Contoh": ("Wiwik Contoh", "Tutik Contoh"),
}
PARTICIPANTS = {
    "Kelompok Satu Contoh": ("Ruminah Contoh", "Sumiati Contoh"),
    "Kelompok Dua Contoh": ("Wiwik Contoh",),
}


def gather_and_open_training(site: LiveSite, new_page: NewPage) -> None:
    """Groups are written down, the facilitator says yes, a training run gets its plan."""
    coordinator = sign_in(new_page, site, "koordinator")
    follow(coordinator, coordinator.get_by_role("link", name="Kantor"))
    _register_sentra(coordinator)
    for group, members in GROUPS.items():
        _register_group(coordinator, group, members)
    stage(site, "link_account")
    _register_facilitator(coordinator)
    for group in GROUPS:
        _propose_facilitator(coordinator, group)
    _accept_all(site, new_page)
    _open_run(coordinator)
    _plan_sessions(coordinator)
    for group, people in PARTICIPANTS.items():
        _add_participants(coordinator, group, people)
    coordinator.context.close()


def days_ago(days: int) -> str:
    """A day as the browser's calendar writes it."""
    return (date.today() - timedelta(days=days)).isoformat()


def _type_place(page: Page, field: str) -> None:
    """A village found by typing its name, taken with the keys."""
    line = page.locator(f"#id_{field}")
    line.fill("Tutul")
    expect(page.get_by_role("option", name="Tutul").first).to_be_visible()
    line.press("ArrowDown")
    line.press("Enter")
    expect(line).to_have_value(re.compile(r"^35\.09\.10\.2003 "))


def _register_sentra(page: Page) -> None:
    open_register(page, "Pendampingan", "Sentra")
    follow(page, page.get_by_role("link", name="Tambah sentra").first)
    page.locator("#id_name").fill(SENTRA)
    page.locator("#id_craft").fill("manik-manik")
    _type_place(page, "place")
    page.locator("#id_time_zone").select_option("WIB")
    look_at(page)
    save(page)


def _register_group(page: Page, name: str, members: tuple[str, ...]) -> None:
    open_register(page, "Pendampingan", "Kelompok")
    follow(page, page.get_by_role("link", name="Tambah kelompok perajin").first)
    page.locator("#id_name").fill(name)
    page.locator("#id_sentra").select_option(SENTRA)
    page.locator("#id_hamlet").fill("Krajan")
    look_at(page)
    save(page)
    for member in members:
        follow(page, page.get_by_role("link", name="Catat anggota baru"))
        page.locator("#id_full_name").fill(member)
        page.get_by_label("Perempuan").check()
        page.locator("#id_starts_on").fill(days_ago(60))
        look_at(page)
        save(page, "Simpan anggota")
        expect(page.get_by_role("link", name=member, exact=True)).to_be_visible()


def _register_facilitator(page: Page) -> None:
    open_register(page, "Pendampingan", "Pendamping")
    follow(page, page.get_by_role("link", name="Tambah pendamping").first)
    page.locator("#id_user").select_option("Pendamping Contoh")
    _type_place(page, "home_place")
    page.locator("#id_training").fill("Pelatihan pendamping lokal")
    page.locator("#id_trained_on").fill(days_ago(90))
    look_at(page)
    save(page)


def _propose_facilitator(page: Page, group: str) -> None:
    open_register(page, "Pendampingan", "Kelompok")
    follow(page, page.get_by_role("link", name=group, exact=True))
    look_at(page)
    follow(page, page.get_by_role("link", name="Usulkan pendamping"))
    page.locator("#id_facilitator").select_option("Pendamping Contoh")
    page.locator("#id_starts_on").fill(days_ago(60))
    look_at(page)
    save(page)


def _accept_all(site: LiveSite, new_page: NewPage) -> None:
    """The facilitator answers each proposal on her phone, from her desk."""
    page = sign_in(new_page, site, "pendamping")
    for group in GROUPS:
        page.goto(f"{site.url}/pendampingan/penugasan/")
        look_at(page)
        follow(page, page.get_by_role("link", name=group))
        look_at(page)
        follow(page, page.get_by_role("button", name="Ya, saya terima"))
        expect(page.get_by_text(group).first).to_be_visible()
        look_at(page)
    page.context.close()


def _open_run(page: Page) -> None:
    open_register(page, "Pendampingan", "Pelatihan")
    follow(page, page.get_by_role("link", name="Tambah pelatihan").first)
    page.locator("#id_programme_code").select_option(PROGRAMME)
    page.locator("#id_number").fill("Paket 1")
    page.locator("#id_issuer_code").select_option("BLK-CONTOH")
    page.locator("#id_starts_on").fill(days_ago(10))
    page.locator("#id_last_day").fill(days_ago(8))
    _type_place(page, "place")
    page.locator("#id_venue").fill("Balai Desa")
    page.locator("#id_time_zone").select_option("WIB")
    page.get_by_label("Instruktur Contoh").check()
    page.locator("#id_decree_number").fill("188/12/2026")
    page.locator("#id_decree_on").fill(days_ago(30))
    look_at(page)
    follow(page, page.get_by_role("button", name="Simpan", exact=True))
    expect(page.get_by_role("heading", name="Manik kayu pemula")).to_be_visible()
    look_at(page)


def _plan_sessions(page: Page) -> None:
    follow(page, page.get_by_role("link", name="Rencanakan sesi"))
    page.get_by_label("Hari pertama").fill(days_ago(10))
    page.get_by_label("Berapa sesi").fill("3")
    page.get_by_label("Menit tiap sesi").fill("120")
    page.get_by_label("Minggu libur").uncheck()
    look_at(page)
    follow(page, page.get_by_role("button", name="Simpan"))
    expect(page.get_by_text("3 sesi, 360 menit")).to_be_visible()
    look_at(page)


def _add_participants(page: Page, group: str, people: tuple[str, ...]) -> None:
    follow(page, page.get_by_role("link", name="Tambah peserta"))
    look_at(page)
    follow(page, page.get_by_role("link", name=group))
    for person in people:
        page.get_by_label(person).check()
    look_at(page)
    follow(page, page.get_by_role("button", name="Tambah"))
    for person in people:
        expect(page.get_by_text(person)).to_be_visible()
    look_at(page)
