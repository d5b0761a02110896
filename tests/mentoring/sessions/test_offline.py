"""Records of phones, as they arrive in batches."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import translation
from wagtail import hooks

from mentoring.canonical_json import digest_of
from mentoring.offline_records import OfficeMovedOn, Resolution
from mentoring.registry.models import MembershipProposal
from mentoring.registry.services import accept_proposal
from mentoring.sessions.errors import DayUnreadable, FieldUnreadable
from mentoring.sessions.models import (
    Attendance,
    FollowUp,
    MentoringSession,
    SessionCorrection,
    SessionDuplicate,
    SessionRevision,
)
from mentoring.sessions.offline import PARTS
from mentoring.sessions.versions import differences, version_of
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import MembershipFactory
from tests.factories.sessions import FollowUpFactory, VisitFactory
from tests.mentoring.sessions.phones import DAY, TYPES, Phone, told

pytestmark = pytest.mark.django_db
ALL = {each.name: each for each in PARTS}


@pytest.fixture
def assignment():
    return AssignmentFactory()


@pytest.fixture
def group(assignment):
    return assignment.group


@pytest.fixture
def sri(assignment):
    return Phone(assignment.facilitator.user)


@pytest.fixture
def cover(group):
    return Phone(AssignmentFactory(group=group, kind="cover").facilitator.user)


@pytest.fixture
def sutini(group):
    return MembershipFactory(group=group, person__full_name="Sutini").person


@pytest.fixture
def ruminah(group):
    return MembershipFactory(group=group, person__full_name="Ruminah").person


def answers(outcomes):
    return [(outcome.answer, outcome.code) for outcome in outcomes]


def test_a_visit_of_a_phone_is_kept_with_all_it_says(sri, group, sutini):
    key, promise = uuid4(), uuid4()
    payload = told(
        group,
        {sutini: "hadir"},
        starts_at="09:00",
        minutes=90,
        component="pemasaran",
        purpose="referral",
        venue="Balai Dusun Contoh",
        travel_minutes=25,
        position={"latitude": -8.26, "longitude": 113.53, "accuracy": 12},
        notes="Menghitung harga.",
        readiness=[
            {"line": "place", "is_ready": True, "note": ""},
            {"line": "tools", "is_ready": True, "note": ""},
            {"line": "material", "is_ready": False, "note": "Benang habis"},
        ],
        promises=[{"id": str(promise), "text": "Beli buku kas", "due_on": "2026-03-09"}],
        voices=[{"upload": str(uuid4()), "sha256": "a" * 64, "seconds": 20}],
        photos=[{"upload": str(uuid4()), "sha256": "b" * 64, "caption": "Ronce"}],
    )

    outcome = sri.visit(payload, key=key)

    session = MentoringSession.objects.get()
    assert (outcome.answer, session.pk, session.state) == ("applied", key, "held")
    assert session.starts_at == datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    assert (session.component, session.venue, session.travel_minutes) == (
        "pemasaran",
        "Balai Dusun Contoh",
        25,
    )
    assert (session.accuracy_metres, session.is_complete) == (12, False)
    assert FollowUp.objects.get().pk == promise
    said = version_of(session)
    assert [said[name] for name in ("starts_at", "minutes", "notes")] == [
        "09:00",
        90,
        "Menghitung harga.",
    ]
    assert (said["voices"][0]["seconds"], said["photos"][0]["caption"]) == (20, "Ronce")


def test_the_same_record_again_is_a_duplicate_and_writes_nothing(sri, group, sutini):
    key, payload = uuid4(), told(group, {sutini: "hadir"})

    found = [sri.visit(payload, key=key).answer for _ in range(3)]

    assert found == ["applied", "duplicate", "duplicate"]
    assert (MentoringSession.objects.count(), Attendance.objects.count()) == (1, 1)


def test_a_sent_visit_is_changed_with_a_reason_and_keeps_its_versions(sri, group, sutini, ruminah):
    key = uuid4()
    first = told(group, {sutini: "hadir", ruminah: "alpa"}, notes="Lama")
    second = told(group, {sutini: "hadir", ruminah: "izin"}, notes="Baru")
    sri.visit(first, key=key)

    silent = sri.visit(second, key=key, replaces=digest_of(first))
    said = sri.visit(second, key=key, replaces=digest_of(first), reason="Ruminah sudah izin")
    again = sri.visit(second, key=key, replaces=digest_of(first), reason="Ruminah sudah izin")
    late_copy = sri.visit(first, key=key)

    assert (silent.answer, silent.code) == ("held", "change_unexplained")
    assert [said.answer, again.answer, late_copy.answer] == ["revision", "duplicate", "duplicate"]
    revision = SessionRevision.objects.get()
    assert (revision.number, revision.reason) == (1, "Ruminah sudah izin")
    session = MentoringSession.objects.get()
    assert (session.notes, session.attendances.get(person=ruminah).status) == ("Baru", "izin")
    with translation.override("en"):
        found = differences(revision.payload, version_of(session))
    assert [(each.label, each.before, each.after) for each in found] == [
        ("Notes", "Lama", "Baru"),
        ("Ruminah", "absent", "excused"),
    ]


def test_going_back_to_what_was_said_before_is_a_change_too(sri, group, sutini):
    key = uuid4()
    first, second = (told(group, {sutini: "hadir"}, notes=words) for words in ("A", "B"))
    sri.visit(first, key=key)
    sri.visit(second, key=key, replaces=digest_of(first), reason="Salah")

    back = sri.visit(first, key=key, replaces=digest_of(second), reason="Ternyata benar")

    assert (back.answer, MentoringSession.objects.get().notes) == ("revision", "A")
    assert list(SessionRevision.objects.values_list("number", flat=True)) == [1, 2]


def test_other_content_under_the_same_key_is_shown_beside_what_stands(sri, group, sutini):
    key = uuid4()
    sri.visit(told(group, {sutini: "hadir"}, notes="Dari web"), key=key)

    outcome = sri.visit(told(group, {sutini: "hadir"}, notes="Dari HP"), key=key)

    assert (outcome.answer, outcome.kind, outcome.code) == (
        "conflict",
        "hard",
        "session_already_logged",
    )
    assert (outcome.server_values["notes"], outcome.device_values["notes"]) == (
        "Dari web",
        "Dari HP",
    )
    assert MentoringSession.objects.get().notes == "Dari web"


@pytest.mark.parametrize(
    ("resolution", "notes"),
    [
        (Resolution.KEEP_SERVER, ["Dari web"]),
        (Resolution.KEEP_DEVICE, ["Dari HP"]),
        (Resolution.BOTH, ["Dari HP", "Dari web"]),
    ],
)
def test_a_person_decides_which_version_stays(resolution, notes, sri, group, sutini):
    key = uuid4()
    sri.visit(told(group, {sutini: "hadir"}, notes="Dari web"), key=key)
    conflict = sri.visit(told(group, {sutini: "hadir"}, notes="Dari HP"), key=key)

    TYPES["sessions.visit"].resolve(
        id=key,
        device_values=conflict.device_values,
        resolution=resolution,
        by=UserFactory(),
        note="Sudah ditanyakan",
        user=sri.user,
    )

    assert sorted(MentoringSession.objects.values_list("notes", flat=True)) == notes
    assert set(MentoringSession.objects.values_list("recorded_by", flat=True)) == {sri.user.pk}


@pytest.mark.parametrize("resolution", [Resolution.KEEP_DEVICE, Resolution.MERGE])
def test_what_changed_since_both_sides_were_shown_is_not_overwritten(
    resolution, sri, group, sutini
):
    key = uuid4()
    sri.visit(told(group, {sutini: "hadir"}, notes="Dari web"), key=key)
    conflict = sri.visit(told(group, {sutini: "hadir"}, notes="Dari HP"), key=key)
    MentoringSession.objects.update(notes="Dari web, dibetulkan")

    with pytest.raises(OfficeMovedOn) as moved:
        TYPES["sessions.visit"].resolve(
            id=key,
            device_values=conflict.device_values,
            server_values=conflict.server_values,
            resolution=resolution,
            by=UserFactory(),
            note="Sudah ditanyakan",
            user=sri.user,
        )

    assert moved.value.server_values["notes"] == "Dari web, dibetulkan"
    assert MentoringSession.objects.get().notes == "Dari web, dibetulkan"


def test_what_was_shown_as_it_is_can_be_decided(sri, group, sutini):
    key = uuid4()
    sri.visit(told(group, {sutini: "hadir"}, notes="Dari web"), key=key)
    conflict = sri.visit(told(group, {sutini: "hadir"}, notes="Dari HP"), key=key)

    TYPES["sessions.visit"].resolve(
        id=key,
        device_values=conflict.device_values,
        # As it comes back from the database.
        server_values=json.loads(json.dumps(conflict.server_values)),
        resolution=Resolution.KEEP_DEVICE,
        by=UserFactory(),
        note="Sudah ditanyakan",
        user=sri.user,
    )

    assert MentoringSession.objects.get().notes == "Dari HP"


def test_a_bad_record_does_not_hurt_its_neighbours(sri, group, sutini):
    good, nobody = told(group, {sutini: "hadir"}), told(group, {sutini: "alpa"})
    foreign = told(VisitFactory().group, {})

    found = sri.send("sessions.visit", nobody, good, foreign, told(group, {sutini: "sakit"}))

    assert answers(found) == [
        ("held", "nobody_came"),
        ("applied", ""),
        ("held", "not_assigned_that_day"),
        ("held", "nobody_came"),
    ]
    assert "pilih “tidak jadi” dan katakan mengapa" in str(found[0].sentence)


def test_two_versions_of_one_visit_in_one_batch_follow_one_another(sri, group, sutini):
    key = uuid4()
    first, second = (told(group, {sutini: "hadir"}, notes=words) for words in ("A", "B"))
    records = [
        sri.record("sessions.visit", first, key),
        sri.record("sessions.visit", second, key, replaces=digest_of(first), reason="Salah tulis"),
    ]

    found = TYPES["sessions.visit"].apply(records)

    assert [each.answer for each in found] == ["applied", "revision"]
    assert MentoringSession.objects.get().notes == "B"


def test_a_visit_that_was_not_held_says_why(sri, group):
    silent = sri.visit(told(group, {}, state="not_held"))
    said = sri.visit(told(group, {}, state="not_held", not_held_reason="Panen"))

    assert (silent.code, said.answer) == ("not_held_unexplained", "applied")
    session = MentoringSession.objects.get()
    assert (session.state, session.state_reason, session.review_state) == (
        "not_held",
        "Panen",
        "",
    )


@pytest.mark.parametrize("said", ["2026-02-31", "2567-03-02", "1447-09-01", "kemarin", ""])
def test_a_day_that_cannot_be_is_told_back(said, sri, group):
    with pytest.raises(DayUnreadable) as refused:
        sri.record("sessions.visit", told(group, {}, happened_on=said))

    assert "bukan tanggal yang kami kenal" in str(refused.value)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("kind", "training"),
        ("attendance", {"x": "hadir"}),
        ("minutes", 1441),
        ("minutes", "panjang"),
        ("photos", [{"sha256": "b" * 64}] * 21),
        ("position", {"latitude": 91, "longitude": 0}),
        ("guests", [{"id": str(uuid4()), "name": " "}]),
        ("readiness", [{"line": "weather", "is_ready": True}]),
    ],
)
def test_a_field_that_cannot_be_read_is_told_by_name(field, wrong, sri, group):
    with pytest.raises(FieldUnreadable) as refused:
        sri.record("sessions.visit", told(group, {}, **{field: wrong}))

    assert refused.value.facts["field"] == field


def test_a_phone_whose_clock_runs_a_day_ahead_is_marked_and_further_held(sri, group, sutini):
    ahead = sri.visit(told(group, {sutini: "hadir"}, happened_on="2026-03-03"))
    years = sri.visit(told(group, {sutini: "hadir"}, happened_on="2029-03-03"))

    assert (ahead.answer, years.answer, years.code) == ("applied", "held", "session_in_the_future")
    assert MentoringSession.objects.get().arrival == "early"


def test_lead_and_cover_hold_one_planned_visit_and_both_are_kept(sri, cover, group, sutini):
    plan = VisitFactory(group=group, state="planned", recorded_by=sri.user).pk

    found = [
        sri.visit(told(group, {sutini: "hadir"}), key=plan).answer,
        cover.visit(told(group, {sutini: "alpa"}, guests=[guest()]), key=plan).answer,
        cover.visit(told(group, {sutini: "alpa"}, guests=[guest()]), key=plan).answer,
    ]

    assert found == ["applied", "applied", "duplicate"]
    assert set(MentoringSession.objects.values_list("recorded_by", flat=True)) == {
        sri.user.pk,
        cover.user.pk,
    }
    assert SessionDuplicate.objects.get().state == "open"


def guest(name="Bu Lurah", **more):
    return {"id": str(UUID(int=7)), "name": name, "hamlet": "Krajan", **more}


def test_a_group_that_met_with_another_has_a_session_of_its_own(sri, group, sutini):
    other = MembershipFactory().group
    hers = other.memberships.get().person
    key = uuid4()

    sri.visit(told(group, {sutini: "hadir", hers: "hadir"}, shared_with=[str(other.pk)]), key=key)

    first, second = MentoringSession.objects.get(pk=key), MentoringSession.objects.get(group=other)
    assert (second.shared_from, second.credit, second.is_counted) == (first, "shared_group", False)
    assert [a.person for a in first.attendances.all()] == [sutini]
    assert [a.person for a in second.attendances.all()] == [hers]


def test_a_proposed_guest_counts_as_a_member_once_the_coordinator_said_yes(
    sri, group, sutini, django_capture_on_commit_callbacks
):
    payload = told(group, {sutini: "hadir"}, guests=[guest("Inaq Baru Contoh", is_proposed=True)])
    sri.visit(payload, key=(key := uuid4()))
    session = MentoringSession.objects.get()
    before = session.attendances.get(guest_name="Inaq Baru Contoh")
    proposal = MembershipProposal.objects.get()
    proposal.sex = "P"
    proposal.save()

    with django_capture_on_commit_callbacks(execute=True):
        accept_proposal(proposal=proposal, decided_by=UserFactory())

    after = session.attendances.get(pk=before.pk)
    assert (before.status, after.status) == ("tamu", "hadir")
    assert after.person.full_name == "Inaq Baru Contoh"
    changed = told(group, {sutini: "izin"}, guests=payload["guests"])
    sri.visit(changed, key=key, replaces=digest_of(payload), reason="Sutini izin")
    assert session.attendances.get(person=after.person).status == "hadir"


def test_a_locked_visit_stays_and_the_change_waits_as_a_request(sri, group, sutini):
    key = uuid4()
    first = told(group, {sutini: "hadir"}, notes="Lama")
    sri.visit(first, key=key)

    with hooks.register_temporarily("register_session_locks", lambda asked: {key: "Ronde 1"}):
        outcome = sri.visit(
            told(group, {sutini: "hadir"}, notes="Baru"),
            key=key,
            replaces=digest_of(first),
            reason="Salah",
        )

    assert (outcome.answer, outcome.kind, outcome.code) == ("conflict", "locked", "session_locked")
    correction = SessionCorrection.objects.get()
    assert (correction.before["notes"], correction.after["notes"]) == ("Lama", "Baru")
    assert MentoringSession.objects.get().notes == "Lama"


def test_a_new_visit_in_a_locked_time_is_kept_and_counts_in_nothing(sri, group, sutini):
    def locks(asked):
        return {each.id: "Ronde 1" for each in asked if each.happened_on.month == 3}

    with hooks.register_temporarily("register_session_locks", locks):
        outcome = sri.visit(told(group, {sutini: "hadir"}))

    session = MentoringSession.objects.get()
    assert (outcome.answer, session.credit, session.is_counted) == (
        "applied",
        "locked_period",
        False,
    )


def test_what_came_of_a_promise_waits_for_the_visit_that_made_it(sri, group):
    promise = FollowUpFactory(group=group)
    said = {"follow_up": str(promise.pk), "result": "done", "done_on": DAY, "note": "Sudah beli"}

    found = sri.send(
        "sessions.follow_up",
        said,
        said,
        {**said, "follow_up": str(uuid4())},
        {**said, "note": "Lain"},
    )

    assert answers(found) == [
        ("applied", ""),
        ("duplicate", ""),
        ("waiting", ""),
        ("held", "follow_up_closed"),
    ]
    promise.refresh_from_db()
    assert (promise.result, promise.done_on, promise.closed_by) == (
        "Sudah beli",
        date(2026, 3, 2),
        sri.user,
    )


def test_a_promise_is_not_closed_without_a_word_nor_before_it_was_made(sri, group):
    said = {"follow_up": str(FollowUpFactory(group=group).pk), "done_on": DAY, "note": "Ya"}

    found = sri.send("sessions.follow_up", {**said, "note": ""}, {**said, "done_on": "2026-02-01"})

    assert answers(found) == [("held", "result_missing"), ("held", "follow_up_due_too_early")]


def test_a_phone_plans_a_visit_with_what_it_needs_and_then_holds_it(sri, group, sutini):
    key = uuid4()
    plan = {
        "group": str(group.pk),
        "planned_on": "2026-03-02",
        "starts_at": "10:00",
        "component": "modal",
        "readiness": [
            {"line": line, "is_ready": True, "note": ""} for line in ("place", "tools", "material")
        ],
    }

    [planned] = sri.send("sessions.plan", plan, key=key)
    held = sri.visit(told(group, {sutini: "hadir"}, component="modal"), key=key)

    session = MentoringSession.objects.get()
    assert (planned.answer, held.answer) == ("applied", "applied")
    assert (session.state, session.is_complete) == ("held", True)


def test_members_are_proposed_once(sri, group, sutini):
    joins = {"group": str(group.pk), "kind": "join", "name": "Baru Contoh", "happens_on": DAY}
    leaves = {
        "group": str(group.pk),
        "kind": "leave",
        "person": str(sutini.pk),
        "happens_on": DAY,
        "reason": "Pindah",
    }

    found = sri.send("sessions.member", joins, joins, leaves)

    assert answers(found) == [("applied", ""), ("held", "proposed_already"), ("applied", "")]
    assert sorted(MembershipProposal.objects.values_list("kind", flat=True)) == ["join", "leave"]


def batch(sri, group, people, size):
    first = date(2026, 1, 1)
    marks = dict.fromkeys(people, "hadir")
    days = [(first + timedelta(days=n)).isoformat() for n in range(size)]
    return [
        sri.record(
            "sessions.visit",
            told(group, marks, happened_on=day, promises=[promise()], photos=[photo(day)]),
        )
        for day in days
    ]


def promise():
    return {"id": str(uuid4()), "text": "Datang lagi", "due_on": "2026-12-01"}


def photo(day):
    return {"sha256": digest_of(day), "upload": str(uuid4()), "taken_at": f"{day}T09:00:00Z"}


@pytest.mark.parametrize("size", [2, 12])
def test_a_batch_costs_the_same_queries_however_large(
    size, sri, group, django_assert_num_queries, django_capture_on_commit_callbacks
):
    """Also what others do when it is kept: receivers ask once for a delivery."""
    people = [MembershipFactory(group=group).person for _ in range(size)]
    records = batch(sri, group, people, size)

    with django_assert_num_queries(21), django_capture_on_commit_callbacks(execute=True):
        found = TYPES["sessions.visit"].apply(records)

    assert {each.answer for each in found} == {"applied"}


@pytest.mark.parametrize("groups", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("sessions.groups", 5),
        ("sessions.history", 3),
        ("sessions.plan", 6),
        ("sessions.choices", 0),
    ],
)
def test_what_a_phone_pulls_costs_the_same_for_every_number_of_groups(
    name, queries, groups, sri, group, assignment, django_assert_num_queries
):
    for _ in range(groups - 1):
        other = AssignmentFactory(facilitator=assignment.facilitator).group
        MembershipFactory(group=other)

    with django_assert_num_queries(queries):
        found = ALL[name].contents(sri.user, today=date(2026, 3, 2))

    assert len(found) == (1 if name == "sessions.choices" else groups)


def test_a_returned_visit_and_its_comment_reach_the_phone_of_who_recorded_it(sri, cover, group):
    VisitFactory(
        group=group,
        recorded_by=sri.user,
        review_state="returned",
        review_comment="Tanggalnya keliru",
        notes="Rahasia",
        notes_are_confidential=True,
    )

    hers, others = (
        ALL["sessions.history"].contents(phone.user, today=date(2026, 3, 2))[str(group.pk)]
        for phone in (sri, cover)
    )

    assert (hers["sessions"][0]["review_comment"], hers["sessions"][0]["notes"]) == (
        "Tanggalnya keliru",
        "Rahasia",
    )
    assert (others["sessions"][0]["review_comment"], others["sessions"][0]["notes"]) == ("", "")
