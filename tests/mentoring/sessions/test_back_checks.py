"""Back-checks: drawn of a place and month, asked by somebody else, told as a figure."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from mentoring.sessions.back_check_figures import agreement_by_facilitator, back_checks_of_groups
from mentoring.sessions.desk import desk_items
from mentoring.sessions.errors import (
    AskerRecordedIt,
    BackCheckFinished,
    BackCheckUnanswered,
    FindingMissing,
    MonthAhead,
    NothingToDraw,
)
from mentoring.sessions.models import BackCheck, MentoringSession
from mentoring.sessions.permissions import can_ask_again, can_assign_back_check
from mentoring.sessions.services.back_checks import (
    Finding,
    answer_back_check,
    assign_back_check,
    draw_back_checks,
)
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory, place
from tests.factories.sessions import NOON, AttendanceFactory, FollowUpFactory, VisitFactory

pytestmark = pytest.mark.django_db
MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)


@pytest.fixture
def jember():
    return place("35.09")


def drawn(jember, dewi, **more):
    draw_back_checks(place=jember, month=MARCH, drawn_by=dewi, seed="tutul", now=NOON, **more)
    return BackCheck.objects.order_by("session")


def test_every_facilitator_with_visits_there_and_then_gets_one(jember, dewi, here, far):
    sri, budi = UserFactory(), UserFactory()
    mine = VisitFactory.create_batch(3, group=here, recorded_by=sri, happened_on=date(2026, 3, 31))
    other = VisitFactory(group=here, recorded_by=budi)
    VisitFactory(group=far, recorded_by=UserFactory())
    VisitFactory(group=here, happened_on=date(2026, 2, 28), recorded_by=UserFactory())
    VisitFactory(group=here, state="planned", recorded_by=UserFactory())
    VisitFactory(group=here, is_counted=False, recorded_by=UserFactory())

    checks = drawn(jember, dewi)

    assert {check.facilitator for check in checks} == {sri, budi}
    assert {check.session for check in checks} <= {*mine, other}
    assert [check.draw.sessions for check in checks] == [4, 4]
    assert {check.assigned_to for check in checks} == {dewi}


def test_drawing_again_adds_what_came_in_since_and_keeps_what_was_drawn(jember, dewi, here):
    VisitFactory.create_batch(3, group=here, recorded_by=UserFactory())
    [first] = drawn(jember, dewi)

    with pytest.raises(NothingToDraw):
        drawn(jember, dewi)
    late = VisitFactory(group=here, recorded_by=UserFactory())

    assert set(drawn(jember, dewi)) == {first, BackCheck.objects.get(session=late)}


def test_a_month_that_has_not_begun_has_no_lots(jember, dewi):
    with pytest.raises(MonthAhead):
        draw_back_checks(place=jember, month=date(2026, 4, 1), drawn_by=dewi, now=NOON)


def test_nobody_asks_about_her_own_visit(jember, dewi, here):
    sri = UserFactory()
    hers = VisitFactory(group=here, recorded_by=sri)
    own = VisitFactory(group=here, recorded_by=dewi)

    drawn(jember, dewi, asker=sri)

    assert BackCheck.objects.get(session=hers).assigned_to == dewi
    assert BackCheck.objects.get(session=own).assigned_to == sri
    with pytest.raises(AskerRecordedIt):
        assign_back_check(back_check=BackCheck.objects.get(session=own), to=dewi, assigned_by=sri)
    with pytest.raises(AskerRecordedIt):
        answer_back_check(
            back_check=BackCheck.objects.get(session=hers),
            informant="Ketua",
            findings={},
            checked_by=sri,
        )


@pytest.fixture
def check(jember, dewi, here):
    session = VisitFactory(group=here, minutes=90, module_title="Buku kas")
    AttendanceFactory(session=session)
    AttendanceFactory(session=session, status="alpa")
    FollowUpFactory(session=session, group=here)
    return drawn(jember, dewi).get()


def yes(*items):
    return {item: Finding(True) for item in items}


ALL = ("happened", "people", "length", "lesson", "promises")


def test_what_the_record_says_stands_beside_what_was_found(check, dewi):
    findings = {**yes(*ALL), "people": Finding(False, "Empat orang")}

    answer_back_check(
        back_check=check, informant="Ketua", findings=findings, checked_by=dewi, now=NOON
    )

    told = {each.item: (each.told, each.found, each.agrees) for each in check.answers.all()}
    assert told == {
        "happened": ("Minggu, 1 Maret 2026, kunjungan ke kelompok", "", True),
        "people": ("1 orang", "Empat orang", False),
        "length": ("90 menit", "", True),
        "lesson": ("Buku kas", "", True),
        "promises": ("Beli buku kas", "", True),
    }
    assert MentoringSession.objects.get().minutes == 90
    with pytest.raises(BackCheckFinished):
        answer_back_check(back_check=check, informant="x", findings=findings, checked_by=dewi)


def test_each_item_is_answered_and_each_difference_told(check, dewi):
    for findings, refusal in (
        (yes("happened", "people"), BackCheckUnanswered),
        ({**yes(*ALL), "length": Finding(False, " ")}, FindingMissing),
    ):
        with pytest.raises(refusal):
            answer_back_check(back_check=check, informant="x", findings=findings, checked_by=dewi)
    assert BackCheck.objects.open().count() == 1


def test_of_a_visit_that_was_not_there_nothing_else_is_asked(check, dewi):
    findings = {"happened": Finding(False, "Tidak ada kunjungan")}

    answer_back_check(back_check=check, informant="Ketua", findings=findings, checked_by=dewi)

    assert [answer.item for answer in check.answers.all()] == ["happened"]


def test_figures_say_how_many_answers_differ(check, dewi, here, django_assert_num_queries):
    findings = {**yes(*ALL), "people": Finding(False, "Empat orang")}
    answer_back_check(back_check=check, informant="Ketua", findings=findings, checked_by=dewi)
    waiting = VisitFactory(group=here)
    drawn(place("35.09"), dewi)

    with django_assert_num_queries(3):
        found = agreement_by_facilitator(BackCheck.objects.all())

    by_user = {each.facilitator.pk: each for each in found}
    told = by_user[check.facilitator_id]
    assert (told.drawn, told.answered, told.differing) == (1, 1, Fraction(1, 5))
    assert told.differing_percent == 20
    assert by_user[waiting.recorded_by_id].differing is None


def test_the_gate_asks_many_groups_at_once(check, dewi, here, far, django_assert_num_queries):
    spared, unvisited = CrafterGroupFactory(), CrafterGroupFactory()
    VisitFactory(group=spared, recorded_by=check.facilitator)
    VisitFactory(group=far, happened_on=date(2026, 4, 2))
    groups = [group.pk for group in (here, spared, far, unvisited)]

    with django_assert_num_queries(3):
        found = back_checks_of_groups(groups, since=MARCH, until=MAY)

    assert {key: each.is_done for key, each in found.items()} == {
        here.pk: False,
        spared.pk: True,
        far.pk: False,
        unvisited.pk: True,
    }
    assert found[far.pk].months_undrawn == (date(2026, 4, 1),)
    answer_back_check(back_check=check, informant="x", findings=yes(*ALL), checked_by=dewi)
    assert back_checks_of_groups(groups, since=MARCH, until=MAY)[here.pk].is_done


def test_a_month_is_back_checked_only_when_every_visit_of_it_was_in_a_drum(check, dewi, here):
    answer_back_check(back_check=check, informant="x", findings=yes(*ALL), checked_by=dewi)
    later = NOON + timedelta(days=20)
    VisitFactory.create_batch(
        4, group=here, recorded_by=check.facilitator, happened_on=date(2026, 3, 2)
    )
    MentoringSession.objects.exclude(pk=check.session_id).update(received_at=later)

    late = back_checks_of_groups([here.pk], since=MARCH, until=MAY)[here.pk]
    assert (late.is_done, late.months_undrawn) == (False, (MARCH,))

    # One of five is enough: the lot spares the late ones, and says that it looked at them.
    drawing = draw_back_checks(place=place("35.09"), month=MARCH, drawn_by=dewi, now=later)
    assert (drawing.sessions, drawing.back_checks.count()) == (5, 0)
    assert back_checks_of_groups([here.pk], since=MARCH, until=MAY)[here.pk].is_done
    with pytest.raises(NothingToDraw):
        draw_back_checks(place=place("35.09"), month=MARCH, drawn_by=dewi, now=later)


def test_a_visit_is_charged_to_who_led_it_not_to_who_typed_it(jember, dewi, here):
    sri, typist = UserFactory(), UserFactory()
    VisitFactory.create_batch(2, group=here, led_by=sri, recorded_by=typist)
    VisitFactory(group=here, recorded_by=typist)

    checks = drawn(jember, dewi)

    assert sorted(check.facilitator_id for check in checks) == sorted([sri.pk, typist.pk])
    hers = checks.get(facilitator=sri)
    assert hers.session.led_by == sri
    for own in (sri, typist):
        with pytest.raises(AskerRecordedIt):
            assign_back_check(back_check=hers, to=own, assigned_by=dewi)


def test_who_led_or_typed_a_visit_does_not_learn_that_it_was_drawn(jember, dewi, here):
    sri, other = UserFactory(), UserFactory()
    VisitFactory(group=here, led_by=sri, recorded_by=dewi)
    VisitFactory(group=here, recorded_by=other)

    hers, seen = drawn(jember, dewi).get(facilitator=sri), BackCheck.objects.visible_to(dewi, MARCH)

    assert [check.facilitator for check in seen] == [other]
    assert not can_ask_again(dewi, hers, MARCH)
    assert not can_assign_back_check(dewi, hers, MARCH)


def test_whoever_is_to_ask_finds_it_on_her_desk(check, dewi):
    budi = UserFactory(roles=["facilitator"])
    assign_back_check(back_check=check, to=budi, assigned_by=dewi)

    found = [item.count for item in desk_items(budi, MARCH) if item.picture == "check"]

    assert found == [1]
    assert BackCheck.objects.visible_to(check.facilitator).count() == 0
