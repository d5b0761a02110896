"""The facilitator's own pages, the coordinator's list of gaps, and the desk."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail import hooks

from mentoring.assignments.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory, MandateFactory, SentraFactory

pytestmark = pytest.mark.django_db

MINE = "mentoring_assignments:my_assignments"
GAPS = "mentoring_assignments:groups_without_facilitator"


@pytest.fixture
def asked(sri, here):
    return AssignmentFactory(facilitator=sri, group=here, state="proposed")


def desk_of(user, today):
    """What this room puts there, and the way to the registers."""
    return [
        item
        for ask in hooks.get_hooks("register_desk_items")
        for item in ask(user, today)
        if ask.__module__.startswith("mentoring.assignments")
        or (item.url.startswith("/admin/") and "mentoring.registry" in ask.__module__)
    ]


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_my_assignments_ask_the_same_for_any_number_of_rows(
    rows, client, sri, django_assert_num_queries
):
    for number in range(rows):
        AssignmentFactory(facilitator=sri, state="proposed" if number % 2 else "active")
    client.force_login(sri.user)
    client.get(reverse(MINE))

    with django_assert_num_queries(6):
        response = client.get(reverse(MINE))

    assert len(response.context["waiting"]) + len(response.context["going_on"]) == rows


def test_proposals_stand_apart_from_groups_going_on_and_earlier_ones(client, sri, asked):
    going_on = AssignmentFactory(facilitator=sri)
    over = AssignmentFactory(facilitator=sri, state="ended", ends_on=date(2025, 2, 1))
    client.force_login(sri.user)

    context = client.get(reverse(MINE)).context

    assert context["waiting"] == [asked]
    assert [row for row, _state in context["going_on"]] == [going_on]
    assert [row for row, _state in context["earlier"]] == [over]


def test_a_facilitator_accepts_and_the_group_is_hers(client, sri, asked):
    client.force_login(sri.user)

    response = client.post(reverse("mentoring_assignments:accept", args=[asked.pk]), follow=True)

    asked.refresh_from_db()
    assert asked.state == "active"
    assert [message.level_tag for message in response.context["messages"]] == ["success"]


def test_a_no_needs_a_reason_and_keeps_it(client, sri, asked):
    client.force_login(sri.user)
    address = reverse("mentoring_assignments:decline", args=[asked.pk])

    without = client.post(address, {"reason": ""})
    client.post(address, {"reason": "terlalu jauh"})

    asked.refresh_from_db()
    assert list(without.context["form"].errors) == ["reason"]
    assert (asked.state, asked.reason) == ("declined", "terlalu jauh")


def test_answering_twice_is_told_in_a_sentence(client, sri, asked):
    client.force_login(sri.user)
    address = reverse("mentoring_assignments:accept", args=[asked.pk])
    client.post(address)

    response = client.post(address, follow=True)

    # Told in the order they happened; nobody read the first page's message.
    assert [message.level_tag for message in response.context["messages"]] == ["success", "error"]


def test_the_coordinator_sees_the_proposal_and_cannot_answer_it(client, dewi, asked):
    client.force_login(dewi)

    seen = client.get(reverse("mentoring_assignments:assignment", args=[asked.pk]))
    answered = client.post(reverse("mentoring_assignments:accept", args=[asked.pk]))

    assert (seen.status_code, seen.context["can_answer"]) == (200, False)
    assert answered.status_code == 403


@pytest.mark.parametrize("view", ["assignment", "accept", "decline"])
def test_a_proposal_to_somebody_else_is_not_found(view, client, asked):
    other = FacilitatorFactory(user=UserFactory(roles=["facilitator"])).user
    client.force_login(other)
    address = reverse(f"mentoring_assignments:{view}", args=[asked.pk])

    response = client.get(address) if view == "assignment" else client.post(address)

    assert response.status_code == 404
    assert Assignment.objects.get().state == "proposed"


def test_nobody_answers_by_following_a_link(client, sri, asked):
    client.force_login(sri.user)

    assert client.get(reverse("mentoring_assignments:accept", args=[asked.pk])).status_code == 405


def test_signed_out_people_are_asked_to_sign_in(client, asked):
    for name, args in ((MINE, []), (GAPS, []), ("mentoring_assignments:assignment", [asked.pk])):
        assert client.get(reverse(name, args=args)).headers["Location"].startswith("/masuk/")


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_list_of_gaps_asks_the_same_for_any_number_of_rows(
    rows, client, dewi, django_assert_num_queries
):
    sentra = SentraFactory()
    for _ in range(rows):
        CrafterGroupFactory(sentra=sentra)
    client.force_login(dewi)
    client.get(reverse(GAPS))

    with django_assert_num_queries(8, exact=rows > 0):
        response = client.get(reverse(GAPS))

    assert len(response.context["page"].object_list) == rows


def test_gaps_are_groups_of_my_places_nobody_leads(client, dewi, sri, here, far):
    led, covered = CrafterGroupFactory(), CrafterGroupFactory(name="A")
    AssignmentFactory(group=led)
    AssignmentFactory(group=covered, kind="cover")
    AssignmentFactory(group=here, state="proposed", facilitator=sri)
    client.force_login(dewi)

    found = client.get(reverse(GAPS)).context["page"].object_list

    assert [(group, group.is_asked_for) for group in found] == [(covered, False), (here, True)]


def test_the_desk_of_a_facilitator_shows_questions_that_wait(sri, asked, today):
    [item] = desk_of(sri.user, today)

    assert (item.kind, item.count, item.url) == ("waiting", 1, reverse(MINE))


def test_the_desk_of_a_coordinator_shows_gaps_and_the_registers(dewi, here, far, today):
    items = {item.url: item.count for item in desk_of(dewi, today)}

    assert (
        items.items()
        >= {
            reverse(GAPS): 1,
            reverse("mentoring_group:index"): 0,
            reverse("mentoring_assignments:area"): 0,
        }.items()
    )


def test_a_coordinator_without_groups_is_invited_to_write_down_the_first(dewi, today):
    waiting = [item.url for item in desk_of(dewi, today) if item.kind == "waiting"]

    assert waiting == [reverse("mentoring_group:add")]


def test_a_crafter_and_an_evaluator_find_nothing_of_this_on_their_desks(eko, here, today):
    crafter = UserFactory(roles=["crafter"])

    assert desk_of(crafter, today) == []
    assert desk_of(eko, today) == []


def test_a_mandate_without_the_role_opens_no_register(today):
    user = MandateFactory().user

    assert reverse("mentoring_group:index") not in [item.url for item in desk_of(user, today)]
