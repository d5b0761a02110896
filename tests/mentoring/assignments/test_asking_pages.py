"""The pages on which members ask and facilitators answer."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.assignments.models import Answer, Question
from mentoring.registry.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.asking import (
    AnswerFactory,
    QuestionFactory,
    member,
    recording,
)
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory, MembershipFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
ASK = reverse("mentoring_assignments:ask")
LIST = reverse("mentoring_assignments:questions")


@pytest.fixture
def ruminah(here):
    return member(here, full_name="Ruminah Contoh")


@pytest.fixture
def accompanied(here, sri):
    AssignmentFactory(facilitator=sri, group=here)
    return here


def said(group, **more):
    return {"question_id": uuid.uuid4(), "group": group.pk, **more}


def voice_of(question):
    return reverse("mentoring_assignments:voice", args=[question.pk])


def test_asking_and_answering_from_end_to_end(client, ruminah, accompanied, sri):
    client.force_login(ruminah)
    page = client.get(ASK).text
    assert "Sri Pendamping Contoh" in page
    assert 'accept="audio/*" capture' in page

    client.post(ASK, said(accompanied, text="Kapan pelatihan mulai?", voice=recording()))

    question = Question.objects.get()
    client.force_login(sri.user)
    waiting = client.get(LIST).text
    assert "Ruminah Contoh" in waiting
    opened = client.get(question.get_absolute_url())
    assert voice_of(question) in opened.text
    client.post(question.get_absolute_url(), {"text": "Hari Senin <b>pagi</b>."})
    assert Answer.objects.get().answered_by == sri.user
    assert "Ruminah Contoh" not in client.get(LIST).text
    assert "Ruminah Contoh" in client.get(LIST, {"dijawab": "1"}).text

    client.force_login(ruminah)
    page = client.get(ASK).text
    assert "Hari Senin &lt;b&gt;pagi&lt;/b&gt;." in page
    assert Answer.objects.get().read_at is not None
    for text in (page, waiting, opened.text, client.get(question.get_absolute_url()).text):
        assert markup_errors(text) == []


def test_bad_input_comes_back_with_what_was_typed(client, ruminah, accompanied):
    client.force_login(ruminah)

    nothing = client.post(ASK, said(accompanied)).text
    no_voice = client.post(ASK, said(accompanied, text="Kapan?", voice=recording(b"<svg>"))).text
    empty = client.post(ASK, said(accompanied, voice=recording(b""))).text

    assert "Tulis sesuatu, atau rekam suara Anda." in nothing
    assert "Berkas ini bukan rekaman yang kami kenal." in no_voice
    assert "Kapan?</textarea>" in no_voice
    assert "Rekam lagi suara Anda" in no_voice
    assert "Rekaman ini kosong." in empty
    assert Question.objects.count() == 0
    assert markup_errors(no_voice) == []


def test_the_group_is_asked_for_only_where_there_are_several(client, ruminah, accompanied):
    client.force_login(ruminah)
    assert "<select" not in client.get(ASK).text

    person = Person.objects.get(user=ruminah)
    MembershipFactory(person=person, group=CrafterGroupFactory(name="Zamrud"))

    assert "Zamrud" in client.get(ASK).text


def test_who_is_in_no_group_reads_why_she_cannot_ask(client, accompanied):
    client.force_login(UserFactory())

    assert "Anda belum masuk kelompok." in client.get(ASK).text
    assert client.post(ASK, said(accompanied, text="Kapan?")).status_code == 200
    assert Question.objects.count() == 0


def test_without_a_facilitator_the_coordinator_is_named(client, ruminah):
    client.force_login(ruminah)

    assert "Koordinator yang membaca pertanyaan Anda." in client.get(ASK).text


def test_taking_back_is_for_who_asked(client, ruminah, accompanied, sri):
    question = QuestionFactory(group=accompanied, asked_by=ruminah)
    address = reverse("mentoring_assignments:withdraw_question", args=[question.pk])
    for user, status in ((sri.user, 403), (member(accompanied), 404)):
        client.force_login(user)
        assert client.post(address).status_code == status
    client.force_login(ruminah)
    assert client.get(address).status_code == 405

    client.post(address)

    assert list(Question.objects.kept()) == []
    assert client.get(question.get_absolute_url()).status_code == 404


def test_an_answered_question_is_not_taken_back(client, ruminah, accompanied):
    question = AnswerFactory(question__group=accompanied, question__asked_by=ruminah).question
    client.force_login(ruminah)

    page = client.post(
        reverse("mentoring_assignments:withdraw_question", args=[question.pk]), follow=True
    )

    assert "Pertanyaan ini sudah dijawab." in page.text
    assert list(Question.objects.kept()) == [question]


def test_who_opens_hears_and_answers(client, ruminah, accompanied, far, sri, dewi, wayan, eko):
    question = QuestionFactory(group=accompanied, asked_by=ruminah, voice_type="audio/ogg")
    question.voice.save("x", recording())
    neighbour = FacilitatorFactory()
    AssignmentFactory(facilitator=neighbour, group=CrafterGroupFactory(sentra=accompanied.sentra))
    seen = {}
    for name, user in {
        "asker": ruminah,
        "other member": member(accompanied),
        "same area": neighbour.user,
        "coordinator elsewhere": wayan,
        "evaluator": eko,
        "facilitator": sri.user,
        "coordinator": dewi,
    }.items():
        client.force_login(user)
        seen[name] = (
            client.get(question.get_absolute_url()).status_code,
            client.get(voice_of(question)).status_code,
            client.post(question.get_absolute_url(), {"text": ""}).status_code,
        )

    nobody = (404, 404, 404)
    assert seen == {
        "asker": (200, 200, 403),
        "other member": nobody,
        "same area": nobody,
        "coordinator elsewhere": nobody,
        "evaluator": nobody,
        "facilitator": (200, 200, 200),
        "coordinator": (200, 200, 200),
    }
    assert Answer.objects.count() == 0


def test_two_answers_at_once_the_second_reads_the_first(client, accompanied, sri):
    question = AnswerFactory(question__group=accompanied, text="Senin").question
    client.force_login(sri.user)

    page = client.post(question.get_absolute_url(), {"text": "Selasa"})

    assert "Pertanyaan ini sudah dijawab." in page.text
    assert "Senin" in page.text


def test_a_recording_is_played_as_what_it_is_and_kept_by_no_cache(client, ruminah, accompanied):
    client.force_login(ruminah)
    client.post(ASK, said(accompanied, voice=recording(name="<script>.html")))

    answer = client.get(voice_of(Question.objects.get()))

    assert answer.headers["Content-Type"] == "audio/ogg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    assert client.get(f"{voice_of(Question.objects.get())}jawaban/").status_code == 404


def test_guests_are_asked_to_sign_in(client, accompanied):
    question = QuestionFactory(group=accompanied)
    for address in (ASK, LIST, question.get_absolute_url(), voice_of(question)):
        assert client.get(address).headers["Location"].startswith("/masuk/")


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_lists_cost_the_same_for_any_number(
    client, ruminah, accompanied, sri, count, django_assert_num_queries
):
    now = timezone.now()
    for number in range(count):
        question = QuestionFactory(
            group=accompanied, asked_by=ruminah, asked_at=now - timedelta(days=number)
        )
        AnswerFactory(question=question, read_at=now)
        QuestionFactory(group=accompanied, asked_by=member(accompanied))
    client.force_login(ruminah)
    client.get(ASK)  # fills the caches of the site's name and colours

    # session, user, groups, who accompanies them, what was asked
    with django_assert_num_queries(5):
        mine = client.get(ASK)
    assert len(mine.context["questions"]) == min(count, 20)

    client.force_login(sri.user)
    # session, user, what the role may (two), mandates, how many, the questions
    for query in ({}, {"dijawab": "1"}):
        with django_assert_num_queries(7, exact=count > 0):
            page = client.get(LIST, query).context["page"]
        assert page.paginator.count == count
