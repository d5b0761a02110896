from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from wagtail.models import ModelLogEntry

from mentoring.registry.desk import desk_items
from mentoring.registry.errors import (
    AnswerMissing,
    ComplaintIsClosed,
    NobodyWouldBeLeft,
    NoHigherLevel,
    OnlyTheirSuperiors,
    TooManyComplaints,
)
from mentoring.registry.models import Complaint, ComplaintAbout, ComplaintState
from mentoring.registry.services import (
    Told,
    answer_complaint,
    close_complaint,
    complaint_readers,
    escalate_complaint,
    escalate_late_complaints,
    grant_mandate,
    keep_complaint_from,
    leave_complaint,
    leave_public_complaint,
    take_up_complaint,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import FacilitatorFactory
from tests.factories.registry import MandateFactory, PersonFactory, place, tutul

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)


@pytest.fixture
def ningsih(db):
    """Coordinates the district of Balung, inside Dewi's regency."""
    user = UserFactory(full_name="Ningsih Koordinator Contoh", roles=["coordinator"])
    MandateFactory(user=user, role="coordinator", place=place("35.09.10"))
    return user


def leave(**told):
    told = {"text": "Tidak ada yang datang.", "place": tutul(), **told}
    return leave_complaint(told=Told(**told), channel="web", now=NOW)


def may_see(complaint, *users):
    return [Complaint.objects.visible_to(user).filter(pk=complaint.pk).exists() for user in users]


def test_it_starts_with_the_nearest_who_may_look_into_it(ningsih, dewi, wayan, rini):
    complaint = leave()

    assert complaint.level_id == "35.09.10"
    assert may_see(complaint, ningsih, dewi, rini, wayan) == [True, True, True, False]


@pytest.mark.parametrize(
    "role",
    [
        "coordinator",
        "programme_manager",
        "evaluator",
        "facilitator",
        "census_taker",
        "instructor",
        "blk_clerk",
        "blk_head",
        "auditor",
        "administrator",
        "crafter",
    ],
)
def test_it_never_reaches_the_account_it_is_about_whatever_her_role(role):
    meant = UserFactory(full_name="Tumini Contoh", roles=[role])
    for mandate in ("coordinator", "programme_manager", "evaluator"):
        MandateFactory(user=meant, role=mandate, place=place("35"))

    by_account = leave(about_user=meant)
    by_person = leave(about_person=PersonFactory(user=meant))

    assert may_see(by_account, meant) == may_see(by_person, meant) == [False]


def test_not_even_a_superuser_sees_a_complaint_about_herself():
    root = UserFactory(full_name="Akar Contoh", is_superuser=True)

    assert may_see(leave(about_user=root), root) == [False]
    assert may_see(leave(), root) == [True]


def test_a_name_in_the_text_keeps_it_from_whoever_bears_it(ningsih, dewi):
    complaint = leave(text="Bu Ningsih minta uang.")

    assert complaint.level_id == "35.09"
    assert may_see(complaint, ningsih, dewi) == [False, True]


def test_about_the_coordinator_without_a_name_it_goes_to_the_programme(ningsih, dewi, rini):
    complaint = leave(about=ComplaintAbout.COORDINATOR)

    assert complaint.level is None
    assert may_see(complaint, ningsih, dewi, rini) == [False, False, True]


def test_about_the_coordinator_another_readers_name_changes_nothing(ningsih, dewi, rini):
    """Rini's name in the text does not open it to those who coordinate."""
    budi = UserFactory(full_name="Budi Manajer Contoh", roles=["programme_manager"])

    complaint = leave(about=ComplaintAbout.COORDINATOR, text="Rini sudah saya beri tahu.")

    assert may_see(complaint, ningsih, dewi, rini, budi) == [False, False, False, True]


def test_about_the_coordinator_a_manager_of_the_place_still_reads_it(dewi, rini):
    MandateFactory(user=rini, role="programme_manager", place=place("35"))

    complaint = leave(about=ComplaintAbout.COORDINATOR)

    assert may_see(complaint, dewi, rini) == [False, True]


def test_about_a_facilitator_it_is_kept_from_a_coordinator_who_is_one(ningsih, dewi):
    FacilitatorFactory(user=ningsih)

    complaint = leave(about=ComplaintAbout.FACILITATOR)

    assert complaint.level_id == "35.09"
    assert may_see(complaint, ningsih, dewi) == [False, True]


@pytest.mark.parametrize(
    ("name", "nickname", "written"),
    [
        ("Ruminah Contoh", "", "Bu Rumina"),
        ("Rumina Contoh", "", "Hj. Roeminah"),
        ("Ni Luh Contoh", "", "Ni"),
        ("Tumini Contoh", "Yu Mi", "Mi"),
        ("Tumini Contoh", "Menik", "menik"),
    ],
)
def test_whoever_is_named_as_people_call_her_is_kept_out(name, nickname, written, dewi):
    meant = UserFactory(full_name=name, roles=["coordinator"])
    MandateFactory(user=meant, role="coordinator", place=place("35.09.10"))
    PersonFactory(full_name=name, nickname=nickname, user=meant)

    complaint = leave(about_whom=written)

    assert complaint.level_id == "35.09"
    assert may_see(complaint, meant, dewi) == [False, True]


@pytest.mark.parametrize("text", ["Bu Rumina minta uang.", "Kata menik, harus bayar."])
def test_a_text_names_her_as_it_sounds_and_by_her_nickname(text, dewi):
    meant = UserFactory(full_name="Ruminah Contoh", roles=["coordinator"])
    MandateFactory(user=meant, role="coordinator", place=place("35.09.10"))
    PersonFactory(full_name="Ruminah Contoh", nickname="Menik", user=meant)

    assert may_see(leave(text=text), meant, dewi) == [False, True]


def test_short_words_of_any_sentence_name_nobody():
    meant = UserFactory(full_name="Di Luhur Contoh", roles=["coordinator"])
    MandateFactory(user=meant, role="coordinator", place=place("35.09.10"))

    assert may_see(leave(text="Di desa kami tidak ada yang datang."), meant) == [True]


def test_a_name_that_is_nobodys_starts_with_the_programme(ningsih, dewi, rini):
    complaint = leave(about_whom="Cak Gundul")

    assert complaint.level is None
    assert may_see(complaint, ningsih, dewi, rini) == [False, False, True]


def test_whoever_is_named_and_gets_a_mandate_or_role_later_does_not_read_it(ningsih, dewi, rini):
    complaint = leave(text="Tumini minta uang.")
    meant = UserFactory(full_name="Tumini Contoh")
    assert may_see(complaint, meant) == [False]

    grant_mandate(
        user=meant,
        role="coordinator",
        place=place("35.09"),
        starts_on=NOW.date(),
        granted_by=rini,
    )
    meant.groups.add(Group.objects.get(name="coordinator"))
    assert may_see(complaint, meant, dewi) == [False, True]

    Group.objects.get(name="programme_manager").user_set.add(meant)
    assert may_see(complaint, type(meant).objects.get(pk=meant.pk), rini) == [False, True]


def test_a_mandate_of_tomorrow_and_an_account_switched_off_are_kept_out_today(dewi):
    away = UserFactory(full_name="Tumini Contoh", roles=["programme_manager"], is_active=False)
    later = UserFactory(full_name="Menik Contoh", roles=["coordinator"])
    MandateFactory(
        user=later,
        role="coordinator",
        place=place("35"),
        starts_on=NOW.date() + timedelta(days=9),
        ends_on=None,
    )

    complaint = leave(text="Tumini dan Menik minta uang.")

    assert set(complaint.kept_from.all()) == {away, later}


def test_going_up_it_is_kept_from_whoever_took_the_name_meanwhile(ningsih, dewi, rini):
    complaint = leave(text="Menik minta uang.")
    PersonFactory(full_name="Dewi Contoh", nickname="Menik", user=dewi)

    escalate_complaint(complaint=complaint, now=NOW, escalated_by=ningsih)

    assert may_see(complaint, dewi, rini) == [False, True]


def test_a_manager_whose_name_is_written_does_not_see_it(rini, dewi):
    assert may_see(leave(text="Rini tidak adil"), rini, dewi) == [False, True]


def test_without_a_place_the_programme_looks_into_it(dewi, rini):
    assert may_see(leave(place=None), dewi, rini) == [False, True]


def test_facilitators_and_evaluators_see_no_complaints_at_all(sri, eko):
    assert may_see(leave(), sri.user, eko) == [False, False]


def test_an_answer_is_kept_and_what_is_closed_stays_closed(ningsih):
    complaint = leave()
    with pytest.raises(AnswerMissing):
        close_complaint(complaint=complaint, closed_by=ningsih)
    with pytest.raises(AnswerMissing):
        answer_complaint(complaint=complaint, answer="  ", answered_by=ningsih, now=NOW)

    take_up_complaint(complaint=complaint, taken_by=ningsih)
    answer_complaint(complaint=complaint, answer="Sudah kami temui.", answered_by=ningsih, now=NOW)
    close_complaint(complaint=complaint, closed_by=ningsih)

    complaint.refresh_from_db()
    assert (complaint.state, complaint.answer) == (ComplaintState.CLOSED, "Sudah kami temui.")
    with pytest.raises(ComplaintIsClosed):
        take_up_complaint(complaint=complaint, taken_by=ningsih)


def test_unanswered_in_time_it_goes_up_level_by_level_and_then_stays(ningsih, dewi, rini):
    complaint = leave()

    assert escalate_late_complaints(now=NOW + timedelta(days=6)) == 0
    assert escalate_late_complaints(now=NOW + timedelta(days=7)) == 1
    complaint.refresh_from_db()
    assert complaint.level_id == "35.09"
    assert may_see(complaint, ningsih, dewi) == [False, True]

    assert escalate_late_complaints(now=NOW + timedelta(days=13)) == 0
    assert escalate_late_complaints(now=NOW + timedelta(days=14)) == 1
    complaint.refresh_from_db()
    assert complaint.level is None
    assert may_see(complaint, dewi, rini) == [False, True]

    assert escalate_late_complaints(now=NOW + timedelta(days=90)) == 0
    with pytest.raises(NoHigherLevel):
        escalate_complaint(complaint=complaint, now=NOW, escalated_by=rini)


def test_an_answered_complaint_does_not_go_up(ningsih):
    complaint = leave()
    answer_complaint(complaint=complaint, answer="Sudah.", answered_by=ningsih, now=NOW)

    assert escalate_late_complaints(now=NOW + timedelta(days=30)) == 0


@pytest.mark.parametrize("above", ["manager", "superior", "manager_of_the_place"])
def test_nobody_keeps_it_from_whoever_stands_higher(above, ningsih, dewi, rini):
    of_the_place = UserFactory(full_name="Tumini Manajer Contoh", roles=["coordinator"])
    MandateFactory(user=of_the_place, role="programme_manager", place=place("35.09.10"))
    UserFactory(full_name="Budi Manajer Contoh", roles=["programme_manager"])
    higher = {"manager": rini, "superior": dewi, "manager_of_the_place": of_the_place}[above]
    complaint = leave()

    with pytest.raises(OnlyTheirSuperiors):
        keep_complaint_from(complaint=complaint, user=higher, kept_by=ningsih, now=NOW)

    assert may_see(complaint, higher) == [True]
    assert higher not in complaint_readers(complaint=complaint, asked_by=ningsih)
    assert ningsih in complaint_readers(complaint=complaint, asked_by=dewi)


def test_at_the_programmes_level_a_coordinator_keeps_it_from_nobody(dewi, rini):
    complaint = leave(place=None)

    assert not complaint_readers(complaint=complaint, asked_by=dewi)
    with pytest.raises(OnlyTheirSuperiors):
        keep_complaint_from(complaint=complaint, user=rini, kept_by=dewi, now=NOW)


def test_a_manager_of_the_programme_always_remains(dewi, rini):
    budi = UserFactory(full_name="Budi Manajer Contoh", roles=["programme_manager"])
    complaint = leave()
    keep_complaint_from(complaint=complaint, user=budi, kept_by=rini, now=NOW)

    with pytest.raises(NobodyWouldBeLeft):
        keep_complaint_from(complaint=complaint, user=rini, kept_by=rini, now=NOW)

    assert may_see(complaint, budi, rini) == [False, True]


def test_one_that_every_manager_is_kept_from_waits_for_whoever_keeps_accounts(rini):
    keeper = UserFactory(full_name="Agus Admin Contoh", roles=["administrator"])
    meant = UserFactory(full_name="Menik Admin Contoh", roles=["administrator"])

    def told(user):
        items = [item for item in desk_items(user, NOW.date()) if item.kind == "waiting"]
        return sum(item.count for item in items)

    leave(about_whom="Menik")
    assert told(keeper) == 0

    leave(about_whom="Rini", about_user=meant, text="Rini dan dia minta uang.")

    assert [told(keeper), told(meant), told(rini)] == [1, 0, 1]


def test_keeping_it_from_the_only_reader_moves_it_up(ningsih, dewi, rini):
    complaint = leave()

    keep_complaint_from(complaint=complaint, user=ningsih, kept_by=dewi, now=NOW)

    complaint.refresh_from_db()
    assert complaint.level_id == "35.09"
    assert may_see(complaint, ningsih, dewi) == [False, True]


def test_the_public_page_is_limited_by_address_and_keeps_no_address(settings):
    settings.MENTORING_COMPLAINTS_AN_HOUR = 2
    told = Told(text="Tidak ada yang datang.", place=tutul())
    for _ in range(2):
        leave_public_complaint(told=told, address="203.0.113.7", now=NOW)

    with pytest.raises(TooManyComplaints):
        leave_public_complaint(told=told, address="203.0.113.7", now=NOW)
    leave_public_complaint(told=told, address="203.0.113.8", now=NOW)

    assert Complaint.objects.count() == 3
    assert "203.0.113" not in str(list(Complaint.objects.values()))


def test_the_log_says_that_there_was_a_complaint_and_nothing_more(ningsih, dewi):
    complaint = leave(text="Bu Ningsih minta uang.", about_whom="Ningsih", phone="+6280000001")
    escalate_complaint(complaint=complaint, now=NOW, escalated_by=None)

    logged = ModelLogEntry.objects.filter(action__startswith="mentoring.complaint")
    assert logged.count() == 2
    for entry in logged:
        said = f"{entry.label} {entry.data}"
        assert not any(word in said for word in ("Ningsih", "uang", "Tutul", "628"))


def test_a_receipt_is_long_enough_that_nobody_guesses_another():
    first, second = leave().receipt, leave().receipt

    assert first != second
    assert len(first) == 10
