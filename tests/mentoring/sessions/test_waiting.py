"""What waits in sessions stands line by line on the page of everything that waits."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.registry.models import MembershipProposal
from mentoring.registry.services import propose_new_member
from mentoring.sessions.models import ReviewState, StudyDirection, StudyPurpose, StudyVisit
from tests.factories.assignments import AssignmentFactory
from tests.factories.sessions import FollowUpFactory, VisitFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


def rows_for(client, user):
    client.force_login(user)
    page = client.get(reverse("home:waiting"))
    assert markup_errors(page.text) == []
    return {str(each.item.url): each.rows for each in page.context["waiting"]}


def test_a_facilitator_sees_her_promises_the_longest_past_due_first(client, sri, here, today):
    AssignmentFactory(facilitator=sri, group=here)
    for days in (2, 9):
        FollowUpFactory(group=here, text=f"Janji {days}", due_on=today - timedelta(days=days))

    rows = rows_for(client, sri.user)[reverse("mentoring_sessions:home")]

    assert [row.title for row in rows] == ["Janji 9", "Janji 2"]
    assert [row.sentence for row in rows] == ["Ronce Melati"] * 2
    assert client.get(rows[0].url).status_code == 200


def test_a_coordinator_sees_sessions_proposals_and_guests(client, dewi, sri, here, far, today):
    AssignmentFactory(facilitator=sri, group=here)
    for group in (here, far):
        VisitFactory(
            group=group,
            happened_on=today - timedelta(days=3),
            review_state=ReviewState.SUBMITTED,
            recorded_by=sri.user,
        )
        StudyVisit.objects.create(
            direction=StudyDirection.IN,
            purpose=StudyPurpose.PROCESS,
            body=f"Dinas {group.name} Contoh",
            people_count=4,
            wished_on=today + timedelta(days=9),
            sentra=group.sentra,
            asked_at=timezone.now(),
        )
    propose_new_member(group=here, full_name="Sutini", happens_on=today, proposed_by=sri.user)

    rows = rows_for(client, dewi)

    [session] = rows[reverse("mentoring_sessions:reviews")]
    [proposal] = rows[reverse("mentoring_sessions:member_proposals")]
    [guests] = rows[reverse("mentoring_sessions:study_visits")]
    assert (session.title, session.since) == ("Ronce Melati", today - timedelta(days=3))
    assert "Sutini" in proposal.title
    assert guests.title == "Dinas Ronce Melati Contoh"
    assert proposal.url.endswith(f"{MembershipProposal.objects.get().pk}/")
    for row in (session, proposal, guests):
        assert client.get(row.url).status_code == 200
