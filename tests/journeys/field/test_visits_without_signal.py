"""Visits logged with the network off: nothing is lost, everything arrives once."""

import pytest
from playwright.sync_api import expect

from mentoring.sessions.models import Attendance, FollowUp, MentoringSession
from tests.browser import assert_accessible, assert_no_sideways_scrolling
from tests.patience import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_three_visits_arrive_once_after_the_phone_died(phone, group):
    phone.go_offline()
    for _each in range(3):
        phone.visit(group)
    phone.has_unsent(3)
    phone.die_and_reopen()
    expect(phone.page.locator("[data-page]")).to_contain_text("3 belum terkirim")
    phone.unlock()
    phone.has_unsent(3)
    assert MentoringSession.objects.count() == 0

    phone.go_online()

    phone.has_sent_everything()
    assert MentoringSession.objects.filter(group=group, state="held").count() == 3
    assert Attendance.objects.filter(status="hadir").count() == 48
    phone.page.reload()
    phone.unlock()
    phone.has_sent_everything()
    assert MentoringSession.objects.count() == 3


def test_a_form_survives_an_empty_battery(phone, group, members):
    phone.go_offline()
    phone.log_visit(group)
    phone.everybody()
    phone.tap(phone.name(members[2]))
    expect(phone.name(members[2])).to_have_attribute("data-mark", "izin")
    phone.page.locator("summary", has_text="Catatan dan foto").click()
    phone.page.get_by_label("Catatan", exact=True).fill("Belajar memotret gelang.")
    address = phone.page.url.partition("#")[2]

    phone.die_and_reopen(f"#{address}")
    phone.unlock()

    expect(phone.name(members[2])).to_have_attribute("data-mark", "izin")
    expect(phone.name(members[3])).to_have_attribute("data-mark", "hadir")
    expect(phone.page.locator("[name=notes]")).to_have_value("Belajar memotret gelang.")
    phone.die_and_reopen()
    phone.unlock()
    expect(phone.page.locator("[data-drafts]")).to_contain_text(group.name)


def test_every_tap_can_be_undone(phone, group, members):
    phone.go_offline()
    phone.log_visit(group)
    phone.everybody()
    phone.tap(phone.name(members[0]))
    undo = phone.page.get_by_role("button", name="Urungkan")

    undo.click()
    expect(phone.name(members[0])).to_have_attribute("data-mark", "hadir")
    undo.click()
    expect(phone.name(members[0])).to_have_attribute("data-mark", "")
    expect(undo).to_be_disabled()


def test_a_normal_visit_of_sixteen_takes_at_most_twelve_taps_and_no_typing(phone, group, members):
    phone.taps = 0

    phone.log_visit(group)
    phone.everybody()
    for person, taps in ((members[1], 1), (members[4], 2), (members[9], 3)):
        for _each in range(taps):
            phone.tap(phone.name(person))
    phone.keep()

    phone.has_sent_everything()
    assert phone.taps <= 12
    session = MentoringSession.objects.get()
    wait_until(lambda: session.attendances.count() == 16, "everybody is marked")
    marks = dict(session.attendances.values_list("person", "status"))
    assert [marks[members[each].pk] for each in (0, 1, 4, 9)] == ["hadir", "izin", "sakit", "alpa"]


def test_promises_guests_and_what_was_missing_arrive(phone, group, members):
    phone.go_offline()
    phone.log_visit(group)
    phone.everybody()
    page = phone.page
    page.locator("summary", has_text="Tamu dan orang baru").click()
    page.get_by_label("Nama", exact=True).fill("Sutini Rekaan")
    page.get_by_label("Dusun").fill("Krajan")
    page.locator("[data-add-guest]").click()
    page.locator("summary", has_text="Janji").click()
    page.get_by_label("Apa yang dijanjikan").fill("Bawa contoh gelang")
    page.get_by_label("Anggota yang mana").select_option(str(members[0].pk))
    page.locator("[data-add-promise]").click()
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
    phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    session = MentoringSession.objects.get()
    assert FollowUp.objects.get(session=session).text == "Bawa contoh gelang"
    assert session.attendances.filter(status="tamu").get().guest_name == "Sutini Rekaan"


def test_a_visit_that_was_not_held_says_why(phone, group):
    phone.go_offline()
    phone.log_visit(group)
    phone.tap(phone.page.locator("[data-states]").get_by_text("Tidak jadi"))
    phone.save()
    expect(phone.said).to_contain_text("Pilih alasan")
    phone.tap(phone.page.locator("[data-reasons] label").first)
    phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    session = MentoringSession.objects.get()
    assert session.state == "not_held"
    assert session.state_reason


def test_an_unsent_visit_is_changed_and_another_deleted(phone, group, members):
    phone.go_offline()
    phone.visit(group)
    phone.visit(group)
    records = phone.outbox()
    expect(records).to_have_count(2)
    records.first.get_by_role("button", name="Hapus").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Hapus").click()
    expect(records).to_have_count(1)
    records.first.get_by_role("button", name="Ubah").click()
    phone.tap(phone.name(members[0]))
    phone.keep()
    phone.go_online()
    phone.has_sent_everything()

    session = MentoringSession.objects.get()
    assert session.attendances.get(person=members[0]).status == "izin"


def test_a_sent_visit_is_changed_with_a_reason(phone, group, members):
    phone.visit(group)
    phone.has_sent_everything()
    phone.outbox().first.get_by_role("button", name="Ubah").click()
    phone.tap(phone.name(members[0]))
    phone.save()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_label("Mengapa diubah?").fill("Salah tandai")
    dialog.get_by_role("button", name="Simpan").click()
    expect(phone.said).to_contain_text("Tersimpan di HP")
    phone.has_sent_everything()

    session = MentoringSession.objects.get()
    assert session.attendances.get(person=members[0]).status == "izin"
    assert session.revisions.filter(reason="Salah tandai").exists()
