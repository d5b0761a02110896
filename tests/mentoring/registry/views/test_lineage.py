"""What coordinators do when a group changes, and who else may."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.registry.models import GroupLineage, GroupStatus, Membership, Stratum
from tests.factories.registry import CensusEntryFactory, CrafterGroupFactory, MembershipFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

ACTIONS = ["rename", "split", "merge", "dissolve", "keep_document"]


@pytest.fixture
def five(here):
    return [MembershipFactory(group=here).person for _ in range(5)]


def address(name, row):
    return reverse(f"mentoring_group:{name}", args=[row.pk])


def send(client, user, action, group, /, **said):
    client.force_login(user)
    return client.post(address(action, group), said)


@pytest.mark.parametrize("action", ACTIONS)
def test_only_whoever_answers_for_the_place_changes_a_group(
    action, client, dewi, wayan, eko, rini, sri, here
):
    answers = {}
    for name, user in {
        "own": dewi,
        "foreign": wayan,
        "evaluator": eko,
        "manager": rini,
        "facilitator": sri.user,
    }.items():
        client.force_login(user)
        answers[name] = client.get(address(action, here)).status_code

    # 302: refused by Wagtail, with a message, at the door of the admin or of the action.
    assert answers == {
        "own": 200,
        "foreign": 404,
        "evaluator": 302,
        "manager": 302,
        "facilitator": 302,
    }


def test_a_split_leads_to_the_new_group_and_both_show_it(client, dewi, here, five):
    response = send(
        client,
        dewi,
        "split",
        here,
        name="Ronce Kenanga",
        happened_on="2026-02-01",
        people=[five[0].pk, five[1].pk],
        note="Dusun timur",
    )

    child = GroupLineage.objects.get().child
    assert response["Location"] == address("inspect", child)
    for group in (here, child):
        page = client.get(address("inspect", group)).content.decode()
        assert "Ronce Kenanga memisahkan diri dari Ronce Melati" in page
        assert markup_errors(page) == []


def test_a_refused_split_keeps_what_was_typed(client, dewi, here, five):
    response = send(
        client,
        dewi,
        "split",
        here,
        name=here.name,
        happened_on="2026-02-01",
        people=[five[0].pk],
    )

    form = response.context["form"]
    assert form.non_field_errors()
    assert form["name"].value() == here.name
    assert not GroupLineage.objects.exists()


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"happened_on": "31/02/2026"}, "happened_on"),
        ({"happened_on": ""}, "happened_on"),
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"people": []}, "people"),
        ({"people": ["not-a-key"]}, "people"),
        ({"note": "x" * 301}, "note"),
        ({"hamlet": "x" * 81}, "hamlet"),
    ],
)
def test_every_field_of_a_split_says_what_is_wrong(client, dewi, here, five, said, wrong):
    good = {"name": "Kenanga", "happened_on": "2026-02-01", "people": [five[0].pk]}

    response = send(client, dewi, "split", here, **{**good, **said})

    assert list(response.context["form"].errors) == [wrong]


def test_a_person_who_is_no_member_cannot_be_chosen(client, dewi, here, five, far):
    stranger = MembershipFactory(group=far).person

    response = send(
        client,
        dewi,
        "split",
        here,
        name="Kenanga",
        happened_on="2026-02-01",
        people=[stranger.pk],
    )

    assert "people" in response.context["form"].errors


def test_groups_of_other_places_are_not_offered_for_a_merge(client, dewi, here, far):
    neighbour = CrafterGroupFactory(sentra=here.sentra, name="Anggrek")
    CrafterGroupFactory(sentra=here.sentra, status=GroupStatus.DISSOLVED)
    client.force_login(dewi)

    form = client.get(address("merge", here)).context["form"]

    assert list(form.fields["into"].queryset) == [neighbour]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"into": ""}, "into"),
        ({"into": "not-a-key"}, "into"),
        ({"happened_on": "31/02/2026"}, "happened_on"),
        ({"happened_on": ""}, "happened_on"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_every_field_of_a_merge_says_what_is_wrong(client, dewi, here, five, wrong, field):
    neighbour = CrafterGroupFactory(sentra=here.sentra, name="Anggrek")
    good = {"into": str(neighbour.pk), "happened_on": "2026-02-01", "note": "Sepakat"}

    response = send(client, dewi, "merge", here, **{**good, **wrong})

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert {name: str(form[name].value()) for name in good} == {**good, **wrong}
    assert not GroupLineage.objects.exists()


def test_a_merge_leads_to_the_group_that_goes_on(client, dewi, here, five):
    neighbour = CrafterGroupFactory(sentra=here.sentra, name="Anggrek")

    response = send(client, dewi, "merge", here, into=neighbour.pk, happened_on="2026-02-01")

    assert response["Location"] == address("inspect", neighbour)
    assert Membership.objects.on(date(2026, 2, 1)).filter(group=neighbour).count() == 5


def test_a_dissolved_group_is_only_formed_again(client, dewi, here, five):
    send(client, dewi, "dissolve", here, happened_on="2026-02-01", note="Tidak ada pesanan")

    page = client.get(address("inspect", here)).content.decode()
    assert address("reform", here) in page
    assert address("split", here) not in page
    assert client.get(address("split", here)).status_code == 302
    send(
        client,
        dewi,
        "reform",
        here,
        name="Melati Bangkit",
        happened_on="2026-03-01",
        people=[person.pk for person in five[:3]],
    )
    assert GroupLineage.objects.get(kind="reform").child.memberships.count() == 3


def test_a_new_name_shows_what_it_was_called(client, dewi, here):
    send(client, dewi, "rename", here, name="Melati Baru", happened_on="2026-02-01")

    page = client.get(address("inspect", here)).content.decode()
    assert "Ronce Melati kini bernama Melati Baru" in page


def test_a_change_that_is_still_to_come_is_refused(client, dewi, here):
    tomorrow = timezone.localdate() + timedelta(days=1)

    response = send(client, dewi, "rename", here, name="Baru", happened_on=tomorrow.isoformat())

    assert response.context["form"].non_field_errors()


def test_why_somebody_left_is_kept_and_shown(client, dewi, here):
    membership = MembershipFactory(group=here)

    send(
        client,
        dewi,
        "end_membership",
        membership,
        last_day="2026-01-31",
        leave_reason="works_away",
    )

    page = client.get(address("inspect", here)).content.decode()
    assert "merantau semusim" in page


def test_who_cannot_come_along_is_named(client, dewi, here, five):
    CensusEntryFactory(sentra=here.sentra, person=five[0], stratum=Stratum.JURAGAN)
    said = {"name": "Kenanga", "happened_on": timezone.localdate().isoformat()}
    client.force_login(dewi)

    answer = client.post(
        address("split", here), {**said, "people": [five[0].pk, five[1].pk]}, follow=True
    )

    told = " ".join(str(message) for message in answer.context["messages"])
    assert five[0].full_name in told
    assert five[1].full_name not in told
