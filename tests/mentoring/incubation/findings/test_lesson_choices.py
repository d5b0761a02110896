"""A lesson improved mid-course: the group takes the new version, or goes on with the old."""

import pytest
from django.urls import reverse

from curriculum.models import ReleasePin
from mentoring.incubation.errors.findings import NoNewVersion
from mentoring.incubation.errors.formulas import FormulaNotAgreed, NotYoursToDiagnose
from mentoring.incubation.lesson_versions import LineVersion, versions_of
from mentoring.incubation.models import FormulaItem, LessonChoice
from mentoring.incubation.services.formulas import draft_formula
from mentoring.incubation.services.lesson_choices import choose_version
from mentoring.sessions.audiences import key_of_group
from mentoring.sessions.programmes import teaching_modules
from tests.factories.curriculum import check, module, step
from tests.factories.formulas import DiagnosisFactory, FormulaItemFactory, agreed_formula
from tests.factories.incubation import coordinator, facilitator_of
from tests.factories.sessions import VisitFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return module()


@pytest.fixture
def line(lesson):
    return FormulaItemFactory(
        formula=agreed_formula(DiagnosisFactory()),
        kind="lesson",
        activity="",
        page_id=lesson.pk,
        revision_id=lesson.current_release().revision_id,
        release=1,
        code="M01",
        title="Manik",
    )


@pytest.fixture
def sri(line):
    return facilitator_of(line.formula.enrolment.group)


def improve(lesson, kind="minor", words="Cara baru."):
    from curriculum.services import replace_cards

    part = lesson.get_lessons()[0]
    part.change_kind, part.change_note = kind, words
    replace_cards(lesson=part, cards=[step(words), check()])
    return lesson.current_release().number


def version(line):
    return versions_of(line.formula.enrolment, [line])[line.thread]


def test_a_new_version_waits_for_a_choice(line, lesson):
    assert version(line) == LineVersion(1)

    assert improve(lesson) == 2

    assert version(line) == LineVersion(1, newer_release=2)


def test_who_goes_on_with_the_old_one_is_asked_again_at_the_next(line, lesson, sri):
    improve(lesson)

    choose_version(item=line, release=2, takes_new=False, chosen_by=sri)
    kept = version(line)
    improve(lesson, words="Cara ketiga.")

    assert kept == LineVersion(1, kept_from=2)
    assert version(line) == LineVersion(1, newer_release=3)


def test_the_next_formula_begins_with_what_was_taken(line, lesson, sri):
    improve(lesson)

    choose_version(item=line, release=2, takes_new=True, chosen_by=sri)
    draft = draft_formula(enrolment=line.formula.enrolment, drafted_by=sri)

    copied = draft.items.get(thread=line.thread)
    assert version(line) == LineVersion(2)
    assert (copied.release, copied.revision_id) == (2, lesson.current_release().revision_id)
    assert FormulaItem.objects.get(pk=line.pk).release == 1


def test_taking_a_big_change_lets_the_group_read_it(
    line, lesson, sri, django_capture_on_commit_callbacks
):
    group = line.formula.enrolment.group
    VisitFactory(group=group, module_page_id=lesson.pk, module_release=1)
    improve(lesson, "major")
    held = [one.release for one in teaching_modules(key_of_group(group))]

    with django_capture_on_commit_callbacks(execute=True):
        choose_version(item=line, release=2, takes_new=True, chosen_by=sri)

    assert held == [1]
    assert [one.release for one in teaching_modules(key_of_group(group))] == [2]
    assert ReleasePin.objects.filter(accepted_by=sri).count() == 1


def test_going_on_with_the_old_one_accepts_nothing(
    line, lesson, sri, django_capture_on_commit_callbacks
):
    group = line.formula.enrolment.group
    VisitFactory(group=group, module_page_id=lesson.pk, module_release=1)
    improve(lesson, "major")

    with django_capture_on_commit_callbacks(execute=True):
        choose_version(item=line, release=2, takes_new=False, chosen_by=sri)

    assert [one.release for one in teaching_modules(key_of_group(group))] == [1]


def test_what_cannot_be_chosen_says_why(line, lesson, sri):
    def choose(**facts):
        choose_version(**{"item": line, "release": 2, "takes_new": True, "chosen_by": sri, **facts})

    with pytest.raises(NoNewVersion):
        choose()
    improve(lesson)
    with pytest.raises(NoNewVersion):
        choose(release=3)
    with pytest.raises(NotYoursToDiagnose):
        choose(chosen_by=coordinator())
    line.formula.state = "replaced"
    with pytest.raises(FormulaNotAgreed):
        choose()
    assert LessonChoice.objects.count() == 0


def test_the_facilitator_chooses_on_the_page_and_may_change_her_mind(client, line, lesson, sri):
    improve(lesson)
    formula = line.formula
    address = reverse("mentoring_incubation:choose_version", args=[formula.pk, line.pk])
    way = reverse("mentoring_incubation:way", args=[formula.enrolment_id])
    client.force_login(sri)
    shown = client.get(way).text
    assert (address in shown, markup_errors(shown)) == (True, [])

    client.post(address, {"release": 2, "choice": "old"})
    kept = client.get(way).text
    client.post(address, {"release": 2, "choice": "new"})

    assert "tetap memakai versi 1" in kept
    assert LessonChoice.objects.get().takes_new
    taken = client.get(formula.get_absolute_url()).text
    assert (address in taken, "mengambil versi 2" in taken) == (False, True)


@pytest.mark.parametrize(
    "sent", [{}, {"release": "dua", "choice": "new"}, {"release": 2, "choice": "x"}]
)
def test_a_choice_that_is_none_changes_nothing(client, line, lesson, sri, sent):
    improve(lesson)
    client.force_login(sri)
    address = reverse("mentoring_incubation:choose_version", args=[line.formula.pk, line.pk])

    page = client.post(address, sent, follow=True)

    assert "Pilih salah satu dari dua versi." in page.text
    assert LessonChoice.objects.count() == 0


def test_others_read_and_do_not_choose(client, line, lesson):
    improve(lesson)
    client.force_login(coordinator())
    address = reverse("mentoring_incubation:choose_version", args=[line.formula.pk, line.pk])

    assert address not in client.get(line.formula.get_absolute_url()).text
    assert client.post(address, {"release": 2, "choice": "new"}).status_code == 403
