"""Who is erased is named in no memo, review or note; what tells of her otherwise is listed."""

from datetime import date

import pytest
from django.core import serializers
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone, translation

from mentoring.incubation.forgetting_decisions import forget_in_decisions
from mentoring.incubation.models import (
    Amendment,
    CriterionAnswer,
    CycleEnrolment,
    Evaluation,
    EvaluationPaper,
    GateDecision,
    Response,
)
from mentoring.incubation.services import decide_gate
from mentoring.registry.models import ErasureRequest
from mentoring.registry.services.personal_data import erase_person
from tests.factories.accounts import UserFactory
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    EvaluationPaperFactory,
    coordinator,
    locked_evaluation,
    manager,
    submitted_round,
)
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db
HER = "Ruminah Contoh"
GAP = {"dimension": "KOH", "by_logs": "10.00", "by_opinion": "40.00"}


def told_of(name, group="Gaharu Lestari"):
    """A group in whose memos, reviews and notes `name` was typed; its evaluation."""
    enrolment = CycleEnrolmentFactory(group__name=group, reason=f"{name} meminta bantuan")
    round_ = submitted_round(enrolment)
    Response.objects.filter(round=round_, item__code="KOH1").update(note=f"Buku di rumah {name}")
    decision = decide_gate(
        enrolment=enrolment,
        outcome="defer",
        memo=f"{name} belum sepakat.",
        decider=manager(),
        decided_on=date(2025, 4, 1),
    )
    answer = decision.answers.first()
    answer.note = f"Kata {name}"
    answer.save()
    GateDecision.objects.update(gap_answers=[{**GAP, "answer": f"{name} jarang datang"}])
    evaluation = locked_evaluation(enrolment, date(2025, 6, 30))
    evaluation.review = f"{name} kini ketua."
    evaluation.gap_answers = [{**GAP, "answer": f"{name} sakit"}]
    evaluation.save()
    Amendment.objects.create(
        evaluation=evaluation,
        reason=f"{name} lupa dicatat",
        decision_note=f"Benar kata {name}",
        state="declined",
        was_locked=True,
        digest_before=evaluation.digest,
        requested_by=UserFactory(),
        requested_at=timezone.now(),
        decided_by=UserFactory(),
        decided_at=timezone.now(),
    )
    return evaluation


def said():
    models = (
        *(CycleEnrolment, GateDecision, CriterionAnswer, Evaluation, Amendment),
        Response,
    )
    return "".join(serializers.serialize("json", model.objects.all()) for model in models)


@pytest.fixture
def ruminah():
    return MembershipFactory(person__full_name=HER, person__user=None).person


def erase(person):
    with translation.override("id"):
        return erase_person(person=person, erased_by=UserFactory(), now=timezone.now())


def test_her_name_goes_from_memos_reviews_and_notes_and_no_figure_moves(ruminah):
    evaluation = told_of(HER)
    MembershipFactory(person=ruminah, group=evaluation.enrolment.group)
    figures = evaluation.figures

    erase(ruminah)

    evaluation.refresh_from_db()
    assert "Ruminah" not in said()
    assert "kini ketua." in said() and "jarang datang" in said() and "belum sepakat." in said()
    assert evaluation.figures == figures and evaluation.has_kept_its_digest()


def test_another_group_keeps_its_words(ruminah):
    told_of(HER)

    assert not any("Baca sendiri" in sentence for sentence in erase(ruminah))
    assert said().count("Ruminah") == 9


def test_a_paper_that_says_the_old_words_goes_and_others_stay(
    ruminah, django_capture_on_commit_callbacks
):
    evaluation = told_of(HER)
    MembershipFactory(person=ruminah, group=evaluation.enrolment.group)
    papers = [EvaluationPaperFactory(evaluation=evaluation), EvaluationPaperFactory()]
    for paper in papers:
        paper.file.save("x.pdf", ContentFile(b"%PDF"))
    storage, name = papers[0].file.storage, papers[0].file.name

    with django_capture_on_commit_callbacks(execute=True):
        erase(ruminah)

    assert list(EvaluationPaper.objects.all()) == [papers[1]]
    assert not storage.exists(name)


def test_who_erases_reads_which_texts_to_look_through_by_hand(client, ruminah):
    evaluation = told_of(HER)
    MembershipFactory(person=ruminah, group=evaluation.enrolment.group)
    request = ErasureRequest.objects.create(
        person=ruminah, asked_by=UserFactory(), asked_at=timezone.now()
    )
    client.force_login(coordinator())

    page = client.post(
        reverse("mentoring_registry:erasure_request", args=[request.pk]),
        {"answer_is": "erase", "is_sure": "on"},
        follow=True,
    ).content.decode()

    assert (
        "“Gaharu Lestari”: catatan keputusan gerbang G0 (1 April 2025); "
        "pemeriksaan angka sampai 30 Juni 2025." in page
    )


def test_erasing_again_finds_nothing_more_to_change(ruminah):
    evaluation = told_of(HER)
    MembershipFactory(person=ruminah, group=evaluation.enrolment.group)
    erase(ruminah)
    before = said()

    forget_in_decisions([ruminah.pk])

    assert said() == before
