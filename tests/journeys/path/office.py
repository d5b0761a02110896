"""Finding one's way in the office (Wagtail's admin) on a phone."""

from playwright.sync_api import Locator, Page, expect

from tests.browser import follow
from tests.journeys.path.people import look_at


def open_register(page: Page, menu: str, item: str) -> None:
    """From any page of the office through the menu button to a list, for example of programmes."""
    page.locator("button.sidebar-nav-toggle").click()
    page.get_by_role("button", name=menu, exact=True).click()
    follow(page, page.get_by_role("link", name=item, exact=True))
    page.locator("h1, h2").get_by_text(item).first.wait_for(state="attached")
    look_at(page)


def save(page: Page, button: str = "Simpan") -> None:
    """Send the form of this page and wait until the office says that it was done."""
    follow(page, page.get_by_role("button", name=button, exact=True))
    page.locator(".messages .success").first.wait_for()
    look_at(page)


def open_chooser(page: Page, button: Locator) -> Locator:
    """The dialog that `button` opens, to choose a picture, a page or a place."""
    button.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading").first).to_be_visible()
    return dialog


def expect_chosen(page: Page, chooser: Locator, title: str) -> None:
    """The dialog is gone and `chooser` shows what was chosen."""
    expect(page.locator(".modal")).to_have_count(0)
    expect(page.locator(".modal-backdrop")).to_have_count(0)
    expect(chooser.get_by_text(title).first).to_be_visible()
