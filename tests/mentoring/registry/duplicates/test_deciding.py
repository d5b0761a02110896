"""Two people, or one: what is kept, moved, and undone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps

from mentoring.registry import services
from mentoring.registry.consents import has_consent
from mentoring.registry.errors import (
    AlreadyDecided,
    AlreadyUndone,
    JuraganIsNoBeneficiary,
    NotOfThisPair,
    RecordIsGone,
    UndoOtherMergeFirst,
)
from mentoring.registry.models import (
    Consent,
    DuplicateCase,
    DuplicateState,
    Membership,
    Person,
    Stratum,
)
from mentoring.registry.services.duplicates import fields_to_move
from mentoring.registry.subjects import IdentityLinks
from tests.factories.accounts import UserFactory
from tests.factories.registry import (
    CensusEntryFactory,
    ComplaintFactory,
    ConsentFactory,
    CrafterGroupFactory,
    MembershipFactory,
    PersonFactory,
)
from tests.factories.sessions import (
    AttendanceFactory,
    FollowUpFactory,
    RunParticipantFactory,
    RunSelectionFactory,
    TrainingRunFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
# Why each stays: a copy and a request are of the record they were made for; ranks are frozen;
# the rest is about the two records themselves.
STAYING_FIELDS = (
    "mentoring_registry.DataCopy.person",
    "mentoring_registry.DuplicateCase.person_a",
    "mentoring_registry.DuplicateCase.person_b",
    "mentoring_registry.ErasureRequest.person",
    "mentoring_registry.FrozenRank.person",
    "mentoring_registry.Person.merged_into",
    "mentoring_registry.PersonMerge.kept",
    "mentoring_registry.PersonMerge.merged",
)
NOW = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)


@pytest.fixture
def ruminah():
    return PersonFactory(full_name="Ruminah Contoh", phone="")


@pytest.fixture
def rumina():
    return PersonFactory(full_name="Rumina Contoh", phone="+62800000001", born_on=date(1980, 1, 2))


@pytest.fixture
def case(ruminah, rumina):
    return services.note_likeness(person=ruminah, other=rumina, reason="name_birth", score=85)


def merge(case, keep, by):
    return services.merge_people(case=case, keep=keep, note="Asked her.", merged_by=by, now=NOW)


def test_a_pair_has_one_case_whichever_record_comes_first(case, ruminah, rumina):
    again = services.note_likeness(person=rumina, other=ruminah, reason="identifier", score=95)

    assert (again.pk, again.reason, again.score) == (case.pk, "identifier", 95)


def test_two_real_people_of_one_name_stay_apart_for_good(case, ruminah, rumina, dewi):
    services.say_two_people(case=case, note="Sisters.", decided_by=dewi, now=NOW)
    services.note_likeness(person=ruminah, other=rumina, reason="identifier", score=95)

    case.refresh_from_db()
    assert (case.state, case.decided_by, case.note) == (DuplicateState.DIFFERENT, dewi, "Sisters.")
    assert services.look_again(case=case, asked_by=dewi).state == DuplicateState.OPEN


def test_a_merge_moves_memberships_and_fills_what_was_empty(case, ruminah, rumina, dewi):
    membership = MembershipFactory(person=rumina)

    merge(case, ruminah, dewi)

    for row in (membership, ruminah, rumina, case):
        row.refresh_from_db()
    assert membership.person == ruminah
    assert (ruminah.phone, ruminah.born_on) == ("+62800000001", date(1980, 1, 2))
    assert ruminah.full_name == "Ruminah Contoh"
    assert rumina.merged_into == ruminah
    assert case.state == DuplicateState.MERGED
    assert list(Person.objects.present()) == [ruminah]


def test_two_memberships_of_one_group_and_time_become_one(case, ruminah, rumina, dewi):
    group = CrafterGroupFactory()
    kept = MembershipFactory(person=ruminah, group=group, starts_on=date(2025, 3, 1))
    MembershipFactory(person=rumina, group=group, starts_on=date(2025, 1, 1))

    merge(case, ruminah, dewi)

    kept.refresh_from_db()
    assert list(group.memberships.all()) == [kept]
    assert (kept.starts_on, kept.ends_on) == (date(2025, 1, 1), None)


def test_undoing_a_merge_gives_each_record_back_what_it_had(case, ruminah, rumina, dewi):
    group = CrafterGroupFactory()
    MembershipFactory(person=ruminah, group=group, starts_on=date(2025, 3, 1))
    taken = MembershipFactory(person=rumina, group=group, starts_on=date(2025, 1, 1))
    other = MembershipFactory(person=rumina)
    before = list(Membership.objects.order_by("pk").values())
    people = list(Person.objects.order_by("pk").values())
    done = merge(case, ruminah, dewi)

    services.undo_merge(merge=done, undone_by=dewi, now=NOW)

    case.refresh_from_db()
    assert list(Membership.objects.order_by("pk").values()) == before
    assert list(Person.objects.order_by("pk").values()) == people
    assert case.state == DuplicateState.OPEN
    assert {taken.pk, other.pk} <= set(rumina.memberships.values_list("pk", flat=True))
    with pytest.raises(AlreadyUndone):
        services.undo_merge(merge=done, undone_by=dewi, now=NOW)


EARLY, LATE = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)


def photos_of(*people):
    return [has_consent(each, "foto", NOW.date()) for each in people]


def test_a_no_to_one_record_is_not_undone_by_an_older_yes_to_the_other(case, ruminah, rumina, dewi):
    ConsentFactory(person=ruminah, purpose="foto", given_at=EARLY)
    ConsentFactory(person=rumina, purpose="foto", given_at=EARLY, withdrawn_at=LATE)
    assert photos_of(ruminah) == [True]

    done = merge(case, ruminah, dewi)

    assert photos_of(ruminah) == [False]
    services.undo_merge(merge=done, undone_by=dewi, now=NOW)
    assert photos_of(ruminah, rumina) == [True, False]


@pytest.mark.parametrize("kept_first", [True, False])
def test_of_two_yeses_the_newest_stands_and_taking_it_back_ends_both(
    case, ruminah, rumina, dewi, kept_first
):
    ConsentFactory(person=ruminah, purpose="foto", given_at=EARLY if kept_first else LATE)
    ConsentFactory(person=rumina, purpose="foto", given_at=LATE if kept_first else EARLY)

    done = merge(case, ruminah, dewi)

    assert photos_of(ruminah, rumina) == [True, False]
    services.withdraw_consent(
        person=ruminah, purpose="foto", withdrawn_by=dewi, now=NOW + timedelta(hours=1)
    )
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    # What was said since counts for both: nobody is asked which of the two said it.
    services.undo_merge(merge=done, undone_by=dewi, now=NOW + timedelta(hours=2))
    assert photos_of(ruminah, rumina) == [False, False]


def test_a_newer_yes_outweighs_an_older_no(case, ruminah, rumina, dewi):
    ConsentFactory(person=ruminah, purpose="foto", given_at=EARLY, withdrawn_at=EARLY)
    ConsentFactory(person=rumina, purpose="foto", given_at=LATE)

    merge(case, ruminah, dewi)

    assert photos_of(ruminah) == [True]


def test_what_somebody_corrected_after_the_merge_is_not_emptied(case, ruminah, rumina, dewi):
    done = merge(case, ruminah, dewi)
    ruminah.refresh_from_db()
    ruminah.phone = "+62800000009"
    ruminah.save()

    services.undo_merge(merge=done, undone_by=dewi, now=NOW)

    ruminah.refresh_from_db()
    assert (ruminah.phone, ruminah.born_on) == ("+62800000009", None)


def test_an_end_written_after_the_merge_stays_when_it_is_undone(case, ruminah, rumina, dewi):
    group = CrafterGroupFactory()
    kept = MembershipFactory(person=ruminah, group=group, starts_on=date(2025, 3, 1))
    MembershipFactory(
        person=rumina, group=group, starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 1)
    )
    done = merge(case, ruminah, dewi)
    kept.refresh_from_db()
    services.end_membership(membership=kept, ends_on=date(2026, 1, 1), ended_by=dewi)

    services.undo_merge(merge=done, undone_by=dewi, now=NOW)

    kept.refresh_from_db()
    assert (kept.starts_on, kept.ends_on) == (date(2025, 3, 1), date(2026, 1, 1))


def test_a_later_end_stays_although_the_old_beginning_no_longer_fits(case, ruminah, rumina, dewi):
    group = CrafterGroupFactory()
    kept = MembershipFactory(person=ruminah, group=group, starts_on=date(2025, 3, 1))
    MembershipFactory(person=rumina, group=group, starts_on=date(2025, 1, 1))
    done = merge(case, ruminah, dewi)
    kept.refresh_from_db()
    services.end_membership(membership=kept, ends_on=date(2025, 2, 1), ended_by=dewi)

    services.undo_merge(merge=done, undone_by=dewi, now=NOW)

    kept.refresh_from_db()
    assert (kept.starts_on, kept.ends_on) == (date(2025, 1, 1), date(2025, 2, 1))


def test_what_was_given_to_a_third_since_stays_hers(case, ruminah, rumina, dewi):
    membership = MembershipFactory(person=rumina)
    done = merge(case, ruminah, dewi)
    third = PersonFactory()
    Membership.objects.filter(pk=membership.pk).update(person=third)

    services.undo_merge(merge=done, undone_by=dewi, now=NOW)

    membership.refresh_from_db()
    assert membership.person == third


def test_promises_and_complaints_go_along_and_come_back(case, ruminah, rumina, dewi):
    promise = FollowUpFactory(owner_person=rumina)
    complaint = ComplaintFactory(about_person=rumina)

    done = merge(case, ruminah, dewi)

    for row in (promise, complaint):
        row.refresh_from_db()
    assert (promise.owner_person, complaint.about_person) == (ruminah, ruminah)
    services.undo_merge(merge=done, undone_by=dewi, now=NOW)
    for row in (promise, complaint):
        row.refresh_from_db()
    assert (promise.owner_person, complaint.about_person) == (rumina, rumina)


def test_it_is_known_of_every_field_that_names_a_person_whether_it_goes_along():
    """Who adds one says here whether a merge moves it, or in STAYING why it does not."""
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is Person
    }

    assert named - set(STAYING_FIELDS) == {
        "mentoring_incubation.Round.person",
        "mentoring_registry.BoardSeat.person",
        "mentoring_registry.BusinessTie.from_person",
        "mentoring_registry.BusinessTie.to_person",
        "mentoring_registry.CensusEntry.person",
        "mentoring_registry.Complaint.about_person",
        "mentoring_registry.Consent.person",
        "mentoring_registry.Membership.person",
        "mentoring_registry.MembershipProposal.person",
        "mentoring_registry.PersonIdentifier.person",
        "mentoring_registry.VulnerabilityAssessment.person",
        "mentoring_reminders.ContactPreference.person",
        "mentoring_reminders.Reminder.person",
        "mentoring_sessions.Attendance.person",
        "mentoring_sessions.FollowUp.owner_person",
        "mentoring_sessions.RunParticipant.person",
        "mentoring_sessions.RunRegistration.person",
        "mentoring_sessions.RunSelection.person",
        "mentoring_sessions.StudyParticipant.person",
        "mentoring_sessions.StudyVisit.host_person",
    }
    moved = {f"{field.model._meta.label}.{field.name}" for field in fields_to_move()}
    assert moved == named - set(STAYING_FIELDS)


def test_a_juragan_does_not_become_a_member_by_a_merge(case, ruminah, rumina, dewi):
    CensusEntryFactory(person=ruminah, stratum=Stratum.JURAGAN)
    membership = MembershipFactory(person=rumina)

    for keep in (ruminah, rumina):
        with pytest.raises(JuraganIsNoBeneficiary):
            merge(case, keep, dewi)

    membership.refresh_from_db()
    assert membership.person == rumina


def test_one_place_in_a_training_and_one_presence_stay_of_two(case, ruminah, rumina, dewi):
    run, visit = TrainingRunFactory(), VisitFactory()
    for person in (ruminah, rumina):
        RunParticipantFactory(run=run, person=person)
        RunSelectionFactory(run=run, person=person)
        AttendanceFactory(session=visit, person=person)
    kinds = (run.participants, run.selections, visit.attendances)
    before = [list(rows.order_by("pk").values()) for rows in kinds]

    done = merge(case, ruminah, dewi)

    assert [[row.person for row in rows.all()] for rows in kinds] == [[ruminah]] * 3
    services.undo_merge(merge=done, undone_by=dewi, now=NOW)
    after = [list(rows.order_by("pk").values()) for rows in kinds]
    assert after == before


def test_an_account_moves_along_and_back(case, ruminah, rumina, dewi):
    rumina.user = user = UserFactory()
    rumina.save()

    done = merge(case, ruminah, dewi)
    ruminah.refresh_from_db()
    assert ruminah.user == user
    services.undo_merge(merge=done, undone_by=dewi, now=NOW)

    rumina.refresh_from_db()
    assert rumina.user == user


def test_two_accounts_stay_and_readers_learn_that_they_are_one_person(case, ruminah, rumina, dewi):
    for person in (ruminah, rumina):
        person.user = UserFactory()
        person.save()

    merge(case, ruminah, dewi)

    users = frozenset({ruminah.user_id, rumina.user_id})
    assert IdentityLinks().same_as(users) == dict.fromkeys(users, users)


def test_a_case_is_decided_once(case, ruminah, dewi):
    merge(case, ruminah, dewi)

    with pytest.raises(AlreadyDecided):
        merge(case, ruminah, dewi)
    with pytest.raises(AlreadyDecided):
        services.look_again(case=case, asked_by=dewi)


def test_only_a_record_of_the_pair_can_go_on(case, dewi):
    with pytest.raises(NotOfThisPair):
        merge(case, PersonFactory(), dewi)


def test_a_record_that_is_merged_elsewhere_is_not_merged_again(case, ruminah, rumina, dewi):
    other = services.note_likeness(
        person=rumina, other=PersonFactory(), reason="name_birth", score=85
    )
    merge(case, ruminah, dewi)

    with pytest.raises(RecordIsGone):
        merge(other, rumina, dewi)


def test_merges_are_undone_the_last_one_first(case, ruminah, rumina, dewi):
    third = PersonFactory()
    first = merge(case, ruminah, dewi)
    merge(
        services.note_likeness(person=ruminah, other=third, reason="name_birth", score=85),
        third,
        dewi,
    )

    with pytest.raises(UndoOtherMergeFirst):
        services.undo_merge(merge=first, undone_by=dewi, now=NOW)


def test_numbers_that_both_records_have_stay_where_they_are(case, ruminah, rumina, dewi):
    for person, number in ((ruminah, "9999990000000001"), (rumina, "9999990000000002")):
        services.enter_identifier(person=person, kind="NIK", text=number, entered_by=dewi, now=NOW)

    merge(case, ruminah, dewi)

    assert [p.identifiers.get().last_four for p in (ruminah, rumina)] == ["0001", "0002"]


def test_the_same_number_twice_makes_a_case_and_never_a_merge(
    ruminah, rumina, dewi, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for person in (ruminah, rumina):
            services.enter_identifier(
                person=person, kind="NIK", text="9999990000000001", entered_by=dewi, now=NOW
            )

    found = DuplicateCase.objects.get()
    assert (found.reason, found.state) == ("identifier", DuplicateState.OPEN)
    assert {found.person_a, found.person_b} == {ruminah, rumina}
