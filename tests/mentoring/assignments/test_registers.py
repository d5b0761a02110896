"""Facilitators and assignments in the admin, as each role finds them."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.assignments.models import Assignment, Facilitator
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import MandateFactory, banyumulek, tutul

pytestmark = pytest.mark.django_db


def page(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def proposal(facilitator, group, **more):
    return {
        "facilitator": facilitator.pk,
        "group": group.pk,
        "kind": "lead",
        "starts_on": "2026-03-01",
        **more,
    }


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_list_of_assignments_asks_the_same_for_any_number_of_rows(
    rows, client, rini, django_assert_num_queries
):
    client.force_login(rini)
    address = reverse("mentoring_assignment:index_results")
    client.get(address)
    for _ in range(rows):
        AssignmentFactory()

    with django_assert_num_queries(7, exact=rows > 0):
        response = client.get(address)

    assert len(response.context["object_list"]) == rows


def test_a_coordinator_finds_assignments_of_her_groups_and_facilitators_at_work_there(
    client, dewi, wayan, here, far
):
    near_row = AssignmentFactory(group=here)
    from_outside = AssignmentFactory(group=here, kind="cover", facilitator__home_place=banyumulek())
    far_row = AssignmentFactory(group=far, facilitator__home_place=banyumulek())

    found = page(client, dewi, "mentoring_assignment:index").context["object_list"]
    people = page(client, dewi, "mentoring_facilitator:index").context["object_list"]

    assert set(found) == {near_row, from_outside}
    assert set(people) == {near_row.facilitator, from_outside.facilitator}
    assert page(client, dewi, "mentoring_assignment:inspect", far_row.pk).status_code == 404
    assert page(client, wayan, "mentoring_assignment:inspect", far_row.pk).status_code == 200


@pytest.mark.parametrize("view", ["inspect", "history", "end", "withdraw"])
def test_an_assignment_of_another_place_is_not_found(view, client, dewi, far):
    row = AssignmentFactory(group=far)

    assert page(client, dewi, f"mentoring_assignment:{view}", row.pk).status_code == 404


@pytest.mark.parametrize("view", ["inspect", "edit", "delete", "history"])
def test_a_facilitator_of_another_place_is_not_found(view, client, dewi):
    near, far = FacilitatorFactory(), FacilitatorFactory(home_place=banyumulek())

    assert page(client, dewi, f"mentoring_facilitator:{view}", near.pk).status_code == 200
    assert page(client, dewi, f"mentoring_facilitator:{view}", far.pk).status_code == 404


def test_the_form_offers_groups_in_charge_and_visible_active_facilitators(
    client, dewi, sri, here, far
):
    FacilitatorFactory(home_place=banyumulek())
    FacilitatorFactory(user__is_active=False)
    FacilitatorFactory(user=dewi)

    fields = page(client, dewi, "mentoring_assignment:add").context["form"].fields

    assert list(fields["group"].queryset) == [here]
    assert list(fields["facilitator"].queryset) == [sri]


def test_a_coordinator_proposes_and_says_the_last_day_included(client, dewi, sri, here):
    client.force_login(dewi)
    response = client.post(
        reverse("mentoring_assignment:add"), proposal(sri, here, last_day="2026-03-31")
    )

    assignment = Assignment.objects.get()
    assert response.headers["Location"] == reverse(
        "mentoring_assignment:inspect", args=[assignment.pk]
    )
    assert (assignment.state, assignment.proposed_by) == ("proposed", dewi)
    assert assignment.ends_on == date(2026, 4, 1)


def test_a_refusal_comes_back_on_the_form_with_the_days(client, dewi, sri, here):
    AssignmentFactory(group=here, starts_on=date(2026, 1, 1), ends_on=date(2026, 4, 1))
    client.force_login(dewi)

    response = client.post(reverse("mentoring_assignment:add"), proposal(sri, here))

    [sentence] = response.context["form"].non_field_errors()
    assert "1 Januari 2026" in sentence
    assert "31 Maret 2026" in sentence
    assert Assignment.objects.count() == 1


def test_a_group_of_another_place_is_no_choice(client, dewi, sri, far):
    client.force_login(dewi)

    response = client.post(reverse("mentoring_assignment:add"), proposal(sri, far))

    assert list(response.context["form"].errors) == ["group"]


def test_a_manager_who_sees_all_but_holds_no_mandate_proposes_nobody(client, rini):
    assert page(client, rini, "mentoring_assignment:add").status_code == 302


def test_a_coordinator_ends_an_assignment_after_the_last_day(client, dewi, here):
    row = AssignmentFactory(group=here, starts_on=date(2026, 1, 1))
    client.force_login(dewi)
    client.post(
        reverse("mentoring_assignment:end", args=[row.pk]),
        {"last_day": "2026-02-28", "reason": "pindah wilayah"},
    )

    row.refresh_from_db()
    assert (row.state, row.ends_on, row.reason) == ("ended", date(2026, 3, 1), "pindah wilayah")


def test_an_end_before_the_start_comes_back_with_both_days(client, dewi, here):
    row = AssignmentFactory(group=here, starts_on=date(2026, 2, 1))
    client.force_login(dewi)

    response = client.post(
        reverse("mentoring_assignment:end", args=[row.pk]), {"last_day": "2026-01-15"}
    )

    [sentence] = response.context["form"].non_field_errors()
    assert "15 Januari 2026" in sentence
    assert "1 Februari 2026" in sentence


def test_a_proposal_is_withdrawn_and_an_answered_one_is_not(client, dewi, here):
    waiting = AssignmentFactory(group=here, state="proposed")
    running = AssignmentFactory(group=here)
    client.force_login(dewi)

    client.post(reverse("mentoring_assignment:withdraw", args=[waiting.pk]), {})
    refused = client.post(reverse("mentoring_assignment:withdraw", args=[running.pk]), {})

    waiting.refresh_from_db()
    running.refresh_from_db()
    assert (waiting.state, running.state) == ("withdrawn", "active")
    assert refused.status_code == 302


def test_an_evaluators_mandate_lets_a_coordinator_see_but_not_end(client, dewi, far):
    MandateFactory(user=dewi, role="evaluator", place=banyumulek())
    row = AssignmentFactory(group=far)

    assert page(client, dewi, "mentoring_assignment:inspect", row.pk).status_code == 200
    assert page(client, dewi, "mentoring_assignment:end", row.pk).status_code == 302


def test_assignments_have_no_address_for_editing_or_deleting(client, dewi, here):
    row = AssignmentFactory(group=here)
    client.force_login(dewi)

    for word in ("edit", "delete"):
        assert client.post(f"/admin/mentoring_assignment/{word}/{row.pk}/").status_code == 404


def test_only_accounts_that_may_accompany_groups_can_be_registered(client, dewi, sri):
    tutul()
    candidate = UserFactory(full_name="Tono Pendamping Contoh", roles=["facilitator"])
    UserFactory(roles=["crafter"])

    form = page(client, dewi, "mentoring_facilitator:add").context["form"]
    offered = list(form.fields["user"].queryset)
    client.post(
        reverse("mentoring_facilitator:add"),
        {"user": candidate.pk, "home_place": "35.09.10.2003", "load_cap": 6},
    )

    assert offered == [candidate]
    assert Facilitator.objects.get(user=candidate).load_cap == 6


def test_who_a_facilitator_is_never_changes(client, dewi, sri):
    client.force_login(dewi)
    client.post(
        reverse("mentoring_facilitator:edit", args=[sri.pk]),
        {"user": UserFactory().pk, "home_place": sri.home_place.pk, "load_cap": 4},
    )

    kept = Facilitator.objects.get()
    assert (kept.user, kept.load_cap) == (sri.user, 4)


def test_a_load_above_the_limit_is_pointed_out_not_refused(client, dewi, sri, here):
    sri.load_cap = 0
    sri.save()
    AssignmentFactory(facilitator=sri, group=here)

    response = page(client, dewi, "mentoring_facilitator:inspect", sri.pk)

    assert len(response.context["cautions"]) == 1


def test_the_page_of_a_group_names_its_facilitators_and_offers_to_propose(client, dewi, rini, here):
    AssignmentFactory(group=here, facilitator__user__full_name="Baiq Mentor Rekaan")

    for user, may_propose in ((dewi, True), (rini, False)):
        html = page(client, user, "mentoring_group:inspect", here.pk).content.decode()
        assert "Baiq Mentor Rekaan" in html
        assert (f"?group={here.pk}" in html) is may_propose
