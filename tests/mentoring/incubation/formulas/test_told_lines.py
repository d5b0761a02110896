"""Lines of the formula that a phone's visit served: offered, told, linked, changed and counted."""

from uuid import uuid4

import pytest
from django.utils import timezone
from wagtail.models import Page

from mentoring.incubation.dose import doses_of, line_doses
from mentoring.incubation.models import FormulaItemSession
from mentoring.incubation.services.formula_sessions import link_session, link_told
from mentoring.sessions.history import changes_of
from mentoring.sessions.models import MentoringSession, SessionDuplicate
from mentoring.sessions.offline import PARTS
from mentoring.sessions.record_words import in_words
from mentoring.sessions.services.told_twice import decide_pair
from mentoring.sessions.visit_records import read_visit
from tests.factories.accounts import UserFactory
from tests.factories.formulas import (
    DiagnosisFactory,
    FormulaFactory,
    FormulaItemFactory,
    agreed_formula,
)
from tests.factories.incubation import facilitator_of
from tests.factories.registry import MembershipFactory
from tests.factories.sessions import VisitFactory
from tests.mentoring.sessions.phones import DAY, Phone, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def formula():
    return agreed_formula(DiagnosisFactory())


@pytest.fixture
def line(formula):
    return formula.items.get()


@pytest.fixture
def group(formula):
    return formula.enrolment.group


@pytest.fixture
def sri(group):
    return Phone(facilitator_of(group))


@pytest.fixture
def sutini(group):
    return MembershipFactory(group=group).person


@pytest.fixture
def visit(group, sutini, sri, django_capture_on_commit_callbacks):
    """Tell of one visit, the first time or as a change of what was told; what it became."""

    def tell(key, *topics, phone=sri, **more):
        payload = told(group, {sutini: "hadir"}, **more)
        if topics != (None,):
            payload["topics"] = [str(getattr(one, "pk", one)) for one in topics]
        before = MentoringSession.objects.filter(pk=key).first()
        change = {"replaces": before.content_digest, "reason": "Salah"} if before else {}
        with django_capture_on_commit_callbacks(execute=True):
            outcome = phone.visit(payload, key=key, **change)
        assert outcome.answer in ("applied", "revision", "duplicate"), outcome
        return MentoringSession.objects.filter(pk=key).first()

    return tell


def linked(session):
    return {link.item for link in session.formula_links.select_related("item")}


def lesson(formula, **more):
    page = more.pop("page", None) or Page.objects.get(depth=1)
    return FormulaItemFactory(formula=formula, kind="lesson", page=page, activity="", **more)


def replaced_by_a_new_one(formula):
    formula.state = "replaced"
    formula.save()
    return agreed_formula(formula.items.get().problem.diagnosis, number=2)


def plan_of(group, user, today):
    part = next(each for each in PARTS if each.name == "sessions.plan")
    return part.contents(user, today=today)[str(group.pk)]


def test_the_lines_in_force_come_with_the_group_and_nothing_else(formula, line, group, sri):
    other = FormulaItemFactory(formula=formula, activity="Menimbang bahan")
    FormulaItemFactory(formula=FormulaFactory(enrolment=formula.enrolment, number=2))

    bucket = plan_of(group, sri.user, timezone.localdate())

    assert bucket["topics"] == [
        {"code": str(one.pk), "label": f"{one.what} – {one.problem}"} for one in (line, other)
    ]


def test_a_line_that_was_chosen_is_linked_once_however_often_it_is_told(line, sri, visit):
    key = uuid4()

    for _ in range(2):
        session = visit(key, line)

    (link,) = FormulaItemSession.objects.all()
    assert (link.item, link.session, link.recorded_by) == (line, session, sri.user)


def test_of_lines_with_one_lesson_the_chosen_one_wins(formula, line, group):
    here, there = lesson(formula), lesson(formula)
    session = VisitFactory(group=group, module_page=here.page, topics=[])
    link_told(sessions=[session])
    assert linked(session) == {here, there}

    session.topics = [str(there.pk)]
    link_told(sessions=[session])

    assert linked(session) == {there}


def test_a_lesson_that_was_used_counts_beside_another_line_that_was_chosen(formula, line, group):
    used = lesson(formula)
    session = VisitFactory(group=group, module_page=used.page, topics=[str(line.pk)])

    link_told(sessions=[session])

    assert linked(session) == {used, line}


def test_a_revision_replaces_the_choice(formula, line, visit):
    key, other = uuid4(), FormulaItemFactory(formula=formula)
    visit(key, line)

    assert linked(visit(key, other, minutes=60)) == {other}
    assert linked(visit(key, minutes=90)) == set()


def test_a_revision_by_an_older_app_leaves_the_choice(line, visit):
    key = uuid4()
    visit(key, line)

    session = visit(key, None, minutes=60)

    assert (linked(session), session.topics) == ({line}, [str(line.pk)])


def test_a_change_of_something_else_leaves_what_was_linked_by_hand(formula, line, sri, visit):
    key, other = uuid4(), FormulaItemFactory(formula=formula)
    session = visit(key, line)
    link_session(session=session, items=[line, other], linked_by=sri.user)

    visit(key, line, minutes=60)

    assert linked(session) == {line, other}


def test_a_line_no_longer_in_force_is_kept_counted_and_shown(formula, line, visit):
    new = replaced_by_a_new_one(formula).items.get()
    type(line).objects.filter(pk=new.pk).update(thread=line.thread)
    key = uuid4()

    session = visit(key, line)

    assert linked(session) == {line}
    assert line_doses(formula.enrolment)[line.thread].held == 1
    [side] = in_words([{"group": str(session.group_id), "topics": session.topics}])
    assert side["topics"][1] == f"{line.what} – {line.problem} (tidak lagi dalam formula)"


def test_a_line_of_another_group_is_kept_as_told_and_never_linked_nor_shown(visit):
    stranger, nobody = agreed_formula(DiagnosisFactory()).items.get(), uuid4()

    session = visit(uuid4(), stranger, nobody)

    assert session.topics == [str(stranger.pk), str(nobody)]
    assert FormulaItemSession.objects.count() == 0
    [side] = in_words([{"group": str(session.group_id), "topics": session.topics}])
    assert side["topics"][1] == "?; ?"


def test_versions_show_what_each_was_about(formula, line, visit):
    key, other = uuid4(), FormulaItemFactory(formula=formula)
    visit(key, line)
    session = visit(key, other)

    [change] = changes_of(session, reads_confidential=False)

    assert [(one.before, one.after) for one in change.differences] == [
        (f"{line.what} – {line.problem}", f"{other.what} – {other.problem}")
    ]


def test_a_record_that_says_nothing_of_lines_reads_as_it_always_did():
    said = {"group": str(uuid4()), "happened_on": DAY}

    assert "topics" not in read_visit(said, 1).model_dump(mode="json")
    assert read_visit({**said, "topics": []}, 1).model_dump(mode="json")["topics"] == []


def test_a_visit_told_twice_counts_once_for_the_lines_of_both(formula, line, group, visit):
    other = FormulaItemFactory(formula=formula, dose_planned=4)
    cover = Phone(facilitator_of(group, kind="cover"))
    visit(uuid4(), line)
    visit(uuid4(), other, phone=cover)

    found = doses_of([formula.enrolment])[formula.enrolment.pk]
    assert (MentoringSession.objects.counted().count(), found.done) == (1, 2)
    assert found.adherence == 1

    pair = SessionDuplicate.objects.get()
    decide_pair(pair=pair, state="first", note="Sudah ditanyakan", decided_by=UserFactory())
    held = {key: dose.held for key, dose in line_doses(formula.enrolment).items() if dose.held}
    [kept] = linked(pair.first)
    assert held == {kept.thread: 1}


def test_both_records_with_one_line_count_it_once(formula, line, group, visit):
    visit(uuid4(), line)
    visit(uuid4(), line, phone=Phone(facilitator_of(group, kind="cover")))

    assert line_doses(formula.enrolment)[line.thread].held == 1


@pytest.mark.parametrize("count", [1, 12])
def test_linking_costs_the_same_queries(formula, line, group, count, django_assert_num_queries):
    chosen = [str(line.pk)]
    visits = VisitFactory.create_batch(count, group=group, topics=chosen)

    # A savepoint; versions of before, lines, links to drop, links to keep; lessons of lines.
    with django_assert_num_queries(7):
        link_told(sessions=visits)

    assert FormulaItemSession.objects.count() == count
