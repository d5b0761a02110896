"""Deliveries that are refused or damaged: nothing is believed to have arrived that did not."""

import pytest
from playwright.sync_api import expect

from mentoring.field.models import Device, Envelope
from mentoring.field.services import bring_in_rescue_file
from mentoring.sessions.models import MentoringSession
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Belajar merapikan manik. " * 156


def visit_with(phone, group, notes):
    phone.log_visit(group)
    phone.everybody()
    phone.page.locator("summary", has_text="Catatan dan foto").click()
    phone.page.get_by_label("Catatan", exact=True).fill(notes)
    phone.keep()


def test_a_record_whose_delivery_is_refused_stays_unsent_and_is_sent_later(
    phone, group, guard, settings
):
    guard.allow("413")
    settings.MENTORING_PUSH_MAX_BYTES = 4500
    phone.go_offline()
    visit_with(phone, group, LONG)
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

    phone.page.get_by_role("button", name="Kirim sekarang").click()

    phone.has_sent_everything()
    assert MentoringSession.objects.count() == 2
    assert Envelope.objects.count() == 2
