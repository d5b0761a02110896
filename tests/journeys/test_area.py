"""A coordinator goes from her area to a proposal on a phone of 360 px, also without scripts."""

import pytest
from django.utils import timezone

from mentoring.assignments.services import scan_attention
from tests.browser import (
    assert_accessible,
    assert_no_sideways_scrolling,
    follow,
    sign_in_at_once,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import FacilitatorFactory, LeaveFactory
from tests.factories.registry import CrafterGroupFactory, MandateFactory, SentraFactory, place


@pytest.fixture
def dewi(transactional_db):
    sentra = SentraFactory(latitude="-8.27", longitude="113.53")
    CrafterGroupFactory(name="Ronce Melati", sentra=sentra)
    sri = FacilitatorFactory(user__full_name="Sri Pendamping Contoh", languages=["mad"])
    LeaveFactory(facilitator=sri)
    scan_attention(today=timezone.localdate())
    user = UserFactory(roles=["coordinator"])
    MandateFactory(user=user, place=place("35.09"))
    return user


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_area_to_somebody_who_might_take_a_group(live_server, new_page, dewi, javascript):
    phone = new_page(java_script_enabled=javascript)
    sign_in_at_once(phone, live_server.url, dewi)

    def look():
        if javascript:
            assert_accessible(phone)
            assert_no_sideways_scrolling(phone)

    phone.goto(live_server.url + "/menunggu/")
    look()
    phone.goto(live_server.url + "/pendampingan/penanggung-jawab/")
    look()
    phone.goto(live_server.url + "/pendampingan/wilayah/")
    phone.get_by_text("Peta sebagai daftar").click()
    look()
    follow(phone, phone.get_by_role("link", name="Lihat"))
    follow(phone, phone.get_by_role("link", name="Ronce Melati"))
    look()
    assert phone.get_by_text("Sedang cuti hari ini.").is_visible()
    follow(phone, phone.get_by_role("link", name="Sri Pendamping Contoh"))
    look()
    follow(phone, phone.get_by_role("link", name="Catat cuti"))
    look()
