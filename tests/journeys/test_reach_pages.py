"""Pages of the census, reach, ties and complaints on a phone: readable, nothing sideways."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from mentoring.registry.services import load_default_vulnerability_version, recount_reach
from tests.browser import assert_accessible, assert_no_sideways_scrolling, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.registry import (
    BusinessTieFactory,
    CensusEntryFactory,
    ComplaintFactory,
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    place,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)


def pages_of(dewi):
    """Addresses by what they show; each has something to show."""
    load_default_vulnerability_version()
    group = CrafterGroupFactory(hamlet="Krajan")
    person = MembershipFactory(group=group, person=PersonFactory()).person
    entries = CensusEntryFactory.create_batch(12, sentra=group.sentra, stratum="tertinggal")
    CensusEntryFactory(sentra=group.sentra, person=person, stratum="mapan")
    BusinessTieFactory(from_person=person, recorded_by=dewi)
    complaint = ComplaintFactory()
    recount_reach(sentra=group.sentra, on=date(2026, 3, 2), now=NOW)
    name = "mentoring_registry:{}".format
    return [
        reverse(name("reach")) + f"?sentra={group.sentra_id}",
        reverse(name("census")),
        reverse(name("census_sheet")),
        reverse(name("census_entry"), args=[entries[0].pk]),
        reverse(name("ties"), args=[person.pk]),
        reverse(name("vulnerability"), args=[person.pk]),
        reverse(name("complaints")),
        reverse(name("complaint"), args=[complaint.pk]),
        reverse(name("key_complaint")),
        reverse(name("leave_complaint")),
        reverse(name("complaint_receipt"), args=[complaint.receipt]),
    ]


def test_every_page_can_be_used_on_a_phone(live_server, page):
    dewi = UserFactory(full_name="Dewi Koordinator Contoh", roles=["coordinator"])
    MandateFactory(user=dewi, role="coordinator", place=place("35.09"))
    addresses = pages_of(dewi)
    sign_in_at_once(page, live_server.url, dewi)

    for address in addresses:
        page.goto(f"{live_server.url}{address}")
        assert_no_sideways_scrolling(page)
        assert_accessible(page)
        for table in page.locator(".table-scroll").all():
            too_wide = table.evaluate("frame => frame.scrollWidth - frame.clientWidth")
            assert too_wide <= 0, f"a table of {page.url} scrolls sideways"
