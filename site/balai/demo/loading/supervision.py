"""What coordinators do with visits: given back, corrected, asked about again, locked."""

import uuid
from datetime import timedelta

from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.canonical_json import digest_of
from mentoring.sessions.models import AskedAgain, MentoringSession, SessionCorrection
from mentoring.sessions.services.back_checks import Finding, answer_back_check, draw_back_checks
from mentoring.sessions.services.reviews import return_session
from mentoring.sessions.services.visits import VisitLog, log_group_visit
from mentoring.sessions.versions import version_of


def load_supervision(cast: Cast, timeline: Timeline) -> None:
    """Everything in this module, by the services people use."""
    _given_back(cast, timeline)
    _corrected(cast, timeline)
    _asked_again(cast, timeline)
    _correction_asked(cast, timeline)


def _last_visit(cast: Cast, name: str) -> MentoringSession:
    return cast.groups[name].sessions.held().order_by("-happened_on").first()


def _given_back(cast: Cast, timeline: Timeline) -> None:
    session = _last_visit(cast, "Ronce Melati")
    return_session(
        session=session,
        comment="Tolong tulis siapa yang memimpin pertemuan.",
        returned_by=cast.coordinator_of(session.group),
        now=timeline.noon(),
    )
    remember(*session.remarks.all())


def _corrected(cast: Cast, timeline: Timeline) -> None:
    """A visit that was told again with another length; what it said before is kept."""
    session = _last_visit(cast, "Bubut Mandiri")
    marks = session.attendances.exclude(person=None).select_related("person")
    before = set(session.remarks.values_list("pk", flat=True))
    changed = log_group_visit(
        visit=VisitLog(
            session_id=session.pk,
            group=session.group,
            happened_on=session.happened_on,
            kind=session.kind,
            attendance={mark.person: mark.status for mark in marks},
            minutes=75,
            notes=session.notes,
        ),
        recorded_by=session.recorded_by,
        replaces=session.content_digest,
        reason="Lamanya salah ketik: 75 menit.",
    )
    remember(*changed.attendances.all(), *changed.revisions.all())
    remember(*changed.remarks.exclude(pk__in=before))


def _asked_again(cast: Cast, timeline: Timeline) -> None:
    """Lots of last month; the first visit was asked about, and one answer differs."""
    group = cast.groups["Ronce Melati"]
    coordinator = cast.coordinator_of(group)
    month = timeline.today.replace(day=1) - timedelta(days=1)
    drawing = draw_back_checks(
        place=group.sentra.place,
        month=month,
        drawn_by=coordinator,
        seed="contoh",
        now=timeline.noon(),
    )
    checks = list(drawing.back_checks.order_by("pk"))
    remember(drawing, *checks)
    findings = {item.value: Finding(True) for item in AskedAgain}
    findings[AskedAgain.PEOPLE.value] = Finding(False, "Menurut ketua, dua orang pulang lebih awal")
    answer_back_check(
        back_check=checks[0],
        informant="Ketua kelompok",
        findings=findings,
        checked_by=coordinator,
        now=timeline.noon(),
    )
    remember(*checks[0].answers.all())


def _correction_asked(cast: Cast, timeline: Timeline) -> None:
    """A facilitator found a mistake in a time whose figures are locked."""
    session = _last_visit(cast, "Gaharu Lestari")
    before = version_of(session)
    after = {**before, "minutes": 120}
    asked = SessionCorrection.objects.create(
        id=uuid.uuid4(),
        session=session,
        before=before,
        after=after,
        digest=digest_of(after),
        base_digest=session.content_digest,
        reason="Pertemuan berlangsung 120 menit, bukan 90.",
        locked_by="Evaluasi tengah tahun (contoh)",
        asked_by=session.recorded_by,
        asked_at=timeline.noon(),
    )
    remember(asked)
