"""A training that is being prepared, with reserves and a waiting list, and one only proposed."""

from datetime import timedelta

from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.registry.models import CrafterGroup, Place
from mentoring.sessions.models import RunState, TrainingRun
from mentoring.sessions.services import (
    PlannedSession,
    ReadinessAnswer,
    answer_readiness,
    open_training_run,
)
from mentoring.sessions.services.registrations import decline_registration, register_for_run
from mentoring.sessions.services.selections import choose_by_need
from mentoring.sessions.training_needs import needs_of_run

SEATS, RESERVES = 8, 2
REGISTERED = (
    ("Sulastri Rekaan", "Krajan", "Ronce Melati"),
    ("Tumini Contoh", "Karuk", ""),
    ("Hasanah Rekaan", "Kebon", "Bubut Mandiri"),
)


def load_coming_training(cast: Cast, timeline: Timeline) -> None:
    """Everything in this module, by the services people use."""
    run = _planned(cast, timeline)
    _choose(run, cast, timeline)
    _register(run, cast, timeline)
    _propose(cast, timeline)


def _planned(cast: Cast, timeline: Timeline) -> TrainingRun:
    instructor, coordinator = cast.staff["instruktur"], cast.staff["koordinator"]
    days = timeline.working_days(timeline.today + timedelta(days=21), 4)
    run = open_training_run(
        programme_code="MANIK-64",
        number="MTU paket 4",
        wave="Gelombang III",
        issuer_code="UPT-BLK-CONTOH",
        place=Place.objects.get(code="35.09.10.2003"),
        venue="Balai Desa Tutul",
        time_zone="Asia/Jakarta",
        starts_on=days[0],
        ends_on=days[-1] + timedelta(days=1),
        opened_by=coordinator,
        sessions=[PlannedSession(day, 360, led_by=instructor) for day in days],
        instructors=[instructor],
        now=timeline.noon(),
        vocation="HDC",
        fund_source="DBHCHT (contoh)",
        delivery="mtu",
        decree_number="000/CONTOH/UPT-BLK/4",
        decree_on=timeline.days_ago(5),
        seats=SEATS,
        reserve_seats=RESERVES,
        registration_until=timeline.today + timedelta(days=14),
    )
    answers = {
        "place": ReadinessAnswer(True),
        "tools": ReadinessAnswer(True),
        "material": ReadinessAnswer(False, "Kayu kukun dikirim minggu depan"),
    }
    answer_readiness(run=run, answers=answers, answered_by=coordinator, now=timeline.noon())
    return run


def _choose(run: TrainingRun, cast: Cast, timeline: Timeline) -> None:
    """Who needs it most, weakest first; the last two are reserves."""
    groups = CrafterGroup.objects.filter(sentra=cast.groups["Ronce Melati"].sentra)
    needs = needs_of_run(run, [group for group in groups if not group.is_dissolved])
    able = [need for need in needs if need.refusal is None][: SEATS + RESERVES]
    choose_by_need(
        run=run,
        needs=needs,
        chosen={need.person.pk for need in able},
        note="",
        chosen_by=cast.staff["koordinator"],
        now=timeline.noon(),
    )
    remember(*run.selections.all())


def _register(run: TrainingRun, cast: Cast, timeline: Timeline) -> None:
    for hours, (name, hamlet, group) in enumerate(REGISTERED):
        register_for_run(
            run=run,
            full_name=name,
            hamlet=hamlet,
            group_name=group,
            now=timeline.noon() + timedelta(hours=hours),
        )
    no = register_for_run(
        run=run, full_name="Warsito Contoh", hamlet="Maduran", now=timeline.noon()
    )
    decline_registration(
        registration=no,
        reason="Sudah ikut tahun ini",
        declined_by=cast.staff["koordinator"],
        now=timeline.noon() + timedelta(hours=5),
    )


def _propose(cast: Cast, timeline: Timeline) -> None:
    group = cast.groups["Tangan Tanah"]
    starts_on = timeline.today + timedelta(days=60)
    open_training_run(
        programme_code="GERABAH-64",
        number="MTU paket 5",
        wave="Gelombang III",
        issuer_code="UPT-BLK-CONTOH",
        place=group.sentra.place,
        venue="Balai Dusun Mekar Sari",
        time_zone="Asia/Makassar",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=8),
        opened_by=cast.coordinator_of(group),
        now=timeline.noon(),
        vocation="HDC",
        delivery="mtu",
        state=RunState.PROPOSED,
        proposal_reason="Kelompok tertinggal: belum ada yang pernah dilatih, retak saat dibakar.",
    )
