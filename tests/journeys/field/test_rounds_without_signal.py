"""Sheets of rounds filled in with the network off: the office has the same rows afterwards."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.assignments.models import AssignmentKind
from mentoring.field.models import Envelope
from mentoring.field.services import accept_held
from mentoring.incubation.models import CycleInstrument, Response, Round
from mentoring.registry.services import withdraw_consent
from tests.browser import assert_accessible, assert_no_sideways_scrolling
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.incubation import BASELINE, CycleEnrolmentFactory, levels, person_version
from tests.factories.registry import ConsentFactory
from tests.journeys.field.phones import AS_KEPT, OTHER_PIN, photo
from tests.patience import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enrolment(group):
    return CycleEnrolmentFactory(group=group)


@pytest.fixture
def sutini(group, members):
    ConsentFactory(person=members[0])
    return members[0]


@pytest.fixture
def version(enrolment):
    """What one member is asked."""
    made = person_version()
    CycleInstrument.objects.create(cycle=enrolment.cycle, version=made)
    return made


@pytest.fixture
def phone(version, sutini, phone):
    """Set up when the cycle asks all this; without signal from then on."""
    phone.go_offline()
    return phone


def open_sheets(phone, group):
    phone.page.locator("[data-waiting] a.row", has_text=group.name).click()
    expect(phone.page.locator("[data-lists] a.row").first).to_be_visible()


def open_sheet(phone, group, name):
    open_sheets(phone, group)
    phone.page.locator("[data-lists] a.row", has_text=name).click()
    expect(phone.page.locator("[data-question] h2")).to_be_visible()


def level(phone, number):
    row = phone.page.locator("[data-choices] label").nth(number)
    row.click()
    expect(row.locator("input")).to_be_checked()


def saw(phone, words):
    phone.page.get_by_label("Yang Anda lihat").fill(words)


def take_photo(phone):
    file = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    phone.page.locator("[name=photo]").set_input_files([file])
    expect(phone.page.locator("[data-photos] img")).to_be_visible()


def go_on(phone):
    phone.page.get_by_role("button", name="Lanjut", exact=True).click()


def at(phone, number):
    expect(phone.page.locator("[data-text=number]")).to_contain_text(f"Pertanyaan {number} dari")


def finish(phone):
    phone.page.get_by_role("button", name="Selesai", exact=True).click()


def is_kept(phone):
    expect(phone.said).to_contain_text("tersimpan di HP")


def answer_person(phone, *, price=3):
    """Every kind of question, with its own kind of answer."""
    level(phone, price)
    go_on(phone)
    at(phone, 2)
    phone.page.get_by_label("Jawaban dengan angka").fill("12,5")
    go_on(phone)
    at(phone, 3)
    phone.page.locator("[data-choices] label").first.click()
    go_on(phone)
    at(phone, 4)
    phone.page.get_by_label("Jawaban dengan kata-kata").fill("Juragan meminjami saya.")
    go_on(phone)
    at(phone, 5)
    phone.page.locator("[data-empties]").get_by_text("Menolak").click()
    go_on(phone)
    expect(phone.page.get_by_role("heading", name="Sebelum dikirim")).to_be_visible()


def take_back(person):
    withdraw_consent(
        person=person, purpose="pendampingan", withdrawn_by=UserFactory(), now=timezone.now()
    )


def test_a_baseline_with_a_photo_and_a_member_survive_an_empty_battery(
    phone, group, enrolment, sutini
):
    told = list(levels(BASELINE).values())
    open_sheet(phone, group, group.name)
    for number, value in enumerate(told[:4], start=1):
        at(phone, number)
        level(phone, value)
        take_photo(phone) if number == 1 else saw(phone, f"Dilihat {number}")
        go_on(phone)
    at(phone, 5)
    phone.die_and_reopen()
    phone.unlock()
    phone.page.locator("[data-drafts] a.row", has_text=group.name).click()
    for number, value in enumerate(told[4:], start=5):
        at(phone, number)
        level(phone, value)
        saw(phone, f"Dilihat {number}")
        go_on(phone)
    expect(phone.page.locator("[data-lacks]")).to_contain_text("Semua sudah dijawab")
    finish(phone)
    is_kept(phone)
    open_sheet(phone, group, "Anggota 00 Contoh")
    answer_person(phone)
    finish(phone)
    is_kept(phone)
    phone.has_unsent(2)
    assert not Round.objects.exists()

    phone.go_online()

    phone.has_sent_everything()
    of_group = Round.objects.get(person=None)
    assert (of_group.kind, of_group.state) == ("baseline", "submitted")
    assert of_group.levels() == levels(BASELINE)
    first = wait_until(
        lambda: Response.objects.filter(round=of_group).exclude(file="").first(), "its photo"
    )
    assert first.item.code == "KOH1"
    of_person = Round.objects.get(person=sutini)
    assert {one.item.code: one.empty or one.shown() for one in of_person.responses.all()} == {
        "PRICE": "3",
        "SHARE": "12,5 persen",
        "BUYER": "satu",
        "STORY": "Juragan meminjami saya.",
        "BOOK": "refused",
    }
    with_levels = Envelope.objects.get(record=of_person.pk)
    assert "Juragan" in with_levels.payload
    assert Envelope.objects.filter(payload__contains="Juragan").count() == 0


def test_what_cannot_be_is_said_and_what_was_done_is_taken_back(phone, group, enrolment):
    page = phone.page
    open_sheet(phone, group, "Anggota 00 Contoh")
    level(phone, 2)
    level(phone, 4)
    page.get_by_role("button", name="Urungkan", exact=True).click()
    expect(page.locator("[data-choices] input").nth(2)).to_be_checked()
    go_on(phone)
    at(phone, 2)
    number = page.get_by_label("Jawaban dengan angka")
    number.fill("120")
    go_on(phone)
    expect(phone.said).to_contain_text("0 sampai 100 persen")
    number.fill("dua belas")
    go_on(phone)
    expect(phone.said).to_contain_text("bukan angka")
    number.fill("12,5")
    go_on(phone)
    at(phone, 3)
    # Who has several buyers is not asked for the story of the one.
    page.locator("[data-choices] label", has_text="lebih dari satu").click()
    expect(page.locator("[data-text=number]")).to_contain_text("dari 4")
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    page.get_by_role("button", name="Lihat semua jawaban").click()
    expect(page.locator("[data-lacks]")).to_contain_text("1 pertanyaan belum ada jawaban")
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    small = page.evaluate(
        """() => [...document.querySelectorAll('.page :is(button, a, label:has(input))')]
            .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 47.5)
            .map((each) => each.textContent)"""
    )
    assert small == []


def test_who_took_her_yes_back_meanwhile_is_kept_nowhere(phone, group, enrolment, sutini):
    open_sheet(phone, group, "Anggota 00 Contoh")
    answer_person(phone)
    finish(phone)
    is_kept(phone)
    take_back(sutini)

    phone.go_online()
    phone.wait_until(lambda: Envelope.objects.filter(code="consent_missing").exists(), "an answer")

    records = phone.outbox()
    expect(records.first).to_contain_text("belum setuju didampingi")
    expect(records.first.get_by_role("button")).to_have_count(0)
    envelope = Envelope.objects.get()
    assert (envelope.payload, envelope.state) == ("", "dropped")
    assert not Round.objects.exists()


def test_two_phones_rate_one_member_and_both_scorings_are_kept(
    phone, make_phone, group, enrolment, sutini, sri
):
    baiq = FacilitatorFactory(
        user=UserFactory(full_name="Baiq Mentor Rekaan", roles=["facilitator"])
    )
    AssignmentFactory(facilitator=baiq, group=group, kind=AssignmentKind.COVER)
    other = make_phone()
    other.enrol(baiq.user, OTHER_PIN)
    other.begin()
    other.go_offline()
    for each, price in ((phone, 1), (other, 4)):
        open_sheet(each, group, "Anggota 00 Contoh")
        answer_person(each, price=price)
        finish(each)
        is_kept(each)

    phone.go_online()
    phone.has_sent_everything()
    with other.page.expect_response(lambda answer: "/contents/incubation.sheets/" in answer.url):
        other.go_online()
    other.has_sent_everything()
    other.page.evaluate(AS_KEPT)

    rounds = Round.objects.filter(person=sutini, state="submitted")
    assert {one.rater_id: one.levels()["PRICE"] for one in rounds} == {
        sri.user.pk: 1,
        baiq.user.pk: 4,
    }
    open_sheets(other, group)
    row = other.page.locator("[data-lists] a.row", has_text="Anggota 00 Contoh")
    expect(row).to_contain_text("sudah dinilai orang lain")


def test_answers_to_questions_given_up_meanwhile_wait_and_are_taken_over_later(
    phone, group, enrolment, sutini, version
):
    open_sheet(phone, group, "Anggota 00 Contoh")
    answer_person(phone)
    finish(phone)
    is_kept(phone)
    CycleInstrument.objects.filter(version=version).delete()

    phone.go_online()
    phone.wait_until(lambda: Envelope.objects.filter(state="held").exists(), "an answer")

    expect(phone.outbox().first).to_contain_text("tidak ditanyakan dalam siklus ini")
    envelope = Envelope.objects.get()
    assert (envelope.code, "Juragan" in envelope.payload) == ("instrument_not_of_cycle", True)
    assert not Round.objects.exists()
    CycleInstrument.objects.create(cycle=enrolment.cycle, version=version)
    accept_held(envelope=envelope, by=UserFactory(is_superuser=True), note="Masih ditanyakan")
    assert Round.objects.get(person=sutini).levels() == {"PRICE": 3}


def test_a_form_about_who_took_her_yes_back_says_so_and_goes(phone, group, enrolment, sutini):
    open_sheet(phone, group, "Anggota 00 Contoh")
    level(phone, 3)
    phone.page.evaluate(AS_KEPT)
    take_back(sutini)

    with phone.page.expect_response(lambda answer: "/contents/incubation.sheets/" in answer.url):
        phone.go_online()
    phone.page.evaluate(AS_KEPT)
    phone.die_and_reopen()
    phone.unlock()
    begun = phone.page.locator("[data-drafts] a.row", has_text="Anggota 00 Contoh")
    begun.click()

    expect(phone.page.get_by_role("heading", name="Lembar ini tidak dapat diisi")).to_be_visible()
    expect(phone.page.get_by_role("alert")).to_contain_text("mencabut persetujuannya")
    expect(phone.page.locator("[data-question]")).to_have_count(0)
    phone.page.get_by_role("button", name="Buang", exact=True).click()
    expect(phone.said).to_contain_text("Lembar sudah dibuang")
    phone.is_home()
    expect(begun).to_have_count(0)
    assert not Envelope.objects.exists()
