"""Business ties on their page: read by few, sealed, every look kept."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from mentoring.registry.models import BusinessTie
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    BusinessTieFactory,
    ConsentFactory,
    MembershipFactory,
    PersonFactory,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
GOOD = {
    "kind": "buyer",
    "name": "Juragan Anom Rekaan",
    "source": "wawancara",
    "terms": "30 kodi",
    "starts_on": "2026-01-01",
}


@pytest.fixture
def ruminah(here, sri):
    """A member with an account, of a group Sri accompanies."""
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    user = UserFactory(full_name="Ruminah Contoh", roles=["crafter"])
    return MembershipFactory(group=here, person=PersonFactory(user=user)).person


def page_of(person):
    return reverse("mentoring_registry:ties", args=[person.pk])


def test_a_facilitator_writes_a_tie_and_reads_it_and_the_look_is_kept(client, sri, ruminah):
    client.force_login(sri.user)

    response = client.post(page_of(ruminah), GOOD, follow=True)

    assert "Juragan Anom Rekaan" in response.content.decode()
    assert "Anom" not in str(list(BusinessTie.objects.values()))
    assert ModelLogEntry.objects.filter(action="mentoring.read_tie", user=sri.user).count() == 1


def test_a_record_that_was_merged_is_no_choice_for_a_tie(client, sri, ruminah, here):
    merged = PersonFactory(full_name="Ruminah Ganda", merged_into=ruminah)
    MembershipFactory(group=here, person=merged)
    client.force_login(sri.user)

    response = client.post(page_of(ruminah), {**GOOD, "name": "", "member": merged.pk})

    assert "member" in response.context["form"].errors
    assert "Ruminah Ganda" not in response.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "enemy"}, "kind"),
        ({"name": "x" * 101}, "name"),
        ({"name": ""}, "__all__"),
        ({"source": ""}, "source"),
        ({"terms": "x" * 501}, "terms"),
        ({"starts_on": "2099-01-01"}, "starts_on"),
        ({"starts_on": "31/02/2026"}, "starts_on"),
        ({"member": "not a key"}, "member"),
        ({"account": "999999"}, "account"),
        ({"kind": "lender"}, "__all__"),
    ],
)
def test_what_cannot_be_kept_comes_back(client, sri, ruminah, wrong, field):
    client.force_login(sri.user)

    response = client.post(page_of(ruminah), GOOD | wrong)

    assert list(response.context["form"].errors) == [field]
    assert BusinessTie.objects.count() == 0


def test_a_debt_is_written_once_she_agreed(client, sri, ruminah):
    ConsentFactory(person=ruminah)
    client.force_login(sri.user)

    client.post(page_of(ruminah), GOOD | {"kind": "lender"})

    assert BusinessTie.objects.get().kind == "lender"


def test_who_reads_whose_ties(client, sri, dewi, wayan, eko, rini, ruminah, here):
    neighbour = UserFactory(roles=["crafter"])
    MembershipFactory(group=here, person=PersonFactory(user=neighbour))
    tie = BusinessTieFactory(from_person=ruminah, to_person=PersonFactory(full_name="Anom"))

    def answers(user):
        client.force_login(user)
        page = client.get(page_of(ruminah))
        return page.status_code, b"Anom" in page.content

    assert [answers(user) for user in (dewi, eko, ruminah.user)] == [(200, True)] * 3
    assert answers(sri.user) == (200, False)
    assert answers(wayan)[0] == answers(neighbour)[0] == 404
    assert answers(rini) == (403, False)
    assert str(tie).endswith(str(tie.pk)[:8])


def test_evaluators_and_she_herself_read_and_do_not_write(client, eko, ruminah):
    for user in (eko, ruminah.user):
        client.force_login(user)
        assert client.post(page_of(ruminah), GOOD).status_code == 403


def test_who_wrote_it_and_the_coordinator_end_it_and_others_do_not(client, sri, dewi, eko, ruminah):
    tie = BusinessTieFactory(from_person=ruminah, recorded_by=sri.user)
    end = reverse("mentoring_registry:end_tie", args=[tie.pk])

    client.force_login(eko)
    assert client.post(end).status_code == 403
    client.force_login(ruminah.user)
    assert client.post(end).status_code == 403
    client.force_login(sri.user)
    client.post(end)

    tie.refresh_from_db()
    assert tie.ends_on is not None


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_asks_for_all_ties_at_once_beside_the_log(client, dewi, ruminah, rows):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    BusinessTieFactory.create_batch(rows, from_person=ruminah)
    client.force_login(dewi)
    client.get(page_of(ruminah))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(page_of(ruminah))

    ties = [one for one in asked if 'FROM "mentoring_registry_businesstie"' in one["sql"]]
    assert len(ties) == 1


def test_the_page_parses_without_mercy(client, dewi, ruminah):
    BusinessTieFactory(from_person=ruminah)
    client.force_login(dewi)

    pages = [client.get(page_of(ruminah)), client.post(page_of(ruminah), {})]

    assert [markup_errors(page.content.decode()) for page in pages] == [[], []]
