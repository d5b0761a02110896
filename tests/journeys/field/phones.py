"""A facilitator's phone in a real browser: what a thumb does, in her words."""

from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from mentoring.field.services import invite_phone
from tests.factories.accounts import UserFactory

# Only decides how long a failing test takes to say so.
expect.set_options(timeout=60_000)
HOME = "/lapangan/"
PIN, OTHER_PIN = "137946", "864209"


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
        code = invite_phone(user=user, invited_by=UserFactory()).code
        self.page.goto(f"{self.site}{HOME}mulai/#{code}")
        self.page.get_by_label("Nama HP ini").fill("HP biru")
        self.page.get_by_label("Pilih PIN").fill(pin)
        self.page.get_by_label("PIN yang sama sekali lagi").fill(pin)
        self.page.get_by_role("button", name="Lanjut").click()
        expect(self.page.get_by_role("heading", name="HP sudah siap")).to_be_visible()
        # The worker holds the whole app before the signal may go.
        self.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")

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
