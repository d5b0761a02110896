"""Every kind of message that the rooms offer: who gets it, when it ends, what it never says."""

from datetime import date, timedelta

import pytest

from mentoring.assignments.escalation import mine_to_handle, who_handles
from mentoring.assignments.services import scan_attention
from mentoring.field.models import EnvelopeState
from mentoring.incubation.models import AfterCheck, GateStanding
from mentoring.registry.models import CrafterGroup, Sentra
from mentoring.reminder_kinds import Due
from mentoring.reminders.kinds import kinds
from mentoring.reminders.models import Digest, Reminder
from mentoring.reminders.services import make_reminders
from mentoring.sessions.models import (
    OwnerKind,
    PracticeCheck,
    PromisedPractice,
    ReviewState,
    TrainingRun,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory, LeaveFactory
from tests.factories.field import DeviceFactory, EnvelopeFactory
from tests.factories.incubation import CycleEnrolmentFactory
from tests.factories.registry import (
    BusinessTieFactory,
    ConsentFactory,
    CrafterGroupFactory,
    MandateFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
    place,
)
from tests.factories.sessions import (
    FollowUpFactory,
    RunParticipantFactory,
    RunSessionFactory,
    StudyVisitFactory,
    VisitFactory,
)
from tests.mentoring.reminders.conftest import NOW, TOMORROW, village

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
UNSAID = ("utang", "ijon", "500.000", "juragan", "tertinggal", "rentan", "disab", "weak")
SECRET = "Utang ijon Rp500.000 kepada Juragan Anom, tertinggal"


def everything_is_due(number=0):
    """One village in which every kind has something to say, full of what must not be said."""
    home = village(name=f"Ronce {number}", number=f"+62800000003{number}")
    group, chair = home.group, home.chair
    group.status, group.status_since = "dormant", date(2026, 1, 3)
    group.tier, chair.disability, chair.receives_social_aid = "weak", "seeing", True
    group.save()
    chair.save()
    home.visit.notes = home.visit.venue = SECRET
    home.visit.save()
    BusinessTieFactory(from_person=chair, source=SECRET)
    FollowUpFactory(group=group, text=SECRET, owner_kind=OwnerKind.FACILITATOR, due_on=TOMORROW)
    FollowUpFactory(group=group, text=SECRET, owner_person=chair, due_on=TODAY)
    FollowUpFactory(group=group, text=SECRET, agreed_on=date(2026, 2, 1), due_on=date(2026, 2, 20))
    VisitFactory(
        group=group,
        happened_on=date(2026, 1, 3),
        recorded_by=home.user,
        notes=SECRET,
        review_state=ReviewState.RETURNED,
        review_comment=SECRET,
        reviewed_by=UserFactory(),
        reviewed_at=NOW,
    )
    first = RunSessionFactory(happened_on=TOMORROW, state="planned", notes=SECRET)
    RunParticipantFactory(run=first.run, person=chair, group=group)
    asked = StudyVisitFactory(
        sentra=group.sentra, body=SECRET, asked_at=NOW - timedelta(days=4), group=None
    )
    gone = StudyVisitFactory(sentra=group.sentra, group=group, asked_at=NOW)
    practice = PromisedPractice.objects.create(visit=gone, number=1, text=SECRET)
    PracticeCheck.objects.create(practice=practice, after_days=60, due_on=TODAY)
    alone = CrafterGroupFactory(name=f"Sendiri {number}", sentra=group.sentra)
    waits = CycleEnrolmentFactory(group=alone, reason=SECRET)
    GateStanding.objects.create(
        enrolment=waits,
        state=waits.state,
        gate="G0",
        due_on=date(2026, 2, 27),
        alarms=["juragan_officer"],
        looked_at=NOW,
    )
    graduate = CycleEnrolmentFactory(cycle=waits.cycle, group=group, state="monitoring")
    AfterCheck.objects.create(
        enrolment=graduate, occasion="six_months", due_on=date(2026, 2, 27), note=SECRET
    )
    device = DeviceFactory(user=home.user, name=SECRET)
    EnvelopeFactory(
        device=device, state=EnvelopeState.HELD, received_at=NOW - timedelta(days=2), code="x"
    )
    home.asked = asked
    return home


@pytest.fixture
def loaded(db, gateway, dewi):
    type(dewi).objects.filter(pk=dewi.pk).update(email="dewi@example.org")
    home = everything_is_due()
    scan_attention(today=TODAY)
    return home


def test_every_kind_speaks_and_none_tells_of_debts_hardship_or_promises(loaded):
    make_reminders(now=NOW)

    rows = Reminder.objects.all()
    assert {row.kind for row in rows} == set(kinds())
    for row in rows:
        said = f"{row.subject} {row.body} {row.path}".lower()
        for word in (
            "utang",
            "ijon",
            "500.000",
            "juragan",
            "tertinggal",
            "rentan",
            "disab",
            "weak",
        ):
            assert word not in said, row.kind
        assert "{" not in said and row.subject and row.body


def test_a_digest_names_no_crafter_and_keeps_its_figures(loaded, dewi):
    make_reminders(now=NOW, only=["weekly_digest"])

    row = Reminder.objects.get(user=dewi)
    assert "Ruminah" not in row.body and "Sri" not in row.body
    assert "- Kelompok yang terlambat dikunjungi: 1 http" in row.body
    digest = Digest.objects.get(user=dewi)
    assert (digest.week_starts_on, digest.reminder) == (date(2026, 2, 23), row)
    assert digest.figures["late"] == 1
    make_reminders(now=NOW + timedelta(days=3), only=["weekly_digest"])
    assert Digest.objects.count() == 1
    make_reminders(now=NOW + timedelta(days=7), only=["weekly_digest"])
    assert Digest.objects.count() == 2


def test_messages_to_coordinators_are_for_those_of_the_place(loaded, dewi, wayan):
    make_reminders(now=NOW)

    told = Reminder.objects.filter(kind__in=["no_facilitator", "study_request", "visit_late_above"])
    assert {row.user for row in told} == {dewi}
    assert told.count() == 3


QUERIES = {
    "visit_tomorrow": 3,
    "visit_comes": 2,
    "visit_late": 6,
    "visit_late_above": 5,
    "promise_due": 3,
    "your_promise_due": 1,
    "promises_late": 3,
    "session_returned": 1,
    "training_starts": 2,
    "study_request": 2,
    "practice_check": 3,
    "no_facilitator": 4,
    "held_records": 3,
    "gate_late": 2,
    "graduate_check": 3,
    "graduate_check_late": 4,
    "graduate_silent": 2,
    "weekly_digest": 3,
}


@pytest.mark.parametrize("count", [1, 3])
def test_a_kind_is_asked_by_a_constant_number_of_queries(loaded, django_assert_num_queries, count):
    for number in range(1, count):
        everything_is_due(number)
    scan_attention(today=TODAY)

    assert set(QUERIES) == set(kinds())
    for name, kind in kinds().items():
        with django_assert_num_queries(QUERIES[name], info=name):
            found = list(kind.due(NOW))
        assert found, name


@pytest.mark.parametrize("name", sorted(kinds()))
def test_every_kind_says_in_which_zone_its_reader_is(loaded, name):
    Sentra.objects.update(time_zone="Asia/Jayapura")
    TrainingRun.objects.update(time_zone="Asia/Jayapura")

    assert {due.time_zone for due in kinds()[name].due(NOW)} == {"Asia/Jayapura"}


def test_of_records_that_wait_nobody_in_papua_is_told_at_night(loaded, dewi):
    """At 21.00 of Papua it is 19.00 of Java only: nobody there is written to until 07.00."""
    Sentra.objects.update(time_zone="Asia/Jayapura")
    evening = NOW.replace(hour=12)

    make_reminders(now=evening, only=["held_records"])

    told = Reminder.objects.get(user=dewi)
    assert (told.time_zone, told.send_after > evening) == ("Asia/Jayapura", True)


def test_a_message_cannot_forget_the_zone_of_its_reader():
    with pytest.raises(TypeError):
        Due(key="2026-10", user_id=1)


def test_a_promise_that_was_kept_is_not_asked_for(loaded):
    make_reminders(now=NOW, only=["promises_late"])
    loaded.group.follow_ups.update(done_on=TODAY, result="Sudah", closed_by=loaded.user)

    assert make_reminders(now=NOW, only=["promises_late"]).dropped == 1


def test_one_more_late_promise_is_one_more_message(loaded):
    make_reminders(now=NOW, only=["promises_late"])

    FollowUpFactory(group=loaded.group, agreed_on=date(2026, 2, 1), due_on=date(2026, 2, 28))

    made = make_reminders(now=NOW, only=["promises_late"])
    assert (made.new, made.dropped) == (1, 1)
    assert "2" in Reminder.objects.get(kind="promises_late", state="waiting").body


def test_while_the_lead_is_on_leave_whoever_covers_is_told(ronce, gateway):
    lead = ronce.user.facilitator
    LeaveFactory(facilitator=lead, starts_on=date(2026, 2, 1))
    cover = FacilitatorFactory(user=UserFactory(roles=["facilitator"], email="c@example.org"))
    AssignmentFactory(group=ronce.group, facilitator=cover, kind="cover")

    make_reminders(now=NOW, only=["visit_tomorrow"])

    assert Reminder.objects.get().user == cover.user


def test_the_day_is_that_of_the_craft_centre(db, gateway):
    """At 23.30 of Java it is tomorrow already in Papua."""
    east = village(name="Timur", sentra__time_zone="Asia/Jayapura")
    late = NOW.replace(hour=16, minute=30) - timedelta(days=1)

    assert [due.group_id for due in kinds()["visit_tomorrow"].due(late)] == [east.group.pk]


def test_a_reserve_is_not_told_that_a_training_starts(loaded):
    run = RunSessionFactory(happened_on=TOMORROW, state="planned").run
    person = PersonFactory()
    ConsentFactory(person=person)
    RunParticipantFactory(run=run, person=person, seat="reserve")

    make_reminders(now=NOW, only=["training_starts"])

    assert not Reminder.objects.filter(person=person).exists()


def test_only_the_first_day_of_a_training_is_told(loaded):
    first = RunSessionFactory(happened_on=TODAY - timedelta(days=1))
    RunSessionFactory(run=first.run, happened_on=TOMORROW, state="planned")
    RunParticipantFactory(run=first.run)

    due = kinds()["training_starts"].due(NOW)

    assert [each.person_id for each in due] == [loaded.chair.pk]


def _holder(code, name, *, signed_in=None, is_active=True):
    user = UserFactory(full_name=name, roles=["coordinator"], last_login=signed_in)
    MandateFactory(user=user, role="coordinator", place=place(code))
    if not is_active:
        user.is_active = False
        user.save()
    return user


def test_who_handles_a_group_is_the_same_asked_from_both_sides(db):
    """`mine_to_handle` asks for one person, `who_handles` for many groups."""
    here = CrafterGroupFactory(name="Tutul")
    far = CrafterGroupFactory(name="Jauh", sentra=SentraFactory(place=banyumulek()))
    yesterday, long_ago = NOW - timedelta(days=1), NOW - timedelta(days=30)
    people = [
        _holder("35", "Provinsi", signed_in=yesterday),
        _holder("35.09", "Kabupaten", signed_in=long_ago),
        _holder("35.09.10", "Kecamatan", signed_in=yesterday),
        _holder("35.09.10.2003", "Desa"),
        _holder("52.01", "Lombok", signed_in=yesterday),
    ]
    both = people[0]
    MandateFactory(user=both, role="programme_manager", place=place("35.09.10"))
    groups = {group.pk: group.sentra.place_id for group in (here, far)}

    found = who_handles(groups, TODAY, NOW)

    for user in people:
        inside = list(user.mandates.values_list("place_id", flat=True))
        hers = {
            group.pk
            for group in CrafterGroup.objects.filter(mine_to_handle(user, TODAY, NOW))
            if any(f"{group.sentra.place_id}.".startswith(f"{code}.") for code in inside)
        }
        assert hers == {key for key, users in found.items() if user.pk in users}, user
    everybody = who_handles(groups, TODAY, NOW, late=[here.pk])[here.pk]
    assert set(everybody) == {user.pk for user in people[:4]}
