"""Deliveries that are refused or damaged: nothing is believed to have arrived that did not."""

import json

import pytest
from playwright.sync_api import expect

from mentoring.field.models import Device, Envelope
from mentoring.field.services import bring_in_rescue_file
from mentoring.sessions.models import MentoringSession
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Belajar merapikan manik. " * 156


def test_a_record_whose_delivery_is_refused_stays_unsent_and_is_sent_later(
    phone, group, guard, settings
):
    guard.allow("413")
    settings.MENTORING_PUSH_MAX_BYTES = 4500
    phone.go_offline()
    phone.visit_with(group, notes=LONG)
    phone.visit(group)
    phone.go_online()

    phone.has_unsent(1)
    refused = phone.outbox().last
    expect(refused).to_contain_text("belum terkirim")
    expect(refused.locator(".notice")).to_contain_text("Kirim")
    assert MentoringSession.objects.count() == 1
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name="Simpan ke berkas").click()
    settings.MENTORING_PUSH_MAX_BYTES = 8_000_000
    bring_in_rescue_file(
        device=Device.objects.get(),
        content=download.value.path().read_bytes(),
        by=UserFactory(),
    )
    assert MentoringSession.objects.filter(notes__startswith="Belajar").count() == 1

    phone.send_now()

    phone.has_sent_everything()
    assert MentoringSession.objects.count() == 2
    assert Envelope.objects.count() == 2


def test_a_refused_record_that_its_owner_mends_is_taken_as_it_is_now(phone, group, guard, settings):
    guard.allow("413")
    settings.MENTORING_PUSH_MAX_BYTES = 4500
    phone.visit_with(group, notes=LONG)
    phone.has_unsent(1)
    record = phone.outbox().first
    expect(record.locator(".notice")).to_contain_text("Kirim")

    record.get_by_role("button", name="Ubah").click()
    phone.open_notes()
    phone.write_notes("Belajar.")
    phone.keep()

    phone.has_sent_everything()
    assert MentoringSession.objects.get().notes == "Belajar."
    assert [each.answer for each in Envelope.objects.all()] == ["applied"]


def damage(times):
    """Something on the way that turns a letter in the next `times` deliveries."""
    left = [times]

    def pass_on(route):
        said = route.request.post_data_json
        if said["envelopes"] and left[0] > 0:
            left[0] -= 1
            said["envelopes"][0]["payload"]["notes"] = "Xelajar."
        route.continue_(post_data=json.dumps(said))

    return pass_on


def test_a_record_that_was_damaged_on_its_way_is_sent_again_by_itself(phone, group):
    phone.page.context.route("**/api/v1/push/", damage(2))

    phone.visit_with(group, notes="Belajar.")

    phone.has_sent_everything()
    assert MentoringSession.objects.get().notes == "Belajar."
    assert [each.answer for each in Envelope.objects.all()] == ["applied"]


def test_a_record_damaged_three_times_is_given_back_and_can_be_mended(phone, group):
    phone.page.context.route("**/api/v1/push/", damage(3))
    phone.visit_with(group, notes="Belajar.")
    record = phone.outbox().first
    expect(record.locator(".badge")).to_have_text("perlu diperbaiki")
    assert MentoringSession.objects.count() == 0

    record.get_by_role("button", name="Perbaiki").click()
    phone.open_notes()
    phone.write_notes("Belajar lagi.")
    phone.keep()

    phone.has_sent_everything()
    assert MentoringSession.objects.get().notes == "Belajar lagi."
    assert [each.answer for each in Envelope.objects.all()] == ["applied"]


class Way:
    """Something between phone and office. `plan`: what becomes of each delivery with records."""

    def __init__(self, phone, *plan):
        self.plan = list(plan)
        phone.page.context.route("**/api/v1/push/", self.push)
        phone.page.context.route("**/api/v1/answers/", self.ask)
        self.answers_known = True

    def push(self, route):
        fate = self.plan[0] if self.plan else "passed on"
        if not route.request.post_data_json["envelopes"] or fate == "passed on":
            return route.continue_()
        if len(self.plan) > 1:
            self.plan.pop(0)
        if fate.startswith("kept"):
            route.fetch()
        if fate.endswith("no word"):
            return route.abort()
        return route.fulfill(status=int(fate.split()[-1]))

    def ask(self, route):
        if route.request.post_data_json["records"] and not self.answers_known:
            return route.abort()
        return route.continue_()


@pytest.fixture
def noisy(guard):
    for each in ("413", "500", "ERR_FAILED"):
        guard.allow(each)


@pytest.mark.parametrize("fate", [("kept, no word", "413"), ("kept, 500",)])
def test_a_record_that_arrived_before_it_was_refused_counts_as_sent(phone, group, noisy, fate):
    Way(phone, *fate)
    phone.visit(group)
    phone.wait_until(MentoringSession.objects.exists, "the visit arrives")

    phone.outbox()
    phone.send_now()

    phone.has_sent_everything()
    assert [each.answer for each in Envelope.objects.all()] == ["applied"]


def test_a_record_whose_answer_was_lost_is_never_taken_for_one_that_nobody_has(phone, group, noisy):
    way = Way(phone, "kept, no word", "413")
    way.answers_known = False
    phone.visit_with(group, notes="Belajar.")
    phone.wait_until(MentoringSession.objects.exists, "the visit arrives")
    record = phone.outbox().first
    with phone.page.expect_request_finished(lambda each: "answers" in each.url):
        phone.send_now()
    expect(record.get_by_role("button", name="Ubah")).to_be_visible()
    expect(record.get_by_role("button", name="Hapus")).to_have_count(0)

    record.get_by_role("button", name="Ubah").click()
    phone.open_notes()
    phone.write_notes("Belajar lagi.")
    phone.page.context.unroute_all()
    phone.save()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_label("Mengapa diubah?").fill("Salah ketik")
    dialog.get_by_role("button", name="Simpan").click()

    phone.wait_until(lambda: Envelope.objects.count() == 2, "the change arrives")
    said = Envelope.objects.order_by("sequence").values_list("answer", flat=True)
    assert list(said) == ["applied", "revision"]
    assert MentoringSession.objects.get().notes == "Belajar lagi."


def test_a_record_that_was_lost_on_its_way_and_then_refused_can_be_taken_back(phone, group, noisy):
    Way(phone, "no word", "413")
    phone.visit(group)
    record = phone.outbox().first
    phone.send_now()
    expect(record.locator(".notice")).to_contain_text("belum dapat menerima")

    record.get_by_role("button", name="Hapus").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Hapus").click()

    phone.has_sent_everything()
    assert not Envelope.objects.exists()
