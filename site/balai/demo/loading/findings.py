"""What groups saw in a lesson, the change somebody asked for, and the release that answers it."""

from balai.demo.ledger import remember
from balai.demo.loading.formulas import CASES
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from curriculum.models import ModuleChangeRequest, RequestState
from curriculum.services.building import publish_module
from curriculum.services.change_requests import decide_change_request
from mentoring.incubation.models import CycleEnrolment, LessonFinding, Severity
from mentoring.incubation.services.findings import (
    FindingTold,
    file_findings,
    note_finding,
    take_in_answers,
)
from mentoring.sessions.models import MentoringSession, SessionState

# Both groups used the lesson; the first finding is answered, the second one waits.
ANSWERED, OPEN = "Bubut Mandiri", "Kendi Muda"
SUMMARY = "Buku kas sederhana, juga untuk listrik dan alat, supaya tahu usaha untung atau rugi."


def load_findings(cast: Cast, timeline: Timeline) -> None:
    answered = _note(
        cast,
        timeline,
        ANSWERED,
        FindingTold(
            problem="Contoh buku kas tidak menyebut listrik dan alat.",
            evidence="Empat anggota salah menghitung harga jual di pertemuan.",
            severity=Severity.SERIOUS,
            proposal="Tambahkan listrik dan alat pada contoh buku kas.",
        ),
    )
    _note(
        cast,
        timeline,
        OPEN,
        FindingTold(
            problem="Suara pelajaran terlalu cepat untuk ibu yang sepuh.",
            evidence="Dua anggota meminta diputar ulang tiga kali.",
            severity=Severity.SMALL,
        ),
    )
    key = file_findings(
        findings=[answered],
        proposal=answered.proposal,
        filed_by=cast.facilitator_of(cast.groups[ANSWERED]),
        now=timeline.noon(),
    )
    request = ModuleChangeRequest.objects.get(pk=key)
    keeper = cast.staff["admin"]
    request = decide_change_request(request=request, state=RequestState.ACCEPTED, decided_by=keeper)
    module = request.module.specific
    module.summary = SUMMARY
    release = publish_module(module=module, by=keeper)
    remember(release, *release.lessons.all())
    decide_change_request(
        request=request, state=RequestState.DONE, decided_by=keeper, answered_by=release
    )
    take_in_answers(keys=[key])


def _note(cast: Cast, timeline: Timeline, name: str, told: FindingTold) -> LessonFinding:
    """About the lesson of the group's own formula, seen at its latest visit."""
    enrolment = CycleEnrolment.objects.select_related("group__sentra").get(group=cast.groups[name])
    line = enrolment.formulas.get().items.get()
    assert line.code == CASES[name].lesson  # noqa: S101 - the story depends on it
    visits = MentoringSession.objects.filter(group=enrolment.group, state=SessionState.HELD)
    return note_finding(
        enrolment=enrolment,
        told=FindingTold(**{**told.__dict__, "page_id": line.page_id}),
        recorded_by=cast.facilitator_of(enrolment.group),
        source=visits.latest("happened_on"),
        now=timeline.noon(),
    )
