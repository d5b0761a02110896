"""Finding one's way in the office (Wagtail's admin) on a phone."""

from playwright.sync_api import Page

from tests.journeys.path.people import look_at

# Wagtail's own choosers: the dialog has a heading but does not name it as its label, and the
# field of tags is made by a script that gives it no label.
OF_CHOOSERS = ("aria-dialog-name", "label")


def open_register(page: Page, menu: str, item: str) -> None:
    """From any page of the office through the menu button to a list, for example of programmes."""
    page.locator("button.sidebar-nav-toggle").click()
    page.get_by_role("button", name=menu, exact=True).click()
    page.get_by_role("link", name=item, exact=True).click()
    page.locator("h1, h2").get_by_text(item).first.wait_for(state="attached")
    look_at(page)


def save(page: Page, button: str = "Simpan") -> None:
    """Send the form of this page and wait until the office says that it was done."""
    page.get_by_role("button", name=button, exact=True).click()
    page.locator(".messages .success").first.wait_for()
    look_at(page)
