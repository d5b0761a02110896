"""Step 2, the crafter: reads and listens without an account; signed in, her progress is kept."""

from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, expect

from tests.browser import follow
from tests.journeys.path.authoring import LESSON, MODULE
from tests.journeys.path.people import NewPage, look_at, sign_in
from tests.live import LiveSite

WRONG, RIGHT = "Kayu basah", "Kayu kering"


def read_and_keep_progress(site: LiveSite, new_page: NewPage) -> None:
    """A guest without JavaScript, then the crafter `perajin` with her account."""
    guest = new_page(java_script_enabled=False)
    seen = _read_as_guest(guest, site)
    guest.context.close()
    # What judges a page is itself a script: it sees the same pages on another guest's phone.
    judge = new_page()
    for address in seen:
        judge.goto(address)
        look_at(judge)
    judge.context.close()
    crafter = sign_in(new_page, site, "perajin")
    _follow_progress(crafter)
    crafter.context.close()


def _read_as_guest(page: Page, site: LiveSite) -> list[str]:
    """From the front page to a right answer; returns the addresses she saw."""
    page.goto(site.url)
    seen = [page.url]
    follow(page, page.get_by_role("link", name="Pelajaran", exact=True))
    seen.append(page.url)
    follow(page, page.get_by_role("link", name=MODULE))
    seen.append(page.url)
    _open_lesson(page)
    seen.append(page.url)
    _listen(page)
    return [*seen, *_answer_twice(page)]


def _open_lesson(page: Page) -> None:
    follow(page, page.locator("main").get_by_role("link", name=LESSON))
    expect(page.get_by_text("Pilih kayu yang kering.")).to_be_visible()


def _listen(page: Page) -> None:
    """The sound and the picture of the first card are really there."""
    audio = page.get_by_label("Dengarkan: Pilih kayu yang kering.")
    expect(audio).to_be_visible()
    best = audio.locator("source").first.get_attribute("src") or ""
    assert _fetch(page, best).startswith(b"OggS")
    # What this browser took of what the page offers.
    taken = page.get_by_alt_text("Tangan memegang kayu kering.").evaluate("it => it.currentSrc")
    assert _fetch(page, taken)[8:12] == b"WEBP"


def _fetch(page: Page, address: str) -> bytes:
    answer = page.request.get(urljoin(page.url, address))
    assert answer.status == 200
    return answer.body()


def _answer_twice(page: Page) -> list[str]:
    """A guest's answer is a link to a page that explains; she may try as often as she likes."""
    _next(page)
    follow(page, _choice(page, WRONG))
    expect(page.get_by_text("Kayu basah mudah pecah. Coba lagi.")).to_be_visible()
    wrong = page.url
    follow(page, page.get_by_role("link", name="Coba lagi"))
    follow(page, _choice(page, RIGHT))
    expect(page.get_by_text("Betul. Kayu kering tidak mudah pecah.")).to_be_visible()
    return [wrong, page.url]


def _follow_progress(page: Page) -> None:
    """Her right answer and her "done" are kept: the module says so after reloading."""
    follow(page, page.get_by_role("link", name="Pelajaran"))
    look_at(page)
    follow(page, page.get_by_role("link", name=MODULE))
    look_at(page)
    _open_lesson(page)
    look_at(page)
    _next(page)
    follow(page, _choice(page, RIGHT))
    expect(page.get_by_text("Betul. Kayu kering tidak mudah pecah.")).to_be_visible()
    look_at(page)
    _next(page)
    follow(page, page.get_by_role("button", name="Sudah selesai"))
    expect(page.get_by_role("heading", name="sudah")).to_be_visible()
    look_at(page)
    follow(page, page.locator("main").get_by_role("link", name=MODULE).first)
    page.reload()
    expect(page.locator("main li", has_text=LESSON)).to_contain_text("selesai")
    look_at(page)


def _next(page: Page) -> None:
    """The next sheet of the same page."""
    page.locator("main").get_by_role("link", name="Lanjut").locator("visible=true").click()


def _choice(page: Page, words: str) -> Locator:
    return page.locator(".answer", has_text=words)
