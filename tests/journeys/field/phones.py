"""A facilitator's phone in a real browser: what a thumb does, in her words."""

import io
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from mentoring.field.services import invite_phone
from tests.factories.accounts import UserFactory
from tests.patience import wait_until

# Only decides how long a failing test takes to say so.
expect.set_options(timeout=60_000)
HOME = "/lapangan/"
PIN, OTHER_PIN = "137946", "864209"


# Waits until what the phone keeps no longer changes: a tap is on the disk a moment after it.
AS_KEPT = """async () => {
  const asked = (one) => new Promise((done, failed) => {
    one.onsuccess = () => done(one.result);
    one.onerror = () => failed(one.error);
  });
  const db = await asked(indexedDB.open('pendamping-field'));
  // Each row is sealed anew when it is written, so that its first bytes tell.
  const head = (_name, value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    ? Array.from(new Uint8Array(value.buffer || value).slice(0, 32)).join() : value;
  const kept = async () =>
    JSON.stringify(await asked(db.transaction('rows').objectStore('rows').getAll()), head);
  let before = null;
  for (let same = 0; same < 3; ) {
    await new Promise((done) => setTimeout(done, 100));
    const now = await kept();
    same = now === before ? same + 1 : 0;
    before = now;
  }
  db.close();
}"""
TAKEN_AT, LATITUDE, LONGITUDE = 0x9003, 2, 4


@cache
def photo() -> bytes:
    """3000 x 2000 pixels, taken at 09.10.11 in Tutul, as its Exif says."""
    picture = Image.new("RGB", (3000, 2000), "#a0522d")
    exif = picture.getexif()
    exif.get_ifd(0x8769)[TAKEN_AT] = "2026:03:02 09:10:11"
    place = {1: "S", LATITUDE: (8.0, 15.0, 30.0), 3: "E", LONGITUDE: (113.0, 27.0, 0.0)}
    exif.get_ifd(0x8825).update(place)
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


class FieldPhone:
    """One browser profile with the field app. `taps` counts every touch since `count_taps`."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.taps = 0

    def tap(self, what: Locator) -> None:
        what.click()
        self.taps += 1

    def enrol(self, user, pin: str = PIN) -> None:
        """Follow the coordinator's link, choose a PIN, wait for the groups."""
        self.page.goto(f"{self.site}{HOME}mulai/#{self.invite(user)}")
        self.set_up(pin)
        expect(self.page.get_by_role("heading", name="HP sudah siap")).to_be_visible()
        # The worker holds the whole app before the signal may go.
        self.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")

    def invite(self, user) -> str:
        return invite_phone(user=user, invited_by=UserFactory()).code

    def set_up(self, pin: str = PIN) -> None:
        self.page.get_by_label("Nama HP ini").fill("HP biru")
        self.page.get_by_label("Pilih PIN").fill(pin)
        self.page.get_by_label("PIN yang sama sekali lagi").fill(pin)
        self.page.get_by_role("button", name="Lanjut").click()

    def begin(self) -> None:
        self.page.get_by_role("button", name="Mulai", exact=True).click()
        self.is_home()

    def is_home(self) -> None:
        expect(self.page.get_by_role("heading", name="Hari ini", exact=True)).to_be_visible()

    def go_offline(self) -> None:
        self.page.context.set_offline(True)

    def go_online(self) -> None:
        self.page.context.set_offline(False)

    def die_and_reopen(self, address: str = "") -> None:
        """The battery is empty; later the app is opened anew, in the same profile."""
        context = self.page.context
        self.page.evaluate(AS_KEPT)
        self.page.close()
        self.page = context.new_page()
        self.page.goto(f"{self.site}{HOME}{address}")

    def unlock(self, pin: str = PIN) -> None:
        self.page.get_by_label("PIN Anda", exact=True).fill(pin)

    def open_group(self, group) -> None:
        self.tap(self.page.locator("[data-groups] a.row", has_text=group.name))

    def log_visit(self, group) -> None:
        """The shortest way to the form of a visit without a plan."""
        self.open_group(group)
        self.tap(self.page.get_by_role("link", name="Catat kunjungan"))
        expect(self.names.first).to_be_visible()

    @property
    def names(self) -> Locator:
        return self.page.locator("[data-names] .name")

    def name(self, person) -> Locator:
        return self.page.locator(f"[data-person='{person.pk}']")

    def everybody(self) -> None:
        self.tap(self.page.get_by_role("button", name="Semua hadir"))

    def save(self) -> None:
        self.tap(self.page.get_by_role("button", name="Simpan", exact=True))

    def keep(self) -> None:
        """Save, and wait until the phone says that it has it."""
        self.save()
        expect(self.said).to_contain_text("Tersimpan di HP")

    def visit(self, group) -> None:
        """One whole visit with everybody present."""
        self.log_visit(group)
        self.everybody()
        self.keep()

    def open_notes(self) -> None:
        self.page.locator("summary", has_text="Catatan dan foto").click()

    def write_notes(self, notes: str) -> None:
        self.page.get_by_label("Catatan", exact=True).fill(notes)

    def add_photo(self) -> None:
        """Choose a photograph in an opened "Catatan dan foto" and wait until it is shown."""
        pictures = self.page.locator("[data-photos] img")
        count = pictures.count()
        file = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo()}
        self.page.locator("[name=photo]").set_input_files([file])
        expect(pictures).to_have_count(count + 1)

    def visit_with(self, group, *, notes: str = "", photos: int = 0) -> None:
        """A whole visit with everybody present, notes and photographs."""
        self.log_visit(group)
        self.everybody()
        self.open_notes()
        if notes:
            self.write_notes(notes)
        for _each in range(photos):
            self.add_photo()
        self.keep()

    def send_now(self) -> None:
        self.page.get_by_role("button", name="Kirim sekarang").click()

    def wait_until(self, question: Callable[[], object], what: str) -> None:
        """Ask the server's side while the page goes on with its own work."""
        wait_until(lambda: question() or self.page.wait_for_timeout(50), what)

    @property
    def said(self) -> Locator:
        return self.page.locator("[data-said]")

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-status]")

    def has_sent_everything(self) -> None:
        expect(self.status).to_contain_text("Semua sudah terkirim")

    def has_unsent(self, count: int) -> None:
        expect(self.status).to_contain_text(f"{count} belum terkirim")

    def outbox(self) -> Locator:
        """The records under "Catatan saya"."""
        self.page.goto(f"{self.site}{HOME}#/kiriman")
        expect(self.page.get_by_role("heading", name="Catatan saya")).to_be_visible()
        return self.page.locator("[data-records] > li")

    def path(self) -> str:
        return urlsplit(self.page.url).path
