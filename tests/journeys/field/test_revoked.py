"""A phone that the office takes back, and one that cannot send."""

import json

import pytest
from playwright.sync_api import expect

from mentoring.field.models import Device, DeviceState, Envelope
from mentoring.field.services import bring_in_rescue_file, revoke_device
from mentoring.sessions.models import MentoringSession
from tests.browser import assert_accessible
from tests.factories.accounts import UserFactory
from tests.patience import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = """async () => {
  const open = indexedDB.open('pendamping-field');
  const db = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
  const count = (name) => new Promise((resolve) => {
    const asked = db.transaction(name).objectStore(name).count();
    asked.onsuccess = () => resolve(asked.result);
  });
  return [await count('people'), await count('rows')];
}"""


def take_back(device: Device) -> None:
    revoke_device(device=device, by=UserFactory(), reason="HP hilang")


def test_a_phone_that_was_taken_back_empties_itself(phone):
    expect(phone.page.locator("[data-standing] [data-send]")).to_be_enabled()
    take_back(Device.objects.get())

    phone.page.locator("[data-standing] [data-send]").click()

    expect(phone.page.get_by_role("heading", name="HP ini sekarang kosong")).to_be_visible()
    assert phone.page.evaluate(KEPT) == [0, 0]
    wait_until(lambda: Device.objects.get().state == DeviceState.GONE, "the office knows it")
    assert_accessible(phone.page)


def test_what_a_lost_phone_still_held_reaches_the_office_before_it_goes(phone, group):
    phone.go_offline()
    phone.visit(group)
    take_back(Device.objects.get())

    phone.go_online()

    expect(phone.page.get_by_role("heading", name="HP ini sekarang kosong")).to_be_visible()
    assert Envelope.objects.get().code == "phone_revoked"
    assert phone.page.evaluate(KEPT) == [0, 0]


def test_a_phone_that_cannot_send_saves_a_file_only_the_office_can_open(phone, group):
    phone.go_offline()
    phone.visit(group)
    phone.outbox()
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name="Simpan ke berkas").click()
    content = download.value.path().read_bytes()
    assert group.name not in content.decode()
    assert set(json.loads(content)) == {"v", "device", "iv", "ciphertext"}

    bring_in_rescue_file(device=Device.objects.get(), content=content, by=UserFactory())

    assert MentoringSession.objects.filter(group=group, state="held").count() == 1
    phone.go_online()
    phone.has_sent_everything()
    assert MentoringSession.objects.count() == 1
