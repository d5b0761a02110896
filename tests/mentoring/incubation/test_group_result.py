"""The result for the group itself: plain, of nobody by name, for members and their facilitator."""

import re
from datetime import date

import pikepdf
import pytest
from django.urls import reverse
from django.utils import translation

from mentoring.incubation.desk import desk_items
from mentoring.incubation.evaluations.group_result import result_of
from mentoring.incubation.evaluations.local_sentences import (
    language_of,
    local_languages,
    sentences_in,
)
from mentoring.incubation.models import EvaluationPaper
from mentoring.incubation.services.evaluation_papers import make_evaluation_paper
from tests.factories.accounts import UserFactory
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    asked_person,
    computed_evaluation,
    coordinator,
    facilitator_for,
    facilitator_of,
    locked_evaluation,
    submitted_round,
)
from tests.factories.registry import MembershipFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 6, 30)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture
def enrolment():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=date(2025, 2, 3))
    submitted_round(enrolment, "endline", MONTH_24, happened_on=date(2026, 6, 1))
    return enrolment


@pytest.fixture
def member(enrolment):
    person = MembershipFactory(group=enrolment.group, person__user=UserFactory()).person
    asked_person(enrolment, person, "baseline", 1, on=date(2025, 2, 3))
    return person


def address(evaluation, name="group_result"):
    return reverse(f"mentoring_incubation:{name}", args=[evaluation.pk])


def test_it_says_the_result_in_short_sentences_and_beads(enrolment):
    result = result_of(locked_evaluation(enrolment, UNTIL))

    assert result.sentences == (
        "Kelas kita sekarang: Madya.",
        "Kita lebih kuat daripada dulu.",
        "Sisi kita yang paling kuat: Akar di desa.",
        "Yang kita kerjakan bersama: Daya tawar.",
        "Posisi tawar kita jelas naik.",
    )
    assert result.sides[0].sentence == "Dulu 3 manik, sekarang 6."
    assert result.sides[0].picture.count(">") == result.sides[0].picture.count("<")
    every = [*result.sentences, *result.questions, *(one.sentence for one in result.sides)]
    assert max(len(one.split()) for one in every) <= 12


@pytest.mark.parametrize("language", ["id", "en"])
def test_members_and_their_facilitator_open_it_and_nobody_is_named(
    client, enrolment, member, language
):
    evaluation = locked_evaluation(enrolment, UNTIL)
    for user in (member.user, facilitator_for(enrolment.group), coordinator()):
        client.force_login(user)
        with translation.override(language):
            page = client.get(address(evaluation))
        assert page.status_code == 200
        assert markup_errors(page.text) == []
        main = page.text.split("<main")[1].split("</main>")[0]
        assert member.full_name not in main
        assert "tertinggal" not in main.lower()


def test_others_and_figures_that_are_not_locked_are_not_shown(client, enrolment, member):
    evaluation = computed_evaluation(enrolment, UNTIL)
    client.force_login(member.user)
    assert client.get(address(evaluation)).status_code == 404
    evaluation.delete()

    evaluation = locked_evaluation(enrolment, UNTIL)
    of_cycle = locked_evaluation(enrolment.cycle, UNTIL)
    assert client.get(address(of_cycle)).status_code == 404
    other = MembershipFactory(person__user=UserFactory()).person.user
    for stranger in (other, facilitator_of(CycleEnrolmentFactory().group)):
        client.force_login(stranger)
        assert client.get(address(evaluation)).status_code == 404


def test_a_member_prints_one_tagged_page_and_takes_no_report(client, enrolment, member):
    evaluation = locked_evaluation(enrolment, UNTIL)
    client.force_login(member.user)

    asked = client.post(address(evaluation, "print_group_result"))
    paper = EvaluationPaper.objects.get()
    make_evaluation_paper(paper_id=paper.pk)
    fetched = client.get(reverse("mentoring_incubation:fetch_evaluation_paper", args=[paper.pk]))

    assert asked.headers["Location"] == paper.get_absolute_url()
    assert b"".join(fetched.streaming_content)[:4] == b"%PDF"
    paper.refresh_from_db()
    with paper.file.open() as file, pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked
    assert client.post(address(evaluation, "ask_for_report"), {"format": "pdf"}).status_code == 404
    assert client.get(evaluation.get_absolute_url()).status_code == 404


def test_the_desk_of_a_member_leads_to_it(enrolment, member):
    evaluation = locked_evaluation(enrolment, UNTIL)
    stranger = MembershipFactory(person__user=UserFactory()).person.user

    assert [one.url for one in desk_items(member.user, UNTIL)] == [address(evaluation)]
    assert list(desk_items(stranger, UNTIL)) == []


def speakers(enrolment, *languages):
    for spoken in languages:
        MembershipFactory(group=enrolment.group, person__languages=list(spoken))


@pytest.mark.parametrize(
    ("languages", "language"),
    [
        ([["jv", "id"], ["jv"], ["mad"]], "jv"),
        ([["mad", "id"], ["mad"], []], "mad"),
        ([["jv"], ["mad"]], ""),
        ([["sas"], ["sas"]], ""),
        ([["id"], []], ""),
        ([], ""),
    ],
)
def test_a_groups_language_is_what_more_than_half_of_its_members_speak(
    enrolment, languages, language, today
):
    speakers(enrolment, *languages)
    elsewhere = CycleEnrolmentFactory()
    speakers(elsewhere, ["mad"], ["mad"], ["mad"])

    assert language_of(enrolment.group, today) == language


def test_a_group_reads_its_result_in_its_own_language_and_may_choose_indonesian(
    client, enrolment, member
):
    speakers(enrolment, ["jv"], ["jv"])
    evaluation = locked_evaluation(enrolment, UNTIL)
    client.force_login(member.user)

    own = client.get(address(evaluation))
    chosen = client.get(f"{address(evaluation)}?bahasa=id")
    unknown = client.get(f"{address(evaluation)}?bahasa=xx")

    assert "Kita langkung kiyat tinimbang wiwitan." in own.text
    assert '<div lang="jv">' in own.text
    assert "Terjemahan rancangan" in own.text
    assert markup_errors(own.text) == []
    assert "Kita lebih kuat daripada dulu." in chosen.text
    assert "Terjemahan rancangan" not in chosen.text
    assert unknown.context["language"] == "jv"


def test_a_sentence_without_a_translation_is_said_in_indonesian(enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)

    with translation.override("mad"):
        result = result_of(evaluation)

    assert "Kelompok lebbi kowat dâri molaèna." in result.sentences
    assert "Kelas kita sekarang: Madya." in result.sentences
    assert result.draft_note == "Terjemahan rancangan: masih harus diperiksa penutur asli."


def test_the_paper_is_printed_in_the_language_of_the_page(client, enrolment, member):
    speakers(enrolment, ["jv"], ["jv"])
    evaluation = locked_evaluation(enrolment, UNTIL)
    client.force_login(member.user)

    for sent in ({"language": "jv"}, {"language": "id"}, {"language": "xx"}, {}):
        client.post(address(evaluation, "print_group_result"), sent)
    paper = EvaluationPaper.objects.order_by("asked_at").first()
    make_evaluation_paper(paper_id=paper.pk)

    asked = EvaluationPaper.objects.order_by("asked_at").values_list("language", flat=True)
    assert sorted(asked) == ["id", "jv", "jv", "jv"]
    paper.refresh_from_db()
    with paper.file.open() as file, pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.Lang) == paper.language


@pytest.mark.parametrize("language", local_languages())
def test_local_sentences_keep_their_names_and_twelve_words(language):
    with translation.override("id"):
        for source, said in sentences_in(language).items():
            assert translation.gettext(source) != source, source
            assert set(PLACEHOLDER.findall(said)) == set(PLACEHOLDER.findall(source))
            assert len(said.split()) <= 12
