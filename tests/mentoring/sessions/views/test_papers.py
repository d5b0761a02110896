"""Asking for attendance papers, and who fetches them."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.sessions.models import AttendancePaper
from mentoring.sessions.services.papers import make_paper
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import MandateFactory, banyumulek
from tests.factories.sessions import (
    RunParticipantFactory,
    RunSessionFactory,
    TrainingRunFactory,
    VisitFactory,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
SAID = {"kind": "filled", "format": "xlsx", "reason": "daftar hadir bulan ini"}


def url(name, row):
    return reverse(f"mentoring_sessions:{name}", args=[row.pk])


@pytest.fixture
def visit():
    group = AssignmentFactory().group
    return VisitFactory(group=group, happened_on=date(2026, 3, 3))


def test_a_facilitator_takes_the_month_of_her_group_and_nobody_else_fetches_it(client, visit):
    mine = visit.group.assignments.get().facilitator.user
    other = AssignmentFactory().facilitator.user
    client.force_login(mine)

    page = client.get(url("group_papers", visit.group))
    asked = client.post(url("group_papers", visit.group), {**SAID, "month": "2026-03"})
    paper = AttendancePaper.objects.get()
    make_paper(paper_id=paper.pk)
    state = client.get(url("paper", paper))
    fetched = client.get(url("fetch_paper", paper))
    client.force_login(other)

    assert markup_errors(page.text) + markup_errors(state.text) == []
    assert asked.headers["Location"] == paper.get_absolute_url()
    assert b"".join(fetched.streaming_content)[:2] == b"PK"
    assert client.get(url("fetch_paper", paper)).status_code == 404
    assert client.get(url("paper", paper)).status_code == 404
    assert client.get(url("group_papers", visit.group)).status_code == 404
    assert client.get(url("session_papers", visit)).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": "2026-13"},
        {"month": "Maret"},
        {"month": ""},
        {"kind": "semua"},
        {"format": "docx"},
        {"reason": ""},
        {"reason": "cetak"},
        {"month": "2026-09"},
    ],
)
def test_a_wrong_answer_is_told_on_the_form(client, visit, wrong):
    client.force_login(visit.group.assignments.get().facilitator.user)

    answer = client.post(url("group_papers", visit.group), {**SAID, "month": "2026-03", **wrong})

    assert answer.context["form"].errors
    assert not AttendancePaper.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ({"roles": ["coordinator"]}, 200),
        ({"roles": ["coordinator"], "place": "far"}, 404),
        ({"roles": ["evaluator"]}, 403),
    ],
)
def test_a_runs_papers_are_for_its_area(client, who, status):
    run = TrainingRunFactory()
    RunSessionFactory(run=run)
    RunParticipantFactory(run=run)
    user = UserFactory(roles=who["roles"])
    where = {"place": banyumulek()} if who.get("place") else {}
    MandateFactory(user=user, role=who["roles"][0], **where)
    client.force_login(user)

    assert client.get(url("run_papers", run)).status_code == status
    assert client.get(url("session_papers", run.sessions.get())).status_code == status
