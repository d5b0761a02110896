"""Changes of membership: a facilitator proposes, the coordinator decides."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.registry.errors import DeciderProposedIt, ProposalDecidedAlready
from mentoring.registry.models import Membership, MembershipProposal, Person
from mentoring.registry.services import accept_proposal
from mentoring.sessions.desk import desk_items
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MembershipFactory,
    MembershipProposalFactory,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

NEW = {"full_name": "Siti Contoh", "sex": "P", "role": "member", "happens_on": "2026-05-01"}


@pytest.fixture
def accompanied(here, sri):
    AssignmentFactory(group=here, facilitator=sri)
    return here


def at(name, *args):
    return reverse(f"mentoring_sessions:{name}", args=args)


def propose(client, sri, group, **said):
    client.force_login(sri.user)
    return client.post(at("propose_member", group.pk), {**NEW, **said})


def decide(client, user, proposal, decision, answer=""):
    client.force_login(user)
    return client.post(at("member_proposal", proposal.pk), {"decision": decision, "answer": answer})


def test_somebody_new_joins_once_the_coordinator_says_yes(client, accompanied, sri, dewi):
    propose(client, sri, accompanied, hamlet="Krajan", phone="0812 3456 7890")
    proposal = MembershipProposal.objects.get()
    assert not Membership.objects.exists()

    decide(client, dewi, proposal, "yes")

    membership = Membership.objects.get()
    assert (membership.person.full_name, membership.starts_on, membership.source) == (
        "Siti Contoh",
        date(2026, 5, 1),
        "proposal",
    )
    assert (membership.person.phone, membership.person.hamlet) == ("+6281234567890", "Krajan")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.membership) == (
        "accepted",
        dewi,
        membership,
    )


def test_a_record_that_was_merged_is_not_proposed(client, accompanied, sri):
    kept = MembershipFactory().person
    AssignmentFactory(group=kept.memberships.get().group, facilitator=sri)
    twin = MembershipFactory(group=kept.memberships.get().group, person__merged_into=kept).person

    response = propose(client, sri, accompanied, person=twin.pk, full_name="")

    assert list(response.context["form"].fields["person"].queryset) == [kept]
    assert "person" in response.context["form"].errors
    assert not MembershipProposal.objects.exists()


def test_a_member_of_another_group_is_chosen_and_not_written_anew(client, accompanied, sri, dewi):
    other = CrafterGroupFactory(sentra=accompanied.sentra, name="Anggrek")
    AssignmentFactory(group=other, facilitator=sri)
    person = MembershipFactory(group=other).person
    propose(client, sri, accompanied, full_name="", person=person.pk)
    proposal = MembershipProposal.objects.get()
    client.force_login(dewi)

    page = client.get(at("member_proposal", proposal.pk)).content.decode()
    decide(client, dewi, proposal, "yes")

    assert "Juga anggota Anggrek" in page
    assert Person.objects.count() == 1
    assert person.memberships.filter(group=accompanied).exists()


def test_a_no_needs_a_reason_and_changes_nothing(client, accompanied, sri, dewi):
    propose(client, sri, accompanied)
    proposal = MembershipProposal.objects.get()

    assert decide(client, dewi, proposal, "no").context["form"].non_field_errors()
    decide(client, dewi, proposal, "no", "Rumahnya di kecamatan lain")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer) == ("declined", "Rumahnya di kecamatan lain")
    assert not Membership.objects.exists()
    client.force_login(sri.user)
    page = client.get(at("member_proposal", proposal.pk)).content.decode()
    assert "Rumahnya di kecamatan lain" in page


def test_who_works_away_leaves_on_the_day_with_the_reason(client, accompanied, sri, dewi):
    membership = MembershipFactory(group=accompanied)
    client.force_login(sri.user)
    client.post(
        at("propose_member_change", membership.pk),
        {"kind": "leave", "leave_reason": "works_away", "happens_on": "2026-05-01"},
    )

    decide(client, dewi, MembershipProposal.objects.get(), "yes")

    membership.refresh_from_db()
    assert (membership.ends_on, membership.leave_reason) == (date(2026, 5, 1), "works_away")


def test_a_new_role_leaves_the_rosters_of_the_past_as_they_were(client, accompanied, sri, dewi):
    membership = MembershipFactory(group=accompanied, role="member")
    client.force_login(sri.user)
    client.post(
        at("propose_member_change", membership.pk),
        {"kind": "role", "role": "treasurer", "happens_on": "2026-05-01"},
    )

    decide(client, dewi, MembershipProposal.objects.get(), "yes")

    def role(day):
        return accompanied.memberships.on(day).get().role

    assert (role(date(2026, 4, 30)), role(date(2026, 5, 1))) == ("member", "treasurer")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"full_name": ""}, "full_name"),
        ({"full_name": "x" * 101}, "full_name"),
        ({"sex": ""}, "sex"),
        ({"sex": "X"}, "sex"),
        ({"role": "boss"}, "role"),
        ({"happens_on": "31/02/2026"}, "happens_on"),
        ({"phone": "tidak ada"}, "phone"),
        ({"person": "abc"}, "person"),
        ({"hamlet": "x" * 81}, "hamlet"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_every_field_of_a_new_member_says_what_is_wrong(client, accompanied, sri, said, wrong):
    assert list(propose(client, sri, accompanied, **said).context["form"].errors) == [wrong]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "role", "role": "member"}, "role"),
        ({"leave_reason": ""}, "leave_reason"),
        ({"happens_on": ""}, "happens_on"),
    ],
)
def test_every_field_of_a_change_says_what_is_wrong(client, accompanied, sri, said, wrong):
    membership = MembershipFactory(group=accompanied)
    client.force_login(sri.user)
    good = {"kind": "leave", "leave_reason": "moved", "happens_on": "2026-05-01"}

    response = client.post(at("propose_member_change", membership.pk), {**good, **said})

    assert list(response.context["form"].errors) == [wrong]


def test_the_same_proposal_is_not_made_twice(client, accompanied, sri):
    propose(client, sri, accompanied)

    assert propose(client, sri, accompanied).context["form"].non_field_errors()
    assert MembershipProposal.objects.count() == 1


def test_only_the_facilitator_of_today_proposes(client, accompanied, far, dewi, wayan, eko):
    membership = MembershipFactory(group=accompanied)
    neighbour = AssignmentFactory(group=CrafterGroupFactory(sentra=accompanied.sentra))
    answers = {}
    for name, user in {
        "coordinator": dewi,
        "evaluator": eko,
        "foreign coordinator": wayan,
        "same area": neighbour.facilitator.user,
        "member": UserFactory(),
    }.items():
        client.force_login(user)
        answers[name] = [
            client.get(at("propose_member", accompanied.pk)).status_code,
            client.get(at("propose_member_change", membership.pk)).status_code,
        ]

    assert answers == {
        "coordinator": [403, 403],
        "evaluator": [403, 403],
        "foreign coordinator": [404, 404],
        "same area": [404, 404],
        "member": [404, 404],
    }


def test_who_reads_and_who_decides_a_proposal(client, accompanied, sri, dewi, wayan, eko, rini):
    proposal = MembershipProposalFactory(group=accompanied, proposed_by=sri.user)
    answers = {}
    for name, user in {
        "facilitator": sri.user,
        "evaluator": eko,
        "manager": rini,
        "foreign coordinator": wayan,
        "own coordinator": dewi,
    }.items():
        client.force_login(user)
        read = client.get(at("member_proposal", proposal.pk)).status_code
        answers[name] = [read, decide(client, user, proposal, "yes").status_code]

    assert answers == {
        "facilitator": [200, 403],
        "evaluator": [404, 404],
        "manager": [200, 403],
        "foreign coordinator": [404, 404],
        "own coordinator": [200, 302],
    }


def test_nobody_decides_her_own_proposal_or_twice(accompanied, sri, dewi):
    proposal = MembershipProposalFactory(group=accompanied, proposed_by=dewi)
    with pytest.raises(DeciderProposedIt):
        accept_proposal(proposal=proposal, decided_by=dewi)
    accept_proposal(proposal=proposal, decided_by=sri.user)

    with pytest.raises(ProposalDecidedAlready):
        accept_proposal(proposal=proposal, decided_by=sri.user)


def test_a_facilitator_takes_back_what_still_waits(client, accompanied, sri, dewi):
    proposal = MembershipProposalFactory(group=accompanied, proposed_by=sri.user)
    client.force_login(dewi)
    assert client.post(at("withdraw_member_proposal", proposal.pk)).status_code == 403

    client.force_login(sri.user)
    client.post(at("withdraw_member_proposal", proposal.pk))

    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_what_waits_stands_on_the_coordinators_desk(accompanied, sri, dewi, wayan):
    MembershipProposalFactory(group=accompanied, proposed_by=sri.user)

    def counts(user):
        items = desk_items(user, timezone.localdate())
        return [item.count for item in items if item.url == at("member_proposals")]

    assert (counts(dewi), counts(wayan), counts(sri.user)) == ([1], [], [])


@pytest.mark.parametrize("many", [0, 1, 30])
def test_the_list_asks_the_same_questions_for_any_number(
    client, accompanied, sri, dewi, many, django_assert_num_queries
):
    for _ in range(many):
        MembershipProposalFactory(group=accompanied, proposed_by=sri.user)
        MembershipProposalFactory(
            group=accompanied,
            proposed_by=sri.user,
            state="accepted",
            decided_by=dewi,
            decided_at=timezone.now(),
        )
    client.force_login(dewi)
    client.get(at("member_proposals"))

    with django_assert_num_queries(8, exact=many > 0):
        response = client.get(at("member_proposals"))

    assert len(response.context["waiting"]) == many
    assert markup_errors(response.content.decode()) == []


def test_the_pages_are_clean(client, accompanied, sri, dewi):
    membership = MembershipFactory(group=accompanied)
    proposal = MembershipProposalFactory(group=accompanied, proposed_by=sri.user)
    pages = {
        sri.user: [
            at("propose_member", accompanied.pk),
            at("propose_member_change", membership.pk),
            at("group", accompanied.pk),
        ],
        dewi: [at("member_proposal", proposal.pk)],
    }
    for user, addresses in pages.items():
        client.force_login(user)
        for address in addresses:
            assert markup_errors(client.get(address).content.decode()) == []


def test_a_change_on_a_day_before_she_came_is_refused(client, accompanied, sri):
    membership = MembershipFactory(group=accompanied, starts_on=date(2026, 5, 1))
    client.force_login(sri.user)

    response = client.post(
        at("propose_member_change", membership.pk),
        {
            "kind": "leave",
            "leave_reason": "moved",
            "happens_on": (membership.starts_on - timedelta(days=1)).isoformat(),
        },
    )

    assert response.context["form"].non_field_errors()
