from datetime import date
from decimal import Decimal

import pytest
from wagtail.models import Page

from mentoring.incubation.dose import Dose, LineDose, doses_of, line_doses
from mentoring.incubation.errors.formulas import LineOfAnotherGroup, NotYoursToLink
from mentoring.incubation.models import FormulaItemSession
from mentoring.incubation.services.formula_sessions import link_lessons, link_session
from mentoring.incubation.services.formulas import draft_formula
from mentoring.sessions.signals import visits_recorded
from tests.factories.accounts import UserFactory
from tests.factories.formulas import (
    DiagnosisFactory,
    FormulaItemFactory,
    agreed_formula,
    held,
)
from tests.factories.incubation import CycleEnrolmentFactory, facilitator_of
from tests.factories.sessions import VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def formula():
    """One line planned four times."""
    return agreed_formula(DiagnosisFactory())


def dose_of(formula):
    return doses_of([formula.enrolment])[formula.enrolment_id]


def test_what_is_done_too_often_does_not_make_up_for_what_is_not_done(formula):
    first = formula.items.get()
    second = FormulaItemFactory(formula=formula, dose_planned=6)
    held(first, 9)
    held(second, 3)

    dose = dose_of(formula)

    assert (dose.planned, dose.done, dose.share) == (10, 7, Decimal("0.7"))
    assert line_doses(formula.enrolment) == {
        first.thread: LineDose(4, 9),
        second.thread: LineDose(6, 3),
    }


def test_only_sessions_that_figures_count_are_done(formula):
    line = formula.items.get()
    held(line, 1)
    held(line, 1, state="planned")
    held(line, 1, state="cancelled", state_reason="hujan")
    held(line, 1, is_counted=False)

    assert dose_of(formula).done == 1


def test_what_was_done_under_an_older_version_still_counts(formula):
    line = formula.items.get()
    held(line, 2)
    sri = facilitator_of(formula.enrolment.group)
    second = draft_formula(enrolment=formula.enrolment, drafted_by=sri)
    type(formula).objects.filter(pk=formula.pk).update(state="replaced")
    type(formula).objects.filter(pk=second.pk).update(
        state="agreed", agreed_on=date(2025, 9, 1), agreement_kind="voice", who_was_there="9"
    )
    held(second.items.get(), 1)

    assert dose_of(formula) == Dose(4, 3, Decimal(1))


def test_adherence_is_the_share_of_visits_since_the_agreement_that_cite_a_line(formula):
    group = formula.enrolment.group
    held(formula.items.get(), 1)
    VisitFactory.create_batch(3, group=group)
    VisitFactory(group=group, happened_on=date(2025, 6, 1))
    VisitFactory(group=group, facilitator_was_present=False)

    assert dose_of(formula).adherence == Decimal("0.25")


def test_without_an_agreed_formula_there_is_no_share():
    enrolment = CycleEnrolmentFactory()

    dose = doses_of([enrolment])[enrolment.pk]

    assert (dose, dose.share) == (Dose(), None)


def test_many_groups_cost_as_much_as_one(formula, django_assert_num_queries):
    others = [agreed_formula(DiagnosisFactory()) for _ in range(3)]
    for one in others:
        held(one.items.get(), 2)

    with django_assert_num_queries(3):
        one = doses_of([formula.enrolment])
    with django_assert_num_queries(3):
        many = doses_of([one.enrolment for one in others])

    assert [dose.done for dose in (*one.values(), *many.values())] == [0, 2, 2, 2]


def test_a_visit_that_used_the_lesson_of_a_line_counts_for_it_by_itself(formula):
    page = Page.objects.get(depth=1)
    lesson = FormulaItemFactory(
        formula=formula, kind="lesson", page=page, activity="", dose_planned=1
    )
    visit = VisitFactory(group=formula.enrolment.group, module_page=page)

    for _ in range(2):
        visits_recorded.send(type(visit), sessions=[visit])

    assert [one.item for one in visit.formula_links.all()] == [lesson]


@pytest.mark.parametrize("count", [1, 12])
def test_visits_of_one_delivery_are_linked_in_three_queries(
    formula, count, django_assert_num_queries
):
    page = Page.objects.get(depth=1)
    lesson = FormulaItemFactory(
        formula=formula, kind="lesson", page=page, activity="", dose_planned=1
    )
    visits = VisitFactory.create_batch(count, group=formula.enrolment.group, module_page=page)
    other = VisitFactory(module_page=page)

    with django_assert_num_queries(3):
        link_lessons(sessions=[*visits, other])

    links = FormulaItemSession.objects.all()
    assert {(one.item_id, one.session_id) for one in links} == {
        (lesson.pk, visit.pk) for visit in visits
    }


def test_a_visit_is_linked_by_hand_to_lines_of_its_own_group_only(formula):
    line, sri = formula.items.get(), facilitator_of(formula.enrolment.group)
    visit = VisitFactory(group=formula.enrolment.group)
    stranger = agreed_formula(DiagnosisFactory()).items.get()

    link_session(session=visit, items=[line], linked_by=sri)
    assert [one.item for one in visit.formula_links.all()] == [line]
    link_session(session=visit, items=[], linked_by=visit.recorded_by)
    assert not FormulaItemSession.objects.exists()
    with pytest.raises(LineOfAnotherGroup):
        link_session(session=visit, items=[stranger], linked_by=sri)
    with pytest.raises(NotYoursToLink):
        link_session(session=visit, items=[line], linked_by=UserFactory())
