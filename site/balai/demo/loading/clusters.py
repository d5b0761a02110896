"""A business cluster with its board and meetings, a former name, and a change that waits."""

import uuid
from datetime import timedelta

from django.utils import timezone

from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.registry.models import (
    BoardRole,
    ClusterForm,
    GroupLineage,
    LineageKind,
    MembershipRole,
    Place,
)
from mentoring.registry.services import (
    add_group_to_cluster,
    create_cluster,
    propose_new_member,
    seat_on_board,
)
from mentoring.sessions.models import ChairedBy
from mentoring.sessions.services import log_cluster_meeting

GROUPS = ("Ronce Melati", "Bubut Mandiri", "Gaharu Lestari")
ROLES = (BoardRole.CHAIR, BoardRole.SECRETARY, BoardRole.TREASURER)
# Days ago, whether a facilitator was there, what was decided.
MEETINGS = (
    (200, True, "Kelompok sepakat membeli kayu gaharu bersama."),
    (110, True, "Iuran gugus Rp10.000 sebulan untuk tiap kelompok."),
    (20, False, "Pesanan besar dibagi tiga menurut jumlah anggota."),
)


def load_clusters(cast: Cast, timeline: Timeline) -> None:
    """Everything in this module, by the services people use."""
    groups = [cast.groups[name] for name in GROUPS]
    coordinator = cast.coordinator_of(groups[0])
    cluster = create_cluster(
        name="Gugus Usaha Manik Balung Contoh",
        form=ClusterForm.PIONEER,
        craft="manik-manik kayu",
        place=Place.objects.get(code="35.09.10"),
        time_zone=groups[0].sentra.time_zone,
        founded_on=timeline.month(6),
        created_by=coordinator,
    )
    for group, role in zip(groups, ROLES, strict=True):
        add_group_to_cluster(
            cluster=cluster, group=group, starts_on=timeline.month(6), added_by=coordinator
        )
        chair = group.memberships.select_related("person").get(role=MembershipRole.CHAIR)
        seat_on_board(
            cluster=cluster,
            person=chair.person,
            role=role,
            starts_on=timeline.month(7),
            seated_by=coordinator,
        )
    facilitator = cast.facilitator_of(groups[0])
    for days, with_facilitator, decided in MEETINGS:
        log_cluster_meeting(
            meeting_id=uuid.uuid4(),
            cluster=cluster,
            happened_on=timeline.days_ago(days),
            groups=groups,
            people_came=12,
            chaired_by=ChairedBy.MEMBER,
            facilitator_was_present=with_facilitator,
            decisions=decided,
            recorded_by=facilitator,
        )
    _tell_of_a_former_name(cast, timeline)
    propose_new_member(
        group=groups[0],
        full_name="Wasilah Contoh",
        sex="P",
        hamlet="Krajan",
        happens_on=timeline.today - timedelta(days=3),
        note="Tetangga Ruminah, sudah tiga kali ikut meronce.",
        proposed_by=facilitator,
    )


def _tell_of_a_former_name(cast: Cast, timeline: Timeline) -> None:
    group = cast.groups["Manik Maduran"]
    GroupLineage.objects.create(
        kind=LineageKind.RENAME,
        parent=group,
        child=group,
        name_before="Tasbih Maduran Contoh",
        name_after=group.name,
        happened_on=timeline.month(9),
        recorded_by=cast.coordinator_of(group),
        recorded_at=timezone.now(),
    )
