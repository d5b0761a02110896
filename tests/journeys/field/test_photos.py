"""Photographs and voices: made small on the phone, sent after the text."""

from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from playwright.sync_api import expect

from mentoring.field.models import Upload, UploadState
from mentoring.sessions.models import Evidence, MentoringSession
from tests.patience import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def arrived():
    return Upload.objects.filter(state=UploadState.FINISHED).count()


def test_a_photo_arrives_small_without_exif_and_its_place_beside_it(phone, group):
    phone.go_offline()
    phone.visit_with(group, photos=1)
    expect(phone.status).to_contain_text("1 belum terkirim, 1 foto atau suara belum terkirim")
    phone.go_online()
    phone.has_sent_everything()

    assert arrived() == 1
    session = MentoringSession.objects.get()
    evidence = wait_until(
        lambda: Evidence.objects.filter(session=session).arrived().first(), "it is shown"
    )
    with Image.open(evidence.photo) as kept:
        assert max(kept.size) <= 1600
        assert dict(kept.getexif()) == {}
    assert round(float(evidence.latitude), 4) == -8.2583
    assert round(float(evidence.longitude), 2) == 113.45
    assert evidence.taken_at is not None


def test_a_photo_in_trouble_holds_up_no_other_and_is_kept_until_it_arrives(phone, group, guard):
    guard.allow("500")
    page, first = phone.page, []

    def fail_the_first(route):
        """A server in front of ours that stumbles over one file."""
        said = route.request.post_data_json
        first[:] = first or [said["id"]]
        if said["id"] == first[0]:
            route.fulfill(status=500)
        else:
            route.continue_()

    phone.go_offline()
    phone.visit_with(group, photos=2)
    page.context.route("**/api/v1/uploads/", fail_the_first)
    phone.go_online()
    phone.wait_until(lambda: arrived() == 1, "the other one is whole")
    expect(phone.status).to_contain_text("1 foto atau suara belum terkirim")
    expect(phone.status).not_to_contain_text("Semua sudah terkirim")

    # The text was settled long ago; one picture lies here only.
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=40))
    records = phone.outbox()
    with page.expect_response("**/api/v1/contents/"):
        phone.send_now()
    expect(phone.said).to_contain_text("Kantor belum dapat menerima ini sekarang")
    # The lists came all the same, so the phone was in touch.
    expect(phone.status).to_contain_text("baru saja")
    expect(records).to_have_count(1)
    expect(records.first).to_contain_text("1 foto atau suara belum terkirim")
    page.context.unroute("**/api/v1/uploads/")
    phone.send_now()
    phone.wait_until(lambda: arrived() == 2, "both are whole")
    phone.has_sent_everything()


def test_a_photo_the_office_does_not_want_says_why_and_goes_when_it_does(
    phone, group, guard, settings
):
    guard.allow("413")
    settings.MENTORING_UPLOAD_MAX_BYTES = 1000
    phone.visit_with(group, photos=1)
    expect(phone.status).to_contain_text("1 foto atau suara belum terkirim")
    record = phone.outbox().first
    expect(record.locator(".badge")).to_have_text("terkirim")
    expect(record.locator(".notice")).to_contain_text("terlalu besar")

    settings.MENTORING_UPLOAD_MAX_BYTES = 15_000_000
    phone.page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=2))
    phone.send_now()

    phone.wait_until(lambda: arrived() == 1, "it is whole")
    phone.has_sent_everything()
