"""A phone whose clock is wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.field.models import Device, Envelope
from mentoring.sessions.models import MentoringSession

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRONG = """
const Right = Date;
const ahead = %d;
Date = class extends Right {
  constructor(...said) { if (said.length) super(...said); else super(Right.now() + ahead); }
  static now() { return Right.now() + ahead; }
};
"""


def phone_ahead(make_phone, user, days):
    phone = make_phone()
    ahead = timedelta(days=days) // timedelta(milliseconds=1)
    phone.page.context.add_init_script(WRONG % ahead)
    phone.enrol(user)
    phone.begin()
    return phone


def test_a_clock_that_is_a_day_ahead_is_told_on_the_phone_and_flagged(make_phone, sri, group):
    phone = phone_ahead(make_phone, sri.user, days=1)
    expect(phone.page.locator("[data-warnings]")).to_contain_text("Jam HP ini salah 24 jam")

    phone.visit(group)

    phone.has_sent_everything()
    assert Envelope.objects.count() == 1
    assert Device.objects.get().clock_is_wrong


def test_a_visit_years_ahead_is_given_back_with_the_reason(make_phone, sri, group):
    phone = phone_ahead(make_phone, sri.user, days=730)
    expect(phone.page.locator("[data-warnings]")).to_contain_text("Jam HP ini salah 730 hari")
    phone.visit(group)
    records = phone.outbox()
    expect(records.first).to_contain_text("perlu diperbaiki")
    assert MentoringSession.objects.count() == 0

    records.first.get_by_role("button", name="Perbaiki").click()
    phone.page.locator("summary").first.click()
    phone.page.get_by_label("Tanggal", exact=True).fill(timezone.localdate().isoformat())
    phone.save()
    phone.page.get_by_role("dialog").get_by_label("Mengapa diubah?").fill("Jam HP salah")
    phone.page.get_by_role("dialog").get_by_role("button", name="Simpan").click()
    expect(phone.said).to_contain_text("Tersimpan di HP")
    expect(phone.outbox().first.locator(".badge")).to_have_text("terkirim")
    assert MentoringSession.objects.get().happened_on == timezone.localdate()
