"""The invented group: to try everything, and nothing of it arrives."""

import pytest
from playwright.sync_api import expect

from mentoring.field.models import Envelope
from mentoring.sessions.models import MentoringSession

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_practised_never_leaves_the_phone(make_phone, sri, group):
    phone = make_phone()
    phone.enrol(sri.user)
    page = phone.page
    page.get_by_role("button", name="Latihan dulu").click()
    phone.is_home()
    expect(page.locator("[data-groups] li")).to_have_count(1)
    page.locator("[data-today] a").click()
    phone.everybody()
    phone.keep()
    expect(phone.outbox()).to_have_count(1)

    page.get_by_role("button", name="Selesai latihan").click()

    expect(page.locator("[data-groups] li")).to_contain_text(group.name)
    phone.has_sent_everything()
    expect(phone.outbox()).to_have_count(0)
    page.get_by_role("button", name="Kirim sekarang").click()
    phone.has_sent_everything()
    assert (MentoringSession.objects.count(), Envelope.objects.count()) == (0, 0)
