"""A phone that the office takes back, and one that cannot send."""

import json

import pytest
from playwright.sync_api import expect

from mentoring.field.models import Device, DeviceState, Envelope, EnvelopeState
from mentoring.field.services import bring_in_rescue_file, revoke_device
from mentoring.sessions.models import Evidence, FollowUp, MentoringSession
from tests.browser import assert_accessible, follow, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.registry import MandateFactory, place
from tests.factories.sessions import FollowUpFactory
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


LONG = "Belajar merapikan manik. " * 156
# Every promise of the group's page is closed, one dialog after another.
CLOSE_ALL = """async () => {
  const moment = () => new Promise((resolve) => setTimeout(resolve, 5));
  const until = async (question) => { while (!question()) await moment(); };
  const promises = () => document.querySelectorAll('[data-promises] li').length;
  for (let left = promises(); left; left -= 1) {
    // The page is drawn anew after each: its list stands empty for a moment.
    await until(() => document.querySelector('[data-promises] button'));
    document.querySelector('[data-promises] button').click();
    await until(() => document.querySelector('dialog[open]'));
    document.querySelector('dialog [data-yes]').click();
    await until(() => promises() === left - 1 && document.querySelector('[data-roster]'));
  }
}"""


@pytest.fixture
def dewi(group):
    """Coordinates the regency of Jember, where the group is."""
    dewi = UserFactory(full_name="Dewi Koordinator Contoh", roles=["coordinator"])
    MandateFactory(user=dewi, role="coordinator", place=place("35.09"))
    return dewi


def is_empty(phone):
    expect(phone.page.get_by_role("heading", name="HP ini sekarang kosong")).to_be_visible()
    assert phone.page.evaluate(KEPT) == [0, 0]


def was_taken_back(phone):
    expect(phone.page.get_by_role("heading", name="HP ini sudah dicabut")).to_be_visible()


def test_more_records_than_one_delivery_takes_reach_the_office_before_it_goes(phone, group):
    promises = [FollowUpFactory(group=group) for _each in range(52)]
    phone.send_now()
    phone.open_group(group)
    expect(phone.page.locator("[data-promises] li")).to_have_count(len(promises))
    phone.go_offline()
    phone.page.evaluate(CLOSE_ALL)
    phone.has_unsent(52)
    take_back(Device.objects.get())

    phone.go_online()

    is_empty(phone)
    assert Envelope.objects.filter(code="phone_revoked").count() == 52
    assert FollowUp.objects.open().count() == 52


def test_a_form_that_was_begun_is_finished_before_a_lost_phone_goes(phone, group, members):
    phone.log_visit(group)
    phone.everybody()
    take_back(Device.objects.get())
    phone.page.goto(f"{phone.site}/lapangan/#/kiriman")
    phone.send_now()

    was_taken_back(phone)
    assert_accessible(phone.page)
    phone.page.get_by_role("link", name=group.name).click()
    expect(phone.name(members[0])).to_have_attribute("data-mark", "hadir")
    phone.save()

    is_empty(phone)
    assert Envelope.objects.get().code == "phone_revoked"


def test_what_a_phone_could_not_send_is_rescued_with_its_photos_before_it_is_wiped(
    phone, new_page, group, dewi, guard, settings
):
    guard.allow("413")
    settings.MENTORING_PUSH_MAX_BYTES, settings.MENTORING_UPLOAD_MAX_BYTES = 4500, 1000
    phone.go_offline()
    phone.visit_with(group, photos=1)
    phone.visit_with(group, notes=LONG, photos=1)
    device = Device.objects.get()
    take_back(device)
    phone.go_online()
    was_taken_back(phone)
    expect(phone.page.locator("[data-text=count]").last).to_contain_text(
        "1 belum terkirim, 2 foto atau suara belum terkirim"
    )
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name="Simpan ke berkas").click()
    wipe = phone.page.get_by_role("button", name="Kosongkan HP ini")
    expect(wipe).to_be_visible()
    # Another sync draws the page anew.
    with phone.page.expect_response("**/api/v1/push/"):
        phone.page.evaluate("dispatchEvent(new Event('online'))")
    expect(wipe).to_be_visible()
    assert_accessible(phone.page)
    wipe.click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Kosongkan HP ini").click()
    is_empty(phone)
    phone.wait_until(
        lambda: Device.objects.get().state == DeviceState.GONE, "the office knows that it is empty"
    )

    settings.MENTORING_UPLOAD_MAX_BYTES = 15_000_000
    office = new_page()
    sign_in_at_once(office, phone.site, dewi)
    office.goto(f"{phone.site}{device.get_absolute_url()}")
    office.locator("[name=file]").set_input_files(download.value.path())
    follow(office, office.get_by_role("button", name="Terima berkas"))
    expect(office.locator(".notice-error")).to_have_count(0)
    for held in Envelope.objects.filter(state=EnvelopeState.HELD):
        office.goto(f"{phone.site}/pendampingan/hp/catatan/{held.pk}/")
        office.get_by_label("Tetap terima").check()
        office.get_by_label("Alasan", exact=False).fill("HP sudah kembali")
        follow(office, office.get_by_role("button", name="Simpan"))
    assert MentoringSession.objects.filter(group=group, state="held").count() == 2
    wait_until(lambda: Evidence.objects.arrived().count() == 2, "both photographs are shown")
