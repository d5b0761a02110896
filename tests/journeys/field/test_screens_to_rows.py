"""Every screen of the phone walked to its end, with the network off, until the rows stand."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.field.models import Envelope
from mentoring.registry.models import MembershipProposal
from mentoring.sessions.models import Evidence, FollowUp, MentoringSession
from tests.factories.assignments import AssignmentFactory
from tests.factories.curriculum import module
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import FollowUpFactory
from tests.journeys.field.phones import HOME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def other_group(sri, group):
    """Two more members, accompanied by Sri, too; before her phone takes its groups along."""
    other = CrafterGroupFactory(name="Anyam Rekaan", sentra=group.sentra)
    AssignmentFactory(facilitator=sri, group=other)
    for name in ("Wati Rekaan", "Yuni Rekaan"):
        MembershipFactory(group=other, person=PersonFactory(full_name=name))
    return other


@pytest.fixture
def lesson(group, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return module(title="Membuat manik-manik")


def what(phone):
    """The folded part of the form with kind, day, length and other groups."""
    phone.page.locator("summary", has=phone.page.locator("[data-text=what]")).click()


def go(phone, screen, group):
    phone.page.goto(f"{phone.site}{HOME}#/sessions.{screen}/{group.pk}")


def test_a_visit_for_two_groups_marks_the_members_of_both(other_group, phone, group):
    phone.go_offline()
    phone.log_visit(group)
    what(phone)
    phone.page.locator("[data-shared-groups]").get_by_text(other_group.name).click()
    expect(phone.names).to_have_count(18)
    phone.everybody()
    wati = other_group.memberships.get(person__full_name="Wati Rekaan").person
    expect(phone.name(wati)).to_contain_text(other_group.name)
    phone.tap(phone.name(wati))
    phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    here = MentoringSession.objects.get(group=group)
    there = MentoringSession.objects.get(group=other_group)
    assert there.shared_from == here
    assert here.attendances.filter(status="hadir").count() == 16
    assert dict(there.attendances.values_list("person__full_name", "status")) == {
        "Wati Rekaan": "izin",
        "Yuni Rekaan": "hadir",
    }


def test_a_photo_says_what_it_shows_and_what_was_missing_why(phone, group):
    phone.go_offline()
    phone.log_visit(group)
    phone.everybody()
    phone.open_notes()
    phone.add_photo()
    phone.page.get_by_label("Isi foto 1").fill("Gelang pertama Sutini")
    phone.page.locator("summary", has_text="Apa yang kurang?").click()
    line = phone.page.locator("[data-readiness] label").first
    words = line.inner_text()
    line.click()
    phone.page.get_by_label(f"{words}: catatan").fill("Atap bocor")
    phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    session = MentoringSession.objects.get()
    assert Evidence.objects.get(session=session).caption == "Gelang pertama Sutini"
    answer = session.readiness.get(line="place")
    assert (answer.is_ready, answer.note) == (False, "Atap bocor")


def test_a_very_long_visit_is_asked_about_and_one_past_midnight_is_not_saved(phone, group):
    phone.go_offline()
    phone.log_visit(group)
    phone.everybody()
    what(phone)
    minutes = phone.page.get_by_label("Atau dalam menit")
    minutes.fill("800")
    phone.page.locator("[name=starts_at]").fill("20:00")
    phone.save()
    expect(phone.said).to_contain_text("lewat tengah malam")
    expect(minutes).to_be_focused()
    minutes.fill("0")
    phone.save()
    expect(phone.said).to_contain_text("antara 1 dan 1440")
    minutes.fill("800")
    phone.page.locator("[name=starts_at]").fill("07:00")
    phone.save()
    dialog = phone.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Benarkah lamanya 13,3 jam?")
    dialog.get_by_role("button", name="Batal").click()
    assert phone.page.locator("[data-save]").is_visible()
    phone.save()
    dialog.get_by_role("button", name="Ya, selama itu").click()
    expect(phone.said).to_contain_text("Tersimpan di HP")
    phone.go_online()
    phone.has_sent_everything()

    assert MentoringSession.objects.get().minutes == 800


def test_a_plan_with_its_lessons_and_notes_stands_in_the_office(lesson, phone, sri, group):
    phone.go_offline()
    go(phone, "plan", group)
    page = phone.page
    page.locator("[data-lessons]").get_by_text(lesson.title).click()
    page.locator("[data-components]").get_by_text("Pemasaran").click()
    page.locator("[data-readiness] label").first.click()
    page.locator("summary", has_text="Catatan persiapan").click()
    page.locator("[name=note_tools]").fill("Bor dipinjam dari Bu RT")
    day = page.get_by_label("Tanggal", exact=True).input_value()
    phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    plan = MentoringSession.objects.get()
    assert (plan.state, plan.happened_on.isoformat()) == ("planned", day)
    assert (plan.component, plan.led_by) == ("pemasaran", sri.user)
    assert [each.title for each in plan.lessons.all()] == [lesson.title]
    answers = dict(plan.readiness.values_list("line", "is_ready"))
    assert (answers["place"], answers["tools"]) == (True, False)
    assert plan.readiness.get(line="tools").note == "Bor dipinjam dari Bu RT"


def test_members_who_join_leave_and_change_their_role_are_proposed(phone, group, members):
    page = phone.page
    phone.go_offline()
    go(phone, "member", group)
    phone.save()
    expect(phone.said).to_contain_text("Tulis nama")
    page.get_by_label("Nama").fill("Sutini Rekaan")
    page.get_by_label("Dusun").fill("Krajan")
    phone.keep()
    for kind, person in (("keluar", members[1]), ("berganti peran", members[2])):
        go(phone, "member", group)
        page.locator("[data-kinds]").get_by_text(kind).click()
        page.get_by_label("Anggota yang mana").select_option(str(person.pk))
        if kind == "berganti peran":
            page.locator("[data-roles] label").nth(1).click()
        phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    proposals = {each.kind: each for each in MembershipProposal.objects.all()}
    assert proposals["join"].full_name == "Sutini Rekaan"
    assert proposals["leave"].membership.person == members[1]
    assert proposals["role"].membership.person == members[2]
    assert proposals["role"].role not in ("", "member")


def test_promises_are_closed_as_done_and_as_given_up(group, sri, make_phone):
    kept, dropped = (FollowUpFactory(group=group, text=text) for text in ("Bawa bor", "Beli lem"))
    phone = make_phone()
    phone.enrol(sri.user)
    phone.begin()
    phone.go_offline()
    phone.open_group(group)
    for promise in (kept, dropped):
        card = phone.page.locator("[data-promises] li", has_text=promise.text)
        card.get_by_role("button", name="Selesai").click()
        dialog = phone.page.get_by_role("dialog")
        dialog.get_by_label("Apa hasilnya").fill(f"{promise.text}: sudah")
        if promise is dropped:
            dialog.get_by_label("Tidak jadi dikerjakan").check()
        dialog.get_by_role("button", name="Tutup janji").click()
        expect(card).to_have_count(0)
    phone.go_online()
    phone.has_sent_everything()

    rows = {each.text: each for each in FollowUp.objects.all()}
    assert (rows["Bawa bor"].done_on, rows["Bawa bor"].was_dropped) == (timezone.localdate(), False)
    assert rows["Bawa bor"].result == "Bawa bor: sudah"
    assert rows["Beli lem"].was_dropped


def test_a_closing_that_the_office_gave_back_is_mended_on_the_phone(group, sri, make_phone):
    promise = FollowUpFactory(group=group, text="Bawa bor")
    phone = make_phone()
    phone.enrol(sri.user)
    phone.begin()
    phone.open_group(group)
    card = phone.page.locator("[data-promises] li", has_text=promise.text)
    card.get_by_role("button", name="Selesai").click()
    # Without a word of what came of it.
    phone.page.get_by_role("dialog").get_by_role("button", name="Tutup janji").click()
    expect(card).to_have_count(0)

    record = phone.outbox().first
    expect(record.locator(".badge")).to_have_text("perlu diperbaiki")
    record.get_by_role("button", name="Perbaiki").click()
    card.get_by_role("button", name="Perbaiki").click()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_label("Apa hasilnya").fill("Sudah dibawa")
    dialog.get_by_role("button", name="Tutup janji").click()

    phone.has_sent_everything()
    phone.wait_until(lambda: FollowUp.objects.get().done_on, "the promise is closed")
    assert FollowUp.objects.get().result == "Sudah dibawa"


def test_what_was_typed_and_not_added_survives_and_is_saved(phone, group):
    phone.go_offline()
    phone.log_visit(group)
    phone.everybody()
    page = phone.page
    page.locator("summary", has_text="Tamu dan orang baru").click()
    page.get_by_label("Nama", exact=True).fill("Sutini Rekaan")
    page.locator("summary", has_text="Janji").click()
    page.get_by_label("Apa yang dijanjikan").fill("Bawa contoh gelang")
    address = page.url.partition("#")[2]

    phone.die_and_reopen(f"#{address}")
    phone.unlock()
    expect(phone.page.locator("[name=promise_text]")).to_have_value("Bawa contoh gelang")
    phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    session = MentoringSession.objects.get()
    assert session.attendances.filter(status="tamu").get().guest_name == "Sutini Rekaan"
    assert FollowUp.objects.get(session=session).text == "Bawa contoh gelang"


def plan_a_visit(phone, group, day):
    go(phone, "plan", group)
    phone.page.locator("[name=planned_on]").fill(day.isoformat())
    phone.page.locator("[data-components]").get_by_text("Pemasaran").click()
    phone.page.locator("[data-readiness] label").first.click()
    phone.keep()


def test_a_visit_that_was_planned_on_the_phone_is_held_on_it_before_anything_is_sent(phone, group):
    phone.go_offline()
    plan_a_visit(phone, group, timezone.localdate())
    today = phone.page.locator("[data-today] a")
    expect(today).to_contain_text(group.name)
    today.click()
    expect(phone.page.locator("[data-components] :checked")).to_have_value("pemasaran")
    phone.everybody()
    phone.keep()
    expect(today).to_have_count(0)
    phone.go_online()
    phone.has_sent_everything()

    session = MentoringSession.objects.get()
    assert (session.state, session.component) == ("held", "pemasaran")
    assert session.readiness.get(line="place").is_ready
    assert list(Envelope.objects.values_list("type", "answer").order_by("sequence")) == [
        ("sessions.plan", "applied"),
        ("sessions.visit", "applied"),
    ]


def test_a_visit_that_was_planned_and_sent_before_is_held_and_taken_back_until_it_goes(
    phone, group
):
    plan_a_visit(phone, group, timezone.localdate())
    phone.has_sent_everything()
    phone.go_offline()
    phone.page.locator("[data-today] a").click()
    phone.everybody()
    phone.keep()
    phone.outbox().first.get_by_role("button", name="Hapus").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Hapus").click()
    expect(phone.page.locator("[data-records] > li")).to_contain_text("Rencana")
    phone.page.goto(f"{phone.site}{HOME}#/")
    phone.page.locator("[data-today] a").click()
    phone.everybody()
    phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    assert MentoringSession.objects.get().state == "held"


def test_a_plan_and_a_proposal_are_changed_after_they_were_sent(phone, group):
    page = phone.page
    plan_a_visit(phone, group, timezone.localdate() + timedelta(days=3))
    go(phone, "member", group)
    page.get_by_label("Nama").fill("Sutni Rekaan")
    phone.keep()
    phone.has_sent_everything()
    phone.outbox().filter(has_text="Rencana").get_by_role("button", name="Ubah").click()
    expect(page.locator("[data-components] :checked")).to_have_value("pemasaran")
    page.locator("[name=starts_at]").fill("14:30")
    save_with_a_reason(phone)
    phone.outbox().filter(has_text="Sutni").get_by_role("button", name="Ubah").click()
    page.get_by_label("Nama").fill("Sutini Rekaan")
    save_with_a_reason(phone)
    phone.has_sent_everything()

    plan = MentoringSession.objects.get()
    assert f"{timezone.localtime(plan.starts_at, plan.zone):%H:%M}" == "14:30"
    assert plan.readiness.get(line="place").is_ready
    assert MembershipProposal.objects.get().full_name == "Sutini Rekaan"


def save_with_a_reason(phone):
    phone.save()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_label("Mengapa diubah?").fill("Salah tulis")
    dialog.get_by_role("button", name="Simpan").click()
    expect(phone.said).to_contain_text("Tersimpan di HP")
