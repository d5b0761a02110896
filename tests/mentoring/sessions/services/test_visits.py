import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from PIL import Image
from wagtail.models import Page

from mentoring.errors import PhotoUnreadable
from mentoring.registry.models import TimeZone
from mentoring.sessions.errors import (
    FollowUpDueTooEarly,
    GroupDissolvedBefore,
    GroupNotFoundedYet,
    NobodyCame,
    NotAssignedThatDay,
    NotOnTheRoster,
    SessionAlreadyLogged,
    SessionInTheFuture,
    SessionOvernight,
    SessionTooLong,
)
from mentoring.sessions.models import Attendance, Evidence, FollowUp, MentoringSession
from mentoring.sessions.services import PhotoUpload, Promise, VisitLog, log_group_visit, plan_visit
from mentoring.sessions.signals import session_logged
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CrafterGroupFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import NOON, AModule, VisitFactory, picture

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def assignment():
    return AssignmentFactory()


@pytest.fixture
def sri(assignment):
    return assignment.facilitator.user


@pytest.fixture
def sutini(assignment):
    return MembershipFactory(group=assignment.group, person__full_name="Sutini").person


@pytest.fixture
def visit(assignment, sutini):
    return VisitLog(
        session_id=uuid4(),
        group=assignment.group,
        happened_on=DAY,
        attendance={sutini: "hadir"},
        minutes=90,
        notes="Menghitung harga.",
    )


def log(visit, sri, now=NOON):
    return log_group_visit(visit=visit, recorded_by=sri, now=now)


def test_a_visit_is_kept_with_who_was_there_and_what_was_promised(visit, sri, sutini):
    izin = MembershipFactory(group=visit.group).person
    session = log(
        replace(
            visit,
            attendance={sutini: "hadir", izin: "izin"},
            guests=["Pak Lurah"],
            promises=[Promise("Beli buku kas", due_on=date(2026, 3, 9))],
        ),
        sri,
    )

    assert (session.state, session.review_state, session.led_by) == ("held", "submitted", sri)
    assert set(session.attendances.values_list("person", "guest_name", "status", "minutes")) == {
        (sutini.pk, "", "hadir", 90),
        (izin.pk, "", "izin", 0),
        (None, "Pak Lurah", "tamu", 90),
    }
    assert [(f.text, f.agreed_on, f.group) for f in session.follow_ups.all()] == [
        ("Beli buku kas", DAY, visit.group)
    ]


def test_the_same_record_sent_twice_makes_one_session(
    visit, sri, django_capture_on_commit_callbacks
):
    visit = replace(visit, photos=[PhotoUpload(io.BytesIO(picture()))])
    told = []
    session_logged.connect(lambda session, **kw: told.append(session), weak=False)

    with django_capture_on_commit_callbacks(execute=True):
        first = log(visit, sri)
    with django_capture_on_commit_callbacks(execute=True):
        again = log(visit, sri, now=NOON + timedelta(hours=3))

    assert again == first
    assert told == [first]
    assert [m.objects.count() for m in (MentoringSession, Attendance, Evidence)] == [1, 1, 1]
    assert MentoringSession.objects.get().received_at == NOON


def test_other_content_under_the_same_key_is_refused_and_changes_nothing(visit, sri):
    log(visit, sri)

    with pytest.raises(SessionAlreadyLogged):
        log(replace(visit, notes="Lain."), sri)

    assert MentoringSession.objects.get().notes == "Menghitung harga."


def test_a_planned_visit_becomes_held(visit, sri):
    planned = VisitFactory(group=visit.group, state="planned", recorded_by=sri)

    session = log(replace(visit, session_id=planned.pk), sri)

    assert (session.pk, session.state, MentoringSession.objects.count()) == (planned.pk, "held", 1)


def test_a_planned_visit_of_another_group_keeps_its_key(visit, sri):
    planned = VisitFactory(state="planned")

    with pytest.raises(SessionAlreadyLogged):
        log(replace(visit, session_id=planned.pk), sri)


def test_credit_and_permission_go_to_whoever_was_assigned_on_the_day(visit, sri, assignment):
    assignment.ends_on, assignment.state = date(2026, 3, 3), "ended"
    assignment.save()
    successor = AssignmentFactory(group=visit.group, starts_on=date(2026, 3, 3)).facilitator.user

    before_hers = log(replace(visit, session_id=uuid4()), successor)
    session = log(visit, sri, now=NOON + timedelta(days=5))

    assert (before_hers.credit, before_hers.is_counted) == ("before_assignment", False)
    assert (session.led_by, session.credit, session.is_counted) == (sri, "", True)


def test_a_visit_before_the_assignment_waits_and_counts_in_nothing(visit, sri, sutini):
    session = log(replace(visit, happened_on=date(2024, 12, 31)), sri)

    assert (session.credit, session.is_counted) == ("before_assignment", False)
    assert session.attendances.get(person=sutini).is_counted is False


def test_a_visit_after_the_handover_waits_for_the_coordinator(visit, sri, assignment):
    assignment.ends_on, assignment.state = DAY, "ended"
    assignment.save()

    session = log(visit, sri)

    assert (session.credit, session.is_counted) == ("after_handover", False)


def test_somebody_elses_group_is_refused(visit):
    with pytest.raises(NotAssignedThatDay):
        log(visit, AssignmentFactory().facilitator.user)


def test_a_day_is_in_the_future_by_the_clock_of_the_groups_village(visit, sri):
    almost_midnight_in_java = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)
    tomorrow = replace(visit, happened_on=DAY + timedelta(days=1))

    with pytest.raises(SessionInTheFuture):
        log(tomorrow, sri, now=almost_midnight_in_java)
    visit.group.sentra.time_zone = TimeZone.WITA
    visit.group.sentra.save()

    assert log(tomorrow, sri, now=almost_midnight_in_java).happened_on == date(2026, 3, 3)


def test_a_visit_after_the_end_of_a_group_is_refused_and_one_before_is_kept(visit, sri):
    visit.group.status, visit.group.status_since = "dissolved", DAY
    visit.group.save()

    with pytest.raises(GroupDissolvedBefore):
        log(visit, sri)
    with pytest.raises(GroupDissolvedBefore):
        plan_visit(group=visit.group, planned_on=DAY, planned_by=sri, now=NOON)
    visit.group.status_since = DAY + timedelta(days=1)
    visit.group.save()

    assert log(visit, sri).happened_on == DAY


def test_a_group_that_was_not_founded_yet_is_refused(visit, sri):
    visit.group.founded_on = date(2026, 3, 3)
    visit.group.save()

    with pytest.raises(GroupNotFoundedYet):
        log(visit, sri)


def test_nobody_present_is_refused_a_guest_alone_is_enough(visit, sri, sutini):
    absent = replace(visit, attendance={sutini: "alpa"})

    with pytest.raises(NobodyCame):
        log(absent, sri)

    assert log(replace(absent, guests=["Bu Lurah"]), sri).attendances.count() == 2


def test_who_was_no_member_on_the_day_counts_as_a_guest(visit, sri):
    later = MembershipFactory(group=visit.group, starts_on=date(2026, 3, 3)).person

    session = log(replace(visit, attendance={later: "hadir"}), sri)

    assert session.attendances.get(person=later).status == "tamu"


def test_nobody_knows_a_person_who_is_not_registered(visit, sri):
    with pytest.raises(NotOnTheRoster):
        log(replace(visit, attendance={PersonFactory.build(): "hadir"}), sri)


def test_more_than_twelve_hours_are_asked_about(visit, sri):
    with pytest.raises(SessionTooLong):
        log(replace(visit, minutes=840), sri)

    assert log(replace(visit, minutes=840, is_long_confirmed=True), sri).minutes == 840


def test_a_visit_beyond_midnight_is_two_sessions(visit, sri):
    evening = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # 21.00 WIB

    with pytest.raises(SessionOvernight) as refused:
        log(replace(visit, starts_at=evening, minutes=240), sri)

    assert str(refused.value) == (
        "Mulai 21.00 selama 240 menit berarti lewat tengah malam. "
        "Tulis satu sesi untuk setiap hari."
    )


def test_a_refused_promise_takes_the_whole_record_back(visit, sri):
    with pytest.raises(FollowUpDueTooEarly):
        log(replace(visit, promises=[Promise("Kemarin", due_on=date(2026, 3, 1))]), sri)

    assert MentoringSession.objects.count() == 0
    assert FollowUp.objects.count() == 0


def test_a_photo_is_kept_smaller_upright_and_without_what_the_camera_wrote(visit, sri):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Kamera Contoh"
    sent = picture((2400, 1200), exif=exif)

    session = log(replace(visit, photos=[PhotoUpload(io.BytesIO(sent), "Ronce")]), sri)

    evidence = session.evidence.get()
    with evidence.photo.open() as kept, Image.open(kept) as image:
        assert image.size == (800, 1600)
        assert dict(image.getexif()) == {}
    assert evidence.caption == "Ronce"
    assert b"Kamera" in sent


def test_a_file_that_is_no_picture_is_refused(visit, sri):
    with pytest.raises(PhotoUnreadable):
        log(replace(visit, photos=[PhotoUpload(io.BytesIO(b"GIF89a nonsense"))]), sri)

    assert MentoringSession.objects.count() == 0


def test_the_text_that_was_taught_is_pinned_and_its_name_copied(visit, sri):
    page = Page.objects.get(depth=1)
    revision = page.save_revision()

    session = log(replace(visit, module=AModule(page.pk, revision.pk)), sri)

    assert (session.module_page_id, session.module_revision_id) == (page.pk, revision.pk)
    assert (session.module_code, session.module_title) == ("M01", "Membuat manik-manik kayu")
    assert session.module_release == 3


def test_a_record_that_comes_long_after_the_day_is_marked_late(visit, sri):
    on_time = log(visit, sri, now=NOON + timedelta(days=14))
    late = log(replace(visit, session_id=uuid4()), sri, now=NOON + timedelta(days=15))

    assert (on_time.arrival, late.arrival) == ("on_time", "late")


def test_a_visit_costs_the_same_queries_for_a_large_group(
    assignment, sri, django_assert_num_queries
):
    group = CrafterGroupFactory()
    AssignmentFactory(group=group, facilitator=assignment.facilitator)
    people = [MembershipFactory(group=group).person for _ in range(30)]
    visit = VisitLog(
        session_id=uuid4(),
        group=group,
        happened_on=DAY,
        attendance=dict.fromkeys(people, "hadir"),
    )

    with django_assert_num_queries(19):
        log(visit, sri)


def test_a_known_person_from_elsewhere_is_a_guest(visit, sri, sutini):
    neighbour = PersonFactory()

    session = log(replace(visit, attendance={sutini: "hadir", neighbour: "tamu"}), sri)

    assert session.attendances.get(person=neighbour).status == "tamu"
