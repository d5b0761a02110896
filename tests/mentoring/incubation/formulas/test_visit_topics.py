"""The form of a visit asks which lines of the formula it was about, and keeps the answer."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentoring.incubation.models import FormulaItemSession
from mentoring.sessions.models import MentoringSession
from tests.factories.formulas import DiagnosisFactory, FormulaItemFactory, agreed_formula
from tests.factories.incubation import facilitator_of
from tests.factories.registry import MembershipFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def formula():
    return agreed_formula(DiagnosisFactory())


@pytest.fixture
def group(formula):
    return formula.enrolment.group


@pytest.fixture
def sri(client, group):
    user = facilitator_of(group)
    client.force_login(user)
    return user


@pytest.fixture
def address(group):
    return reverse("mentoring_sessions:log_visit", args=[group.pk])


def told(**more):
    return {
        "session_id": uuid.uuid4(),
        "happened_on": timezone.localdate(),
        "kind": "out_wall",
        "purpose": "operational",
        "promise_owner": "member",
        "facilitator_was_present": "on",
        "guests": "Bu Ketua Contoh",
        **more,
    }


def test_what_was_chosen_is_kept_with_the_visit(client, address, formula, sri):
    first, other = formula.items.get(), FormulaItemFactory(formula=formula)
    page = client.get(address)
    assert (first.activity in page.text, markup_errors(page.text)) == (True, [])

    client.post(address, told(topics=[first.pk]))

    (link,) = FormulaItemSession.objects.all()
    assert (link.item, link.recorded_by) == (first, sri)
    assert link.session == MentoringSession.objects.get()
    assert other.session_links.count() == 0


def test_a_visit_about_nothing_of_the_formula_is_saved_with_a_warning(
    client, address, formula, sri
):
    page = client.post(address, told(), follow=True)

    assert MentoringSession.objects.count() == 1
    assert "tidak terkait baris formula" in page.text


def test_a_line_of_another_group_is_no_choice(client, address, sri):
    foreign = FormulaItemFactory()

    page = client.post(address, told(topics=[foreign.pk, "x"]))

    assert page.context["form"].errors.keys() == {"topics"}
    assert MentoringSession.objects.count() == 0


def test_a_group_without_a_formula_is_not_asked(client):
    from tests.factories.registry import CrafterGroupFactory

    group = CrafterGroupFactory()
    client.force_login(facilitator_of(group))

    form = client.get(reverse("mentoring_sessions:log_visit", args=[group.pk])).context["form"]

    assert "topics" not in form.fields


def test_asking_costs_one_question_however_many_lines(client, address, formula, group, sri):
    MembershipFactory(group=group)

    def cost():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked), sum("formulaitem" in one["sql"] for one in asked.captured_queries)

    before = cost()
    for _ in range(5):
        FormulaItemFactory(formula=formula)

    assert (cost(), before[1]) == (before, 1)
