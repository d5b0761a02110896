"""What comes or changes after the lock: the figures stay, the page says so, an amendment waits."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.incubation.models import Amendment
from mentoring.registry.models import FrozenRank
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    asked_person,
    coordinator,
    locked_evaluation,
    manager,
    submitted_round,
)
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 6, 30)
FIRST, LAST = date(2025, 2, 3), date(2026, 6, 1)


@pytest.fixture
def evaluation():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=FIRST)
    submitted_round(enrolment, "endline", MONTH_24, happened_on=LAST)
    for number in range(6):
        person = MembershipFactory(group=enrolment.group).person
        asked_person(enrolment, person, "baseline", 1, on=FIRST)
        asked_person(enrolment, person, "endline", 2, on=LAST)
        FrozenRank.objects.create(
            cycle_key=f"enrolment:{enrolment.pk}", person=person, stratum="tertinggal",
            rank=number + 1, n=10, frozen_at="2025-02-03T00:00Z",
        )  # fmt: skip
    return locked_evaluation(enrolment, UNTIL)


def _late_round(enrolment):
    submitted_round(enrolment, "endline", happened_on=date(2026, 6, 2))


def _stratum_changes(enrolment):
    FrozenRank.objects.filter(cycle_key=f"enrolment:{enrolment.pk}").update(stratum="mapan")


def _members_leave(enrolment):
    enrolment.group.memberships.update(ends_on=date(2026, 6, 15))


@pytest.mark.parametrize("happen", [_late_round, _stratum_changes, _members_leave])
def test_the_figures_stay_until_an_amendment_is_approved(
    client, evaluation, happen, django_capture_on_commit_callbacks
):
    figures, digest = evaluation.figures, evaluation.digest
    happen(evaluation.enrolment)
    client.force_login(coordinator())
    recompute = reverse("mentoring_incubation:recompute_evaluation", args=[evaluation.pk])
    refused = client.post(recompute, {"day": "2026-06-30"}).text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("mentoring_incubation:request_amendment", args=[evaluation.pk]),
            {"reason": "Datang terlambat."},
        )

    evaluation.refresh_from_db()
    assert "tidak berubah sendiri lagi" in refused
    assert (evaluation.figures, evaluation.digest) == (figures, digest)
    assert evaluation.has_kept_its_digest()
    assert Amendment.objects.get().state == "requested"
    assert digest[:8] in client.get(evaluation.get_absolute_url()).text

    client.force_login(manager())
    client.post(
        reverse("mentoring_incubation:decide_amendment", args=[Amendment.objects.get().pk]),
        {"answer": "approve", "note": ""},
    )
    evaluation.refresh_from_db()
    assert evaluation.state == "amended"
    assert evaluation.digest != digest
    assert evaluation.has_kept_its_digest()
