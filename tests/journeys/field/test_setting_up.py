"""Setting up a phone when the answer is lost, and somebody else saw the QR."""

import pytest
from playwright.sync_api import expect

from mentoring.field.models import Device
from tests.journeys.field.phones import HOME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def lose_the_answer(route):
    route.fetch()
    route.abort()


def test_only_the_phone_that_asked_first_is_answered_again(make_phone, sri, group, guard):
    for each in ("ERR_FAILED", "400"):
        guard.allow(each)
    hers, another = make_phone(), make_phone()
    address = f"{hers.site}{HOME}mulai/#{hers.invite(sri.user)}"
    hers.page.context.route("**/api/v1/enrol/", lose_the_answer, times=1)
    hers.page.goto(address)
    hers.set_up()
    expect(hers.said).to_contain_text("Tidak ada sinyal")
    first = Device.objects.get()

    another.page.goto(address)
    another.set_up()
    expect(another.said).to_contain_text("kode")
    hers.page.reload()
    hers.set_up()

    expect(hers.page.get_by_role("heading", name="HP sudah siap")).to_be_visible()
    assert Device.objects.get() == first
