"""Step 5: a group enters the two-year cycle, is scored twice, and a manager decides."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from playwright.sync_api import Page, expect

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
    page.get_by_role("link", name="Usulkan kelompok").first.click()
    look(page)
    page.get_by_label("Kelompok", exact=True).select_option(label=FIRST)
    page.get_by_label("Siklus", exact=True).select_option(label="Siklus Contoh")
    page.get_by_label("Sejak").fill((date.today() - timedelta(days=25)).isoformat())
    page.get_by_role("button", name="Usulkan").click()
    for _stage in ("selected", "diagnosis"):
        page.get_by_role("link", name="Lanjut ke tahap berikut").click()
        page.locator("input[type=date]").fill((date.today() - timedelta(days=24)).isoformat())
        page.get_by_role("button", name="Lanjut ke tahap berikut").click()
    look(page)


def facilitator_records_the_baseline(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "pendamping")
    _score(page, site, "penilaian awal", BASELINE, days_ago=20)
    expect(page.get_by_text("23,23").first).to_be_visible()
    expect(page.get_by_text("Pemula").first).to_be_visible()
    look(page)


def evaluator_records_the_endline(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "evaluator")
    _score(page, site, "penilaian akhir", ENDLINE, days_ago=2)
    expect(page.get_by_text("56,25").first).to_be_visible()
    expect(page.get_by_text("Madya").first).to_be_visible()
    look(page)


def manager_decides_the_gate(site: LiveSite, new_page: Callable[..., Page]) -> None:
    page = sign_in(new_page, site, "manajer")
    _open_enrolment(page, site)
    page.get_by_role("link", name=re.compile("Putuskan gerbang")).click()
    look(page)
    page.locator("input[name=outcome][value=pass]").check()
    page.get_by_label("Catatan", exact=False).last.fill("Kelompok siap mulai.")
    page.locator("textarea[name=memo]").fill("Kelompok siap mulai.")
    page.get_by_role("button", name=re.compile("keputusan")).click()
    # A criterion without an answer is not met; what was written stays.
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("textarea[name=memo]")).to_have_value("Kelompok siap mulai.")
    look(page)
    for answer in page.locator("input[value=yes]").all():
        answer.check()
    page.get_by_role("button", name=re.compile("keputusan")).click()
    expect(page.get_by_text("Kelompok siap mulai.")).to_be_visible()
    look(page)


def _open_enrolment(page: Page, site: LiveSite) -> None:
    page.goto(f"{site.url}/pendampingan/siklus/")
    page.get_by_role("link", name=re.compile(FIRST)).click()


def _score(
    page: Page, site: LiveSite, kind: str, levels: Mapping[str, str], *, days_ago: int
) -> None:
    _open_enrolment(page, site)
    look(page)
    page.get_by_role("link", name=re.compile(f"Nilai kelompok.*{kind}", re.I)).click()
    page.locator("input[type=date]").fill((date.today() - timedelta(days=days_ago)).isoformat())
    page.locator("main form button").click()
    for number, (dimension, row) in enumerate(levels.items()):
        for item, level in enumerate(row, start=1):
            page.locator(f"input[name={dimension}{item}][value='{level}']").check()
        if number == 0:
            look(page)
        page.locator("main form button").first.click()
    look(page)
    page.get_by_role("button", name=re.compile("Kirim")).click()
