"""The PIN of a phone: wrong ones, and one that was forgotten."""

import pytest
from playwright.sync_api import expect

from mentoring.field.keys import recovery_key
from mentoring.field.models import Device
from mentoring.field.services import give_unlock_code
from mentoring.sessions.models import MentoringSession
from tests.browser import assert_accessible
from tests.factories.accounts import UserFactory
from tests.journeys.field.phones import OTHER_PIN
from tests.patience import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEALED = """async () => {
  const open = indexedDB.open('pendamping-field');
  const db = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
  const all = db.transaction('rows').objectStore('rows').getAll();
  const rows = await new Promise((resolve) => (all.onsuccess = () => resolve(all.result)));
  return rows.map((row) => new TextDecoder().decode(row.bytes)).join('');
}"""


def test_wrong_pins_open_nothing_and_cost_a_growing_wait(phone):
    phone.page.reload()
    for _each in range(3):
        phone.unlock("111222")
        expect(phone.said).to_contain_text("PIN ini salah")
        expect(phone.page.get_by_label("PIN Anda", exact=True)).to_have_value("")
    expect(phone.said).to_contain_text("Tunggu 30 detik")

    phone.unlock()

    expect(phone.said).to_contain_text("Terlalu banyak PIN salah")
    assert_accessible(phone.page)


def test_what_lies_on_the_phone_cannot_be_read_without_the_pin(phone, group, members):
    phone.go_offline()
    phone.visit(group)

    stored = phone.page.evaluate(SEALED)

    assert len(stored) > 5_000
    assert members[0].full_name not in stored
    assert group.name not in stored


def forget_pin(phone, new_pin):
    """Open the locked phone with a coordinator's code."""
    phone.page.get_by_role("button", name="Saya lupa PIN").click()
    code = give_unlock_code(device=Device.objects.get(), given_by=UserFactory())
    phone.page.get_by_label("Kode dari koordinator").fill(code)
    phone.page.get_by_label("Pilih PIN").fill(new_pin)
    phone.page.get_by_label("PIN yang sama sekali lagi").fill(new_pin)
    phone.page.get_by_role("button", name="Buka").click()


def test_each_forgotten_pin_needs_another_key(phone):
    first = recovery_key(Device.objects.get())
    phone.page.reload()
    forget_pin(phone, OTHER_PIN)
    phone.is_home()
    wait_until(lambda: Device.objects.get().recovery_sealed, "the office heard of the new key")
    phone.page.reload()

    forget_pin(phone, "918273")

    phone.is_home()
    assert recovery_key(Device.objects.get()) != first


def test_a_forgotten_pin_loses_no_unsent_visit(phone, group):
    phone.go_offline()
    phone.visit(group)
    phone.die_and_reopen()
    phone.go_online()
    forget_pin(phone, OTHER_PIN)

    phone.has_sent_everything()
    assert MentoringSession.objects.filter(group=group).count() == 1
    phone.page.reload()
    phone.unlock(OTHER_PIN)
    phone.is_home()


def test_two_people_share_a_phone_and_none_reads_the_others(make_phone, live_server, sri, group):
    baiq = UserFactory(full_name="Baiq Mentor Rekaan", roles=["facilitator"])
    phone = make_phone()
    phone.enrol(sri.user)
    phone.begin()
    phone.go_offline()
    phone.visit(group)
    phone.go_online()
    phone.enrol(baiq, OTHER_PIN)
    phone.begin()

    expect(phone.page.locator("[data-groups] li")).to_have_count(0)
    phone.has_sent_everything()
    phone.page.reload()
    phone.page.get_by_role("button", name="Sri Pendamping Contoh").click()
    phone.unlock(OTHER_PIN)
    expect(phone.said).to_contain_text("PIN ini salah")
    phone.unlock()
    expect(phone.page.locator("[data-groups] li")).to_have_count(1)
