"""A facilitator without a training yet: her waiver, one assignment that rests, one handed over."""

from datetime import timedelta

from balai.accounts.models import User
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from balai.demo.sign_ins import create_demo_user
from mentoring.assignments.models import Assignment, AssignmentKind, Facilitator
from mentoring.assignments.services import (
    accept_assignment,
    hand_over,
    propose_assignment,
    register_facilitator,
    suspend_assignment,
    waive_training,
)

RESTING, CHANGING = "Ronce Melati", "Bubut Mandiri"
_FULL_NAME = "Endang Pendamping Contoh"


def load_changes(cast: Cast, timeline: Timeline) -> None:
    """She learns beside the lead of two groups, so nobody is left without one."""
    group = cast.groups[RESTING]
    coordinator = cast.coordinator_of(group)
    user = create_demo_user(
        username="pendamping-baru",
        full_name=_FULL_NAME,
        roles=["facilitator"],
        phone="+628000000099",
    )
    facilitator = register_facilitator(
        user=user,
        home_place=group.sentra.place,
        registered_by=cast.staff["admin"],
        languages=["jv"],
    )
    waive_training(
        facilitator=facilitator,
        reason="Pelatihan berikutnya bulan depan (contoh)",
        starts_on=timeline.days_ago(30),
        ends_on=timeline.today + timedelta(days=21),
        granted_by=cast.manager_of(group),
    )
    suspend_assignment(
        assignment=_learning(facilitator, RESTING, cast, timeline),
        reason="Menjaga orang tua yang sakit (contoh)",
        suspended_by=coordinator,
        today=timeline.today,
    )
    hand_over(
        assignment=_learning(facilitator, CHANGING, cast, timeline),
        ends_on=timeline.today + timedelta(days=10),
        handed_over_by=coordinator,
        today=timeline.today,
        reason="Pindah ke kelompok yang lebih dekat (contoh)",
        note="Kunci lemari alat ada pada ketua. Buku kas sudah dibaca bersama.",
    )


def _learning(
    facilitator: Facilitator, group_name: str, cast: Cast, timeline: Timeline
) -> Assignment:
    group = cast.groups[group_name]
    proposal = propose_assignment(
        facilitator=facilitator,
        group=group,
        starts_on=timeline.days_ago(28),
        proposed_by=cast.coordinator_of(group),
        kind=AssignmentKind.TRAINEE,
        reason="Belajar mendampingi",
    )
    user: User = facilitator.user
    return accept_assignment(assignment=proposal, accepted_by=user)
