"""Step 5: a group enters the two-year cycle, is scored twice, and a manager decides."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser import follow
from tests.journeys.path.people import sign_in
from tests.journeys.path.visiting import FIRST, look
from tests.live import LiveSite

# The worked example of the instrument: 23.23 pemula, then 56.25 madya.
BASELINE = {"KOH": "12110", "OTO": "11001", "AKR": "4111", "TWR": "11110", "USH": "101"}
ENDLINE = {"KOH": "33222", "OTO": "32222", "AKR": "4332", "TWR": "22221", "USH": "321"}


def coordinator_proposes_the_group(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "koordinator")
    page.goto(f"{site.url}/pendampingan/siklus/")
    look(page)
    follow(page, page.get_by_role("link", name="Usulkan kelompok").first)
    look(page)
    page.get_by_label("Kelompok", exact=True).select_option(label=FIRST)
    page.get_by_label("Siklus", exact=True).select_option(label="Siklus Contoh")
    page.locator("input[name=starts_on]").fill((date.today() - timedelta(days=25)).isoformat())
    follow(page, page.get_by_role("button", name="Usulkan"))
    look(page)


def coordinator_moves_it_to_the_first_gate(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "koordinator")
    _open_enrolment(page, site)
    for _stage in ("selected", "diagnosis"):
        follow(page, page.locator("a[href$='/lanjut/']"))
        page.locator("input[type=date]").fill((date.today() - timedelta(days=24)).isoformat())
        follow(page, page.locator("main form button").first)
    expect(page.get_by_text(re.compile("gerbang G0"))).to_be_visible()
    look(page)


def facilitator_records_the_baseline(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "pendamping")
    _score(page, site, "baseline", BASELINE, days_ago=20)
    expect(page.get_by_text("23,23").first).to_be_visible()
    expect(page.get_by_text("Pemula").first).to_be_visible()
    look(page)


def evaluator_records_the_endline(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "evaluator")
    _score(page, site, "endline", ENDLINE, days_ago=2)
    expect(page.get_by_text("56,25").first).to_be_visible()
    expect(page.get_by_text("Madya").first).to_be_visible()
    look(page)


def manager_decides_the_gate(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "manajer")
    _open_enrolment(page, site)
    follow(page, page.locator("a[href$='/gerbang/']"))
    look(page)
    page.locator("input[name=outcome][value=pass]").check()
    page.locator("textarea[name=memo]").fill("Kelompok siap mulai.")
    follow(page, page.locator("main form button").first)
    # A criterion without an answer is not met; what was written stays.
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("textarea[name=memo]")).to_have_value("Kelompok siap mulai.")
    look(page)
    for answer in page.locator("input[value=yes]").all():
        answer.check()
    follow(page, page.locator("main form button").first)
    expect(page.get_by_text("Kelompok siap mulai.")).to_be_visible()
    look(page)


def _open_enrolment(page: Page, site: LiveSite) -> None:
    page.goto(f"{site.url}/pendampingan/siklus/")
    follow(page, page.get_by_role("link", name=re.compile(FIRST)))


def _score(
    page: Page, site: LiveSite, kind: str, levels: Mapping[str, str], *, days_ago: int
) -> None:
    _open_enrolment(page, site)
    look(page)
    follow(page, page.locator(f"a[href$='/nilai/{kind}/']"))
    page.locator("input[type=date]").fill((date.today() - timedelta(days=days_ago)).isoformat())
    follow(page, page.locator("main form button"))
    for number, (dimension, row) in enumerate(levels.items()):
        for item, level in enumerate(row, start=1):
            page.locator(f"input[name={dimension}{item}][value='{level}']").check()
            page.locator(f"textarea[name={dimension}{item}_note]").fill("Buku rapat")
        if number == 0:
            look(page)
        follow(page, page.locator("main form button").first)
    look(page)
    follow(page, page.locator("main form[action$='/kirim/'] button, main form button").last)
