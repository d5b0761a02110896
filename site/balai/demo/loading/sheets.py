"""A scoring in between that the demo's facilitator began: her phone takes it along."""

from balai.demo.ledger import remember
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.incubation.models import CycleEnrolment, RoundKind
from mentoring.incubation.services import Answer, answer_round, start_round

TOLD = {
    "KOH1": Answer(level=3, note="Buku rapat sampai bulan lalu."),
    "KOH2": Answer(level=3, note="Daftar hadir."),
    "KOH3": Answer(level=2, note="Dua orang bicara saat rapat."),
}


def load_sheet(cast: Cast, timeline: Timeline) -> None:
    """Of a group that is still in its cycle."""
    group = cast.groups["Ronce Melati"]
    rater = cast.facilitator_of(group)
    draft = start_round(
        enrolment=CycleEnrolment.objects.open().get(group=group),
        kind=RoundKind.ADHOC,
        rater=rater,
        happened_on=timeline.today,
    )
    answer_round(round=draft, answers=TOLD, answered_by=rater)
    remember(*draft.responses.all())
