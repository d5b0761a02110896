"""A module on paper: /pelajaran/cetak/<module>/, and the links that lead there."""

import re

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from curriculum.models import ModulePrint, ModuleRelease, PrintKind, PrintState
from curriculum.services import ask_for_print, replace_cards
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import check, module, step
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def sri():
    return UserFactory(full_name="Sri Pendamping Contoh", roles=["facilitator"])


@pytest.fixture
def page(db):
    return module()


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def papers_of(page):
    return reverse("curriculum:papers", args=[page.pk])


def in_state(page, state, kind=PrintKind.CHECK, **more):
    release = ModuleRelease.objects.current().get(page_id=page.pk)
    return ModulePrint.objects.create(
        release=release, kind=kind, language="id", state=state, **more
    )


def test_a_facilitator_asks_and_downloads_what_the_worker_made(client, sri, page, commits):
    client.force_login(sri)
    shown = client.get(papers_of(page)).text
    assert markup_errors(shown) == []
    assert shown.count('name="kind"') == len(PrintKind)

    with commits():
        answer = client.post(papers_of(page), {"kind": "check"})

    row = ModulePrint.objects.get()
    assert answer.headers["Location"] == f"{papers_of(page)}?versi=1"
    assert (row.state, row.asked_by) == (PrintState.READY, sri)
    ready = client.get(papers_of(page)).text
    assert markup_errors(ready) == []
    assert f'href="{row.pdf.url}"' in ready
    assert re.search(r"1 halaman, \d+ kB", ready)
    assert ready.count('name="kind"') == len(PrintKind) - 1


def test_what_waits_says_so_and_looks_again_without_javascript(client, sri, page):
    in_state(page, PrintState.WAITING)
    in_state(page, PrintState.PRINTING, PrintKind.BOOKLET)
    client.force_login(sri)

    shown = client.get(papers_of(page)).text

    assert markup_errors(shown) == []
    assert '<noscript><meta http-equiv="refresh"' in shown
    assert "Menunggu" in shown
    assert "Sedang dibuat" in shown


def test_what_failed_says_why_and_can_be_tried_again(client, sri, page, commits):
    in_state(page, PrintState.FAILED, error_code="kept_file_missing")
    client.force_login(sri)

    shown = client.get(papers_of(page)).text
    with commits():
        client.post(papers_of(page), {"kind": "check"})

    assert markup_errors(shown) == []
    assert "Satu gambar “Membuat manik-manik” hilang" in shown
    assert "Coba lagi" in shown
    assert ModulePrint.objects.get().state == PrintState.READY


@pytest.mark.parametrize("said", [{}, {"kind": "poster"}, {"kind": ["", "x"]}])
def test_nonsense_asks_for_nothing(client, sri, page, said):
    client.force_login(sri)

    assert client.post(papers_of(page), said).headers["Location"].startswith(papers_of(page))
    assert ModulePrint.objects.count() == 0


def test_a_refusal_is_said_on_the_page(client, sri):
    page = module("M02", cards=[step()])
    client.force_login(sri)

    client.post(papers_of(page), {"kind": "check"})
    shown = client.get(papers_of(page)).text

    assert "tidak punya pertanyaan" in shown
    assert 'value="check"' not in shown


def test_who_may_ask_and_who_may_only_download(client, page):
    in_state(page, PrintState.READY, pdf="prints/a.pdf", bytes=1000, pages=1)
    seen = {}
    for role in ("", "crafter", "facilitator", "coordinator", "instructor", "publisher", "auditor"):
        if role:
            client.force_login(UserFactory(roles=[role]))
        shown = client.get(papers_of(page))
        asked = client.post(papers_of(page), {"kind": "booklet"}).status_code
        seen[role or "guest"] = ("prints/a.pdf" in shown.text, 'name="kind"' in shown.text, asked)
        ModulePrint.objects.exclude(state=PrintState.READY).delete()

    only_download, may_ask = (True, False, 403), (True, True, 302)
    assert seen == {
        "guest": only_download,
        "crafter": only_download,
        "facilitator": may_ask,
        "coordinator": may_ask,
        "instructor": may_ask,
        "publisher": may_ask,
        "auditor": only_download,
    }


def test_an_older_version_can_be_printed_for_a_group_that_still_reads_it(client, sri, page):
    replace_cards(lesson=page.get_lessons()[0], cards=[step("Yang baru."), check("Baru?")])
    client.force_login(sri)

    current = client.get(papers_of(page)).text
    client.post(f"{papers_of(page)}?versi=1", {"kind": "check"})

    assert 'href="?versi=1"' in current
    assert markup_errors(current) == []
    assert ModulePrint.objects.get().release.number == 1
    assert "versi 1" in client.get(f"{papers_of(page)}?versi=1").text
    for unknown in ("9", "99999999999999999999"):
        assert client.get(papers_of(page), {"versi": unknown}).status_code == 404
    assert client.get(papers_of(page), {"versi": "x"}).status_code == 200


def test_a_guest_with_nothing_ready_is_told_whom_to_ask(client, page):
    in_state(page, PrintState.WAITING)

    shown = client.get(papers_of(page))

    assert "Minta pendamping" in shown.text
    assert markup_errors(shown.text) == []
    assert shown.cookies == {}


def test_a_module_for_some_only_has_no_paper_for_others(client, page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(papers_of(page)).status_code == 403
    client.force_login(UserFactory())
    assert client.get(papers_of(page)).status_code == 200


def test_a_module_that_is_not_published_has_no_paper(client, sri, page):
    page.unpublish()
    client.force_login(sri)

    assert client.get(papers_of(page)).status_code == 404
    assert client.get("/pelajaran/cetak/999999/").status_code == 404


@pytest.mark.parametrize("lessons", [1, 30])
def test_the_page_costs_the_same_for_any_number(client, sri, lessons, django_assert_num_queries):
    page = module(lessons=lessons)
    for kind in PrintKind:
        in_state(page, PrintState.READY, kind, pdf="prints/a.pdf")
    client.force_login(sri)
    client.get(papers_of(page))

    with django_assert_num_queries(11):
        client.get(papers_of(page))


def test_the_modules_page_leads_to_what_is_ready(client, ruminah, page, commits):
    before = client.get("/pelajaran/m01/").text
    release = ModuleRelease.objects.current().get(page_id=page.pk)
    with commits():
        ask_for_print(release=release, kind=PrintKind.CHECK)

    for_guests = client.get("/pelajaran/m01/")
    client.force_login(ruminah)
    for_readers = client.get("/pelajaran/m01/").text

    url = ModulePrint.objects.get().pdf.url
    assert (url in before, url in for_guests.text, url in for_readers) == (False, True, True)
    assert "PDF, 1 halaman" in for_guests.text
    assert [papers_of(page) in html for html in (for_guests.text, for_readers)] == [False, True]
    assert markup_errors(for_guests.text) == markup_errors(for_readers) == []


def test_the_module_in_the_admin_tells_what_is_printed(admin_client, page):
    in_state(page, PrintState.READY, pdf="prints/a.pdf", bytes=1000, pages=4)
    in_state(page, PrintState.FAILED, PrintKind.WALL_A3, error_code="unexpected")

    shown = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text

    assert "/media/prints/a.pdf" in shown
    assert "(4 halaman, 1 kB)" in shown
    assert "Ada yang tidak terduga." in shown
    assert papers_of(page) in shown
