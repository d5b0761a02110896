"""The coordinator's home."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.assignments.models import AttentionReason, AttentionScan
from mentoring.assignments.services import scan_attention
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, TrainingWaiverFactory
from tests.factories.registry import CrafterGroupFactory, SentraFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


def area(client, user, **query):
    client.force_login(user)
    return client.get(reverse("mentoring_assignments:area"), query)


@pytest.fixture
def mapped():
    return SentraFactory(
        name="Sentra Manik Contoh", latitude=Decimal("-8.27"), longitude=Decimal("113.53")
    )


def test_a_coordinator_sees_what_her_groups_need_with_their_age(client, dewi, here, far, today):
    scan_attention(today=today)

    page = area(client, dewi)

    assert [line.group for line in page.context["lines"]] == [here]
    assert page.context["sums"][0].count == 1
    assert page.context["alone"] == 1
    assert page.context["age"].is_old is False
    assert "Per " in page.content.decode()
    assert markup_errors(page.content.decode()) == []


def test_a_dissolved_group_stands_nowhere_on_the_page(client, dewi, here, today):
    scan_attention(today=today)
    here.status, here.status_since = "dissolved", today
    here.save()

    page = area(client, dewi)

    assert (page.context["lines"], page.context["sums"], page.context["all_count"]) == ([], [], 0)


def test_a_group_loses_its_facilitator_and_is_counted_before_any_scan(client, dewi, here):
    AttentionReason.objects.all().delete()

    page = area(client, dewi)

    assert page.context["alone"] == 1
    assert page.context["age"].is_old


def test_figures_of_two_days_ago_are_called_old(client, dewi, here):
    long_ago = timezone.now() - timedelta(days=2)
    AttentionScan.objects.create(started_at=long_ago, finished_at=long_ago)

    assert area(client, dewi).context["age"].is_old


@pytest.mark.parametrize("role", ["crafter", "facilitator", "evaluator", "author"])
def test_whoever_answers_for_no_place_may_not(client, role):
    assert area(client, UserFactory(roles=[role])).status_code == 403


def test_an_evaluator_with_a_mandate_may_not_and_a_manager_sees_everything(
    client, eko, rini, here, far, today
):
    scan_attention(today=today)

    assert area(client, eko).status_code == 403
    assert {line.group for line in area(client, rini).context["lines"]} == {here, far}


def test_one_reason_or_one_craft_centre_may_be_chosen(client, dewi, here, mapped, today):
    at_centre = CrafterGroupFactory(sentra=mapped)
    AssignmentFactory(group=at_centre, state="accepted")
    scan_attention(today=today)

    waiting = area(client, dewi, alasan="waits_for_training")
    of_centre = area(client, dewi, sentra=mapped.pk)

    assert [line.group for line in waiting.context["lines"]] == [at_centre]
    assert [line.group for line in of_centre.context["lines"]] == [at_centre]
    # Who asks for nonsense is shown everything, or nothing, and no error.
    for name, value in (
        ("alasan", "=1+1"),
        ("sentra", "x' or 1"),
        ("sentra", "9" * 40),
        ("halaman", "-3"),
    ):
        assert area(client, dewi, **{name: value}).status_code == 200


def test_the_map_shows_craft_centres_of_my_places_by_their_gravest_reason(
    client, dewi, mapped, here, far, today
):
    CrafterGroupFactory(sentra=mapped)
    AssignmentFactory(group=CrafterGroupFactory(sentra=mapped), starts_on=today)
    scan_attention(today=today)

    page = area(client, dewi)

    (dot,) = page.context["map"].dots
    assert (dot.pin.label, dot.pin.state, dot.pin.count) == ("Sentra Manik Contoh", "bad", 2)
    assert "<svg" in page.content.decode()
    assert " style=" not in page.content.decode()


def test_waivers_of_my_facilitators_stand_there_until_they_end(client, dewi, wayan, today):
    waiver = TrainingWaiverFactory(starts_on=today, ends_on=today + timedelta(days=1))
    TrainingWaiverFactory(starts_on=today - timedelta(days=9), ends_on=today)

    assert list(area(client, dewi).context["waivers"]) == [waiver]
    assert list(area(client, wayan).context["waivers"]) == []


def test_looking_again_does_so(client, dewi, here, django_capture_on_commit_callbacks):
    client.force_login(dewi)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mentoring_assignments:look_again"))

    assert AttentionScan.objects.count() == 1
    assert client.get(reverse("mentoring_assignments:look_again")).status_code == 405


def test_only_who_answers_for_a_place_has_groups_looked_at(client, sri):
    client.force_login(sri.user)

    assert client.post(reverse("mentoring_assignments:look_again")).status_code == 403
    assert AttentionScan.objects.count() == 0


@pytest.mark.parametrize("groups", [0, 1, 30])
def test_the_home_asks_as_often_for_thirty_groups_as_for_one(
    client, dewi, mapped, today, groups, django_assert_num_queries
):
    CrafterGroupFactory.create_batch(groups, sentra=mapped)
    scan_attention(today=today)
    client.force_login(dewi)

    with django_assert_num_queries(23 if groups else 21):
        client.get(reverse("mentoring_assignments:area"))
