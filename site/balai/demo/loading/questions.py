"""What members of the demo's groups asked whoever accompanies them."""

import uuid
from datetime import UTC, datetime, time

from balai.accounts.models import User
from balai.demo.cast import CRAFTER_SIGN_IN
from balai.demo.loading.people import Cast
from balai.demo.loading.timeline import Timeline
from mentoring.assignments.models import Question
from mentoring.assignments.services import answer_question, ask_question, note_answers_read
from mentoring.registry.models import CrafterGroup

# Days ago, question, answer: of the crafter who signs in, the oldest first. The last answer
# is new to her.
HERS = (
    (20, "Kapan pelatihan bubut berikutnya?", "Bulan depan, hari Senin jam delapan pagi."),
    (3, "Boleh saya membawa anak ke pelatihan?", "Boleh. Ada ibu-ibu yang menjaga anak."),
)
# Of others in her facilitator's groups: both wait, the older one too long.
OPEN = (
    (5, "Benang ronce sering putus. Benang apa yang kuat?"),
    (1, "Harga kayu kukun naik. Apakah harga tasbih ikut naik?"),
)


def load_questions(cast: Cast, timeline: Timeline) -> None:
    ruminah = User.objects.get(username=CRAFTER_SIGN_IN[0])
    own = CrafterGroup.objects.get(memberships__person__user=ruminah)
    facilitator = cast.facilitator_of(own)
    for days, question, answer in HERS:
        note_answers_read(reader=ruminah)
        asked = _ask(ruminah, own, question, timeline, days)
        at = _morning(timeline, days - 1)
        answer_question(question=asked, answered_by=facilitator, text=answer, now=at)
    others = User.objects.filter(
        registry_person__memberships__group__name="Manik Maduran"
    ).order_by("full_name")
    for asker, (days, question) in zip(others[: len(OPEN)], OPEN, strict=True):
        _ask(asker, cast.groups["Manik Maduran"], question, timeline, days)


def _ask(asker: User, group: CrafterGroup, text: str, timeline: Timeline, days: int) -> Question:
    return ask_question(
        question_id=uuid.uuid4(),
        group=group,
        asked_by=asker,
        text=text,
        now=_morning(timeline, days),
    )


def _morning(timeline: Timeline, days: int) -> datetime:
    return datetime.combine(timeline.days_ago(days), time(1), tzinfo=UTC)  # 8.00 WIB
