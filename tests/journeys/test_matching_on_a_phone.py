"""Duplicates, imports and lists that leave, on a small phone."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from mentoring.registry import services
from tests.browser import assert_accessible, assert_no_sideways_scrolling, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory, MandateFactory, PersonFactory, place

pytestmark = pytest.mark.browser
WRONG = b"Kelompok;Nama;L/P;Mulai\nRonce Melti;Ruminah Contoh;perempan;31-2-2025\n"


@pytest.fixture
def dewi(transactional_db):
    user = UserFactory(full_name="Dewi Koordinator Contoh", roles=["coordinator"])
    MandateFactory(user=user, role="coordinator", place=place("35.09"))
    return user


@pytest.fixture
def pair(dewi):
    one, other = (
        PersonFactory(full_name=name, hamlet=hamlet, birth_year=1980)
        for name, hamlet in (("Ruminah Contoh", "Krajan"), ("Hj. Roeminah Contoh", "Dusun Krajan"))
    )
    return services.note_likeness(person=one, other=other, reason="name_birth", score=85)


@pytest.fixture
def batch(dewi):
    CrafterGroupFactory(name="Ronce Melati")
    batch = services.take_in_list(
        kind="members", file=ContentFile(WRONG), file_name="anggota.csv", uploaded_by=dewi
    )
    services.check_list(batch=batch, columns=batch.columns, asked_by=dewi)
    batch.refresh_from_db()
    return batch


def test_every_page_fits_and_is_read_aloud(live_server, page, dewi, pair, batch):
    sign_in_at_once(page, live_server.url, dewi)
    page.set_viewport_size({"width": 360, "height": 740})
    addresses = [
        reverse("mentoring_duplicate:index"),
        reverse("mentoring_duplicate:inspect", args=[pair.pk]),
        reverse("mentoring_duplicate:decide", args=[pair.pk]),
        reverse("mentoring_import:index"),
        reverse("mentoring_import:upload"),
        reverse("mentoring_import:inspect", args=[batch.pk]),
        reverse("mentoring_import:columns", args=[batch.pk]),
        reverse("mentoring_export:index"),
        f"{reverse('mentoring_person:index')}?export=csv",
    ]
    for address in addresses:
        page.goto(f"{live_server.url}{address}")
        assert_accessible(page)
        assert_no_sideways_scrolling(page)
