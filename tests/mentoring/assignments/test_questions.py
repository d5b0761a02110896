"""A member asks, who accompanies her group answers: services and who sees what."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from mentoring.assignments.desk import desk_items
from mentoring.assignments.errors import (
    NothingSaid,
    NotInThisGroup,
    QuestionAnswered,
    QuestionTakenBack,
    TooManyQuestions,
)
from mentoring.assignments.models import Answer, Question
from mentoring.assignments.services import (
    answer_question,
    ask_question,
    note_answers_read,
    withdraw_question,
)
from mentoring.errors import VoiceUnreadable
from tests.factories.accounts import UserFactory
from tests.factories.asking import (
    NOON,
    AnswerFactory,
    QuestionFactory,
    member,
    recording,
)
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory, MandateFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruminah(here):
    return member(here, full_name="Ruminah Contoh")


def asks(user, group, **more):
    return ask_question(question_id=uuid.uuid4(), group=group, asked_by=user, **more)


def test_a_member_asks_in_writing_or_with_her_voice(ruminah, here):
    written = asks(ruminah, here, text="  Kapan mulai?  ", now=NOON)
    spoken = asks(ruminah, here, voice=recording())

    assert (written.text, written.voice.name, written.asked_at) == ("Kapan mulai?", "", NOON)
    assert (spoken.text, spoken.voice_type) == ("", "audio/ogg")
    assert "rumah" not in spoken.voice.name
    assert str(spoken.pk) in spoken.voice.name


def test_the_same_question_sent_twice_is_one(ruminah, here):
    key = uuid.uuid4()
    said = {"question_id": key, "group": here, "asked_by": ruminah, "text": "Kapan?"}

    assert ask_question(**said) == ask_question(**said)
    assert Question.objects.count() == 1


def test_a_question_says_something_we_can_read(ruminah, here):
    with pytest.raises(NothingSaid):
        asks(ruminah, here, text="   ")
    with pytest.raises(VoiceUnreadable):
        asks(ruminah, here, voice=recording(b"<svg onload=alert(1)>"))

    assert Question.objects.count() == 0


def test_only_members_of_today_ask(ruminah, here, far, today):
    former = UserFactory()
    MembershipFactory(group=here, person__user=former, ends_on=today)
    for user, group in ((ruminah, far), (former, here)):
        with pytest.raises(NotInThisGroup):
            asks(user, group, text="Kapan?")


def test_a_few_questions_a_day_and_more_the_next(ruminah, here, settings):
    settings.MENTORING_QUESTIONS_A_DAY = 2
    asks(ruminah, here, text="Satu", now=NOON)
    withdraw_question(question=asks(ruminah, here, text="Dua", now=NOON))

    with pytest.raises(TooManyQuestions) as refusal:
        asks(ruminah, here, text="Tiga", now=NOON)

    assert refusal.value.facts == {"count": 2}
    assert asks(ruminah, here, text="Tiga", now=NOON + timedelta(days=1))


def test_taken_back_nothing_of_it_stays(ruminah, here, django_capture_on_commit_callbacks):
    question = asks(ruminah, here, text="Rahasia", voice=recording())
    storage, name = question.voice.storage, question.voice.name

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_question(question=question)
    withdraw_question(question=question)

    kept = Question.objects.get()
    assert (kept.text, kept.voice.name, kept.voice_type) == ("", "", "")
    assert not storage.exists(name)
    assert list(Question.objects.kept()) == []
    with pytest.raises(QuestionTakenBack):
        answer_question(question=question, answered_by=UserFactory(), text="Senin")


def test_an_answer_is_given_once_and_ends_the_question(sri):
    question = QuestionFactory()
    first = answer_question(question=question, answered_by=sri.user, text="Senin", now=NOON)

    again = answer_question(question=question, answered_by=sri.user, text="Senin ")
    with pytest.raises(QuestionAnswered):
        answer_question(question=question, answered_by=UserFactory(), text="Selasa")
    with pytest.raises(QuestionAnswered):
        withdraw_question(question=question)

    assert (again, first.answered_at) == (first, NOON)
    assert list(Question.objects.open()) == []


def test_an_answer_may_be_spoken_and_is_noted_as_read_once(ruminah, here, sri):
    question = asks(ruminah, here, text="Kapan?")
    answer = answer_question(question=question, answered_by=sri.user, voice=recording())

    assert note_answers_read(reader=sri.user) == 0
    assert note_answers_read(reader=ruminah, now=NOON) == 1
    assert note_answers_read(reader=ruminah) == 0
    answer.refresh_from_db()
    assert (answer.voice_type, answer.read_at) == ("audio/ogg", NOON)


def test_the_database_keeps_no_empty_question_or_answer():
    question = QuestionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionFactory(text="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(question=question, answered_by=UserFactory(), answered_at=NOON)


def test_who_reads_a_question(here, far, dewi, wayan, eko, rini, sri, ruminah):
    question = QuestionFactory(group=here, asked_by=ruminah)
    AssignmentFactory(facilitator=sri, group=here)
    neighbour, stranger = FacilitatorFactory(), FacilitatorFactory()
    AssignmentFactory(facilitator=neighbour, group=CrafterGroupFactory(sentra=here.sentra))
    AssignmentFactory(facilitator=stranger, group=far)
    census_taker = UserFactory(roles=["census_taker"])
    MandateFactory(user=census_taker, role="census_taker")

    seen = {
        name: question in Question.objects.visible_to(user)
        for name, user in {
            "asker": ruminah,
            "other member": member(here),
            "facilitator": sri.user,
            "same area": neighbour.user,
            "foreign": stranger.user,
            "coordinator": dewi,
            "coordinator elsewhere": wayan,
            "evaluator": eko,
            "census taker": census_taker,
            "manager of the programme": rini,
            "auditor": UserFactory(roles=["auditor"]),
            "administrator": UserFactory(roles=["administrator"]),
        }.items()
    }

    assert {name for name, sees in seen.items() if sees} == {"asker", "facilitator", "coordinator"}


def test_who_takes_a_group_over_reads_its_open_questions(here, sri, today):
    question = QuestionFactory(group=here)
    old, new = FacilitatorFactory(), sri
    AssignmentFactory(facilitator=old, group=here, state="ended", ends_on=today)
    AssignmentFactory(facilitator=new, group=here, starts_on=today)

    assert list(Question.objects.visible_to(old.user)) == []
    assert list(Question.objects.visible_to(new.user)) == [question]


def desk_of(user, today):
    return {item.label: item.count for item in desk_items(user, today) if item.picture == "chat"}


def test_the_desk_tells_each_what_waits(here, dewi, wayan, sri, ruminah, today, settings):
    AssignmentFactory(facilitator=sri, group=here)
    AssignmentFactory(facilitator=sri, group=here, kind="cover")
    fresh = asks(ruminah, here, text="Kapan?")
    assert desk_of(sri.user, today) == {"Pertanyaan dari kelompok Anda": 1}
    assert desk_of(dewi, today) == {}
    assert desk_of(ruminah, today) == {"Tanya pendamping": 0}

    Question.objects.update(asked_at=fresh.asked_at - timedelta(days=3))
    assert desk_of(dewi, today) == {"Pertanyaan yang belum dijawab siapa pun": 1}
    assert desk_of(wayan, today) == {}

    answer_question(question=fresh, answered_by=sri.user, text="Senin")
    assert desk_of(sri.user, today) == {}
    assert desk_of(dewi, today) == {}
    assert desk_of(ruminah, today) == {"Ada jawaban untuk Anda": 1, "Tanya pendamping": 0}
    note_answers_read(reader=ruminah)
    assert desk_of(ruminah, today) == {"Tanya pendamping": 0}


def test_who_is_in_no_group_is_not_led_to_ask(today):
    assert desk_of(UserFactory(roles=["crafter"]), today) == {}


def test_answers_go_with_their_question():
    answer = AnswerFactory()
    answer.question.delete()

    assert Answer.objects.count() == 0
