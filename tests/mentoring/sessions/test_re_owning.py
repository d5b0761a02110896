"""Promises of who left, and of groups that are no more: somebody else keeps them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mentoring.registry.services.lineage import merge_groups
from mentoring.sessions.errors import FollowUpClosed, OwnerIsNoMember
from mentoring.sessions.models import FollowUp
from mentoring.sessions.services import complete_follow_up
from mentoring.sessions.services.follow_ups import re_own_follow_up
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CrafterGroupFactory, MembershipFactory
from tests.factories.sessions import FollowUpFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(sri, here, today):
    """Promised by somebody who left a week ago."""
    AssignmentFactory(facilitator=sri, group=here)
    left = MembershipFactory(
        group=here,
        starts_on=today - timedelta(days=90),
        ends_on=today - timedelta(days=7),
        person__full_name="Ruminah Contoh",
    )
    return FollowUpFactory(group=here, owner_kind="member", owner_person=left.person)


@pytest.fixture
def sutini(here):
    return MembershipFactory(group=here, person__full_name="Sutini Contoh").person


def url(promise):
    return reverse("mentoring_sessions:re_own", args=[promise.pk])


def test_the_groups_page_tells_whose_promise_it_was_and_who_may_take_it(
    promise, sutini, sri, here, client
):
    kept = FollowUpFactory(group=here, owner_kind="member", owner_person=sutini)
    client.force_login(sri.user)

    page = client.get(here.get_absolute_url()).content.decode()
    client.post(url(promise), {"owner_kind": "member", "owner_person": sutini.pk})

    assert (url(promise) in page, url(kept) in page) == (True, False)
    assert markup_errors(page) == []
    promise.refresh_from_db()
    assert (promise.owner_person, promise.text) == (sutini, "Beli buku kas")
    assert url(promise) not in client.get(here.get_absolute_url()).content.decode()


def test_wrong_answers_change_nothing_and_are_told(promise, sri, client):
    client.force_login(sri.user)
    stranger = MembershipFactory().person

    answer = client.post(url(promise), {"owner_kind": "juragan", "owner_person": stranger.pk})

    assert set(answer.context["form"].errors) == {"owner_kind", "owner_person"}
    assert markup_errors(answer.content.decode()) == []
    with pytest.raises(OwnerIsNoMember):
        re_own_follow_up(
            follow_up=promise, owner_kind="member", owner_person=stranger, said_by=sri.user
        )
    complete_follow_up(follow_up=promise, result="Sudah", closed_by=sri.user)
    with pytest.raises(FollowUpClosed):
        re_own_follow_up(follow_up=promise, owner_kind="blk", said_by=sri.user)


def test_only_the_groups_facilitator_chooses(promise, dewi, wayan, client):
    answers = {}
    for user in (dewi, wayan):
        client.force_login(user)
        answers[user] = client.post(url(promise), {"owner_kind": "blk"}).status_code

    assert answers == {dewi: 403, wayan: 404}
    assert FollowUp.objects.get().owner_kind == "member"


def test_what_a_merged_group_promised_goes_on_in_the_group_it_became(
    here, sri, today, django_capture_on_commit_callbacks
):
    old = CrafterGroupFactory(sentra=here.sentra)
    MembershipFactory(group=old, starts_on=today - timedelta(days=90))
    waits, done = FollowUpFactory.create_batch(2, group=old)
    complete_follow_up(follow_up=done, result="Sudah", closed_by=sri.user)

    with django_capture_on_commit_callbacks(execute=True):
        merge_groups(groups=[old], into=here, happened_on=today, merged_by=UserFactory())

    assert set(FollowUp.objects.values_list("pk", "group")) == {
        (waits.pk, here.pk),
        (done.pk, old.pk),
    }
