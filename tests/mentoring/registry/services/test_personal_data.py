"""A copy of everything for the person it is about, and erasing what names her, everywhere."""

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from pypdf import PdfReader
from wagtail import hooks
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from curriculum.models import ReaderKey
from mentoring.assignments.models import Question
from mentoring.registry.errors import AlreadyErased, ErasureAlreadySettled, ErasureOfStaff
from mentoring.registry.models import (
    BusinessTie,
    CensusEntry,
    Consent,
    DataCopy,
    DuplicateCase,
    Membership,
    Person,
    PersonIdentifier,
    PersonMerge,
)
from mentoring.registry.services import (
    ask_for_data_copy,
    ask_for_erasure,
    assess_person,
    change_person,
    enter_identifier,
    erase_person,
    load_default_vulnerability_version,
    make_data_copy,
    merge_people,
    note_likeness,
    refuse_erasure,
    set_portrait,
    tidy_data_copies,
)
from mentoring.registry.signals import person_erased
from mentoring.registry.subjects import IdentityLinks, personal_data_sources, subject_of
from mentoring.sessions.models import Attendance
from tests.factories.accounts import UserFactory
from tests.factories.asking import AnswerFactory, QuestionFactory
from tests.factories.pictures import photograph
from tests.factories.registry import (
    BoardSeatFactory,
    ConsentFactory,
    MembershipFactory,
    MembershipProposalFactory,
    PersonFactory,
)
from tests.factories.sessions import AttendanceFactory, VisitFactory
from tests.mentoring.registry.test_vulnerability import HAS_NOTHING

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
NIK = "9999995705800001"


@pytest.fixture
def ruminah(here):
    """With something in every corner that keeps something about her."""
    user = UserFactory(full_name="Ruminah Contoh", username="ruminah")
    person = PersonFactory(
        full_name="Ruminah Contoh",
        nickname="Bu Rum",
        phone="+628000000001",
        birthplace="Jember",
        birth_year=1987,
        sex="P",
        disability="seeing",
        user=user,
    )
    MembershipFactory(group=here, person=person)
    ConsentFactory(person=person, mode="witnessed", witness="Ketua RT Contoh")
    enter_identifier(person=person, kind="NIK", text=NIK, entered_by=None, now=NOW)
    AttendanceFactory(session=VisitFactory(group=here), person=person)
    AnswerFactory(question=QuestionFactory(group=here, asked_by=user, text="Rahasia saya"))
    set_portrait(person=person, file=BytesIO(photograph()), set_by=None)
    change_person(person=person, changes={"hamlet": "Karuk"}, changed_by=None)
    return person


def test_every_room_and_plugin_answers():
    assert sorted(source.name for source in personal_data_sources()) == [
        "accounts",
        "certificates",
        "curriculum",
        "mentoring.assignments",
        "mentoring.field",
        "mentoring.incubation",
        "mentoring.registry",
        "mentoring.reminders",
        "mentoring.sessions",
    ]
    assert all(source.describe() for source in personal_data_sources())


def made(person):
    copy = ask_for_data_copy(person=person, asked_by=person.user, now=NOW)
    assert make_data_copy(copy_id=copy.pk, now=NOW)
    copy.refresh_from_db()
    return copy


def test_the_copy_holds_everything_in_words_and_for_computers(ruminah):
    copy = made(ruminah)

    said = json.loads(copy.json_file.read())
    parts = {part["key"]: part["rows"] for part in said["parts"]}
    assert said["name"] == "Ruminah Contoh"
    assert parts["person"][0]["phone"] == "+628000000001"
    assert parts["identifiers"] == [{"kind": "NIK", "number": "•••• 0001"}]
    assert [row["text"] for row in parts["questions"]] == ["Rahasia saya"]
    assert {"memberships", "consents", "attendance", "answers", "account"} <= parts.keys()
    pages = "".join(page.extract_text() for page in PdfReader(copy.pdf_file).pages)
    assert "Ruminah Contoh" in pages
    assert "Rahasia saya" in pages
    assert NIK not in pages + json.dumps(said)


def test_the_copy_says_what_she_told_of_her_household_and_not_what_was_concluded(ruminah, dewi):
    load_default_vulnerability_version()
    assessment = assess_person(
        person=ruminah,
        answers=HAS_NOTHING,
        assessed_on=NOW.date(),
        assessed_by=dewi,
        now=NOW,
    )
    assert (assessment.stratum, assessment.score) == ("tertinggal", 100)

    said = json.loads(made(ruminah).json_file.read())

    [part] = [part for part in said["parts"] if part["key"] == "assessments"]
    assert set(part["rows"][0]) == {"assessed_on", "answers"}
    assert "Barang dibuat untuk siapa? Satu pembeli saja" in part["rows"][0]["answers"]
    assert "tertinggal" not in json.dumps(said["parts"])


def test_asking_twice_makes_one_copy_and_the_worker_may_come_twice(ruminah):
    copy = made(ruminah)

    assert not make_data_copy(copy_id=copy.pk, now=NOW)
    assert made(ruminah) != copy
    first = ask_for_data_copy(person=ruminah, asked_by=ruminah.user, now=NOW)
    assert ask_for_data_copy(person=ruminah, asked_by=ruminah.user, now=NOW) == first


def test_a_worker_makes_the_copy_after_the_request(ruminah, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_data_copy(person=ruminah, asked_by=ruminah.user, now=NOW)

    assert DataCopy.objects.get().state == "ready"


def test_a_copy_goes_after_a_week_and_a_silent_one_is_begun_again(
    ruminah, django_capture_on_commit_callbacks
):
    copy = made(ruminah)
    name = copy.pdf_file.name
    assert tidy_data_copies(now=NOW + timedelta(days=6)) == 0

    assert tidy_data_copies(now=NOW + timedelta(days=7)) == 1

    assert not DataCopy.objects.exists()
    assert not copy.pdf_file.storage.exists(name)
    ask_for_data_copy(person=ruminah, asked_by=ruminah.user, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert tidy_data_copies(now=NOW + timedelta(minutes=6)) == 1
    assert DataCopy.objects.get().state == "ready"


def test_a_copy_that_fails_again_and_again_is_given_up(ruminah):
    copy = ask_for_data_copy(person=ruminah, asked_by=ruminah.user, now=NOW)
    DataCopy.objects.filter(pk=copy.pk).update(attempts=3)

    assert not make_data_copy(copy_id=copy.pk, now=NOW)

    copy.refresh_from_db()
    assert copy.state == "failed"


def test_nothing_that_names_her_is_left(ruminah, rini, django_capture_on_commit_callbacks):
    portrait, storage = ruminah.portrait.name, ruminah.portrait.storage
    made(ruminah)

    with django_capture_on_commit_callbacks(execute=True):
        stays = erase_person(person=ruminah, erased_by=rini, now=NOW)

    ruminah.refresh_from_db()
    assert (ruminah.full_name, ruminah.name_key, ruminah.phone) == (
        "(terhapus)",
        Person(full_name="(terhapus)")._meta.get_field("name_key").pre_save(ruminah, False),
        "",
    )
    assert (ruminah.sex, ruminah.birth_year, ruminah.is_birth_estimated) == ("P", 1980, True)
    assert ruminah.tombstoned_at == NOW
    assert (ruminah.disability, ruminah.birthplace, ruminah.hamlet) == ("", "", "-")
    assert not storage.exists(portrait)
    assert not PersonIdentifier.objects.exists()
    assert not DataCopy.objects.exists()
    assert [(each.witness, each.withdrawn_at) for each in Consent.objects.all()] == [
        ("(terhapus)", NOW)
    ]
    user = get_user_model().objects.get(pk=ruminah.user_id)
    assert (user.full_name, user.is_active, user.has_usable_password()) == (
        "(terhapus)",
        False,
        False,
    )
    assert user.username.startswith("terhapus-")
    assert [(each.text, hasattr(each, "answer")) for each in Question.objects.all()] == [
        ("", False)
    ]
    labels = set(ModelLogEntry.objects.values_list("label", flat=True))
    assert not [label for label in labels if "Ruminah" in label]
    assert len(stays) >= 4


def test_what_is_counted_stays(ruminah, rini):
    erase_person(person=ruminah, erased_by=rini, now=NOW)

    assert Membership.objects.filter(person=ruminah).count() == 1
    assert Attendance.objects.filter(person=ruminah).count() == 1


def test_what_the_census_and_ties_say_goes_too(ruminah, rini, here):
    CensusEntry.objects.create(
        name="Ruminah",
        sentra=here.sentra,
        place=here.sentra.place,
        hamlet="Karuk",
        consent_level="listed_only",
        reached_through="village_head",
        referred_by="Pak Kades",
        seen_on=NOW.date(),
        recorded_at=NOW,
        person=ruminah,
    )
    BusinessTie.objects.create(
        from_person=ruminah,
        to_person=PersonFactory(),
        kind="lender",
        source="Ruminah",
        starts_on=NOW.date(),
        recorded_at=NOW,
    )

    erase_person(person=ruminah, erased_by=rini, now=NOW)

    entry = CensusEntry.objects.get()
    assert (entry.name, entry.name_key, entry.referred_by) == ("(terhapus)", "", "")
    assert not BusinessTie.objects.exists()


def test_what_others_wrote_of_her_goes_too(ruminah, rini, dewi, here):
    proposed = MembershipProposalFactory(
        group=here,
        person=None,
        full_name="Ruminah Contoh",
        phone="+628000000001",
        note="Adik Ruminah",
        state="accepted",
        decided_at=NOW,
        membership=ruminah.memberships.get(),
    )
    seat = BoardSeatFactory(person=ruminah)
    case = note_likeness(
        person=ruminah, other=PersonFactory(phone="", nickname="Rum"), reason="name_birth", score=85
    )
    merge_people(case=case, keep=ruminah, note="Ruminah itu Rum.", merged_by=dewi, now=NOW)
    for row in (proposed, seat, case):
        log(instance=row, action="wagtail.edit", user=dewi)

    erase_person(person=ruminah, erased_by=rini, now=NOW)

    proposed.refresh_from_db()
    assert (proposed.full_name, proposed.phone, proposed.note) == ("(terhapus)", "", "")
    assert DuplicateCase.objects.get().note == ""
    assert (PersonMerge.objects.get().filled, PersonMerge.objects.get().moved) == ({}, [])
    assert not ModelLogEntry.objects.filter(label__contains="Ruminah").exists()


def test_proposals_by_her_name_that_led_to_nothing_forget_it(ruminah, rini, dewi, here, far):
    def proposed(group, name, **about):
        about = {"person": None, "phone": "+628000000001", "note": "Adik Ruminah", **about}
        row = MembershipProposalFactory(group=group, full_name=name, **about)
        log(instance=row, action="wagtail.edit", user=dewi)
        return row

    waiting = proposed(here, "Bu Rumina Contoh")
    declined = proposed(here, "Ruminah Contoh", state="declined", decided_at=NOW)
    others = [proposed(here, "Sutini Contoh"), proposed(far, "Ruminah Contoh")]

    erase_person(person=ruminah, erased_by=rini, now=NOW)

    for row in (waiting, declined):
        row.refresh_from_db()
    assert [(row.full_name, row.phone, row.note, row.state) for row in (waiting, declined)] == [
        ("(terhapus)", "", "", "withdrawn"),
        ("(terhapus)", "", "", "declined"),
    ]
    for row in others:
        assert type(row).objects.get(pk=row.pk).full_name == row.full_name
    labels = ModelLogEntry.objects.filter(object_id__in=[str(waiting.pk), str(declined.pk)])
    assert set(labels.values_list("label", flat=True)) == {"(terhapus)"}


def test_phones_she_read_with_are_let_go(ruminah, rini):
    ReaderKey.objects.create(
        user=ruminah.user, secret_hash="x", device="8f14e45f-ceea-467f-a0e6-0123456789ab"
    )

    erase_person(person=ruminah, erased_by=rini, now=NOW)

    assert not ReaderKey.objects.exists()


def test_an_erasure_is_told_once_and_done_once(ruminah, rini, django_capture_on_commit_callbacks):
    heard = []
    person_erased.connect(
        lambda **said: heard.append(said["user_id"]), weak=False, dispatch_uid="t"
    )
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=ruminah, erased_by=rini, now=NOW)
    person_erased.disconnect(dispatch_uid="t")

    assert heard == [ruminah.user_id]
    with pytest.raises(AlreadyErased):
        erase_person(person=ruminah, erased_by=rini, now=NOW)


def test_whoever_works_here_is_not_erased(ruminah, rini):
    ruminah.user = UserFactory(roles=["facilitator"])
    ruminah.save()

    with pytest.raises(ErasureOfStaff):
        erase_person(person=ruminah, erased_by=rini, now=NOW)

    ruminah.refresh_from_db()
    assert ruminah.full_name == "Ruminah Contoh"


@pytest.mark.parametrize(
    "account",
    [
        {"roles": ["facilitator"]},
        {"is_superuser": True},
        {"is_superuser": True, "is_active": False},
    ],
)
def test_nor_whoever_works_here_under_a_row_merged_with_hers(ruminah, rini, account):
    staff = UserFactory(**account)
    merged(PersonFactory(user=staff), ruminah)

    with pytest.raises(ErasureOfStaff):
        erase_person(person=ruminah, erased_by=rini, now=NOW)

    assert get_user_model().objects.get(pk=staff.pk).username == staff.username


def test_all_of_it_or_nothing(ruminah, rini, monkeypatch):
    class Stubborn:
        name = "stubborn"

        def erase(self, subject, *, now):
            raise RuntimeError

    asked = [*hooks.get_hooks("register_personal_data"), Stubborn]
    monkeypatch.setattr(hooks, "get_hooks", lambda name: asked)

    with pytest.raises(RuntimeError):
        erase_person(person=ruminah, erased_by=rini, now=NOW)

    ruminah.refresh_from_db()
    assert ruminah.full_name == "Ruminah Contoh"


def test_a_request_is_open_until_it_is_answered(ruminah, dewi):
    request = ask_for_erasure(person=ruminah, asked_by=ruminah.user, now=NOW)
    assert ask_for_erasure(person=ruminah, asked_by=ruminah.user, now=NOW) == request

    refuse_erasure(request=request, answer="Masih ikut pelatihan.", refused_by=dewi, now=NOW)

    with pytest.raises(ErasureAlreadySettled):
        refuse_erasure(request=request, answer="Lagi.", refused_by=dewi, now=NOW)
    again = ask_for_erasure(person=ruminah, asked_by=ruminah.user, now=NOW)
    assert again != request
    erase_person(person=ruminah, erased_by=dewi, now=NOW)
    again.refresh_from_db()
    assert (again.is_erased, again.settled_by) == (True, dewi)


def merged(one, into):
    one.merged_into = into
    one.save()


def test_rows_merged_into_one_are_one_subject(ruminah):
    other = PersonFactory(user=UserFactory())
    third = PersonFactory()
    merged(other, ruminah)
    merged(third, other)

    for row in (ruminah, other, third):
        row.refresh_from_db()
        subject = subject_of(row)
        assert set(subject.person_ids) == {ruminah.pk, other.pk, third.pk}
        assert set(subject.user_ids) == {ruminah.user_id, other.user_id}


def test_two_users_are_one_person_until_the_merge_is_undone(ruminah, django_assert_num_queries):
    other = PersonFactory(user=UserFactory())
    stranger = UserFactory()
    links = IdentityLinks()
    with django_assert_num_queries(1):
        assert links.same_as([ruminah.user_id, stranger.pk]) == {}

    merged(other, ruminah)

    both = frozenset({ruminah.user_id, other.user_id})
    with django_assert_num_queries(2):
        assert links.same_as([ruminah.user_id, stranger.pk]) == {ruminah.user_id: both}
    assert links.same_as([other.user_id]) == {other.user_id: both}
    merged(other, None)
    assert links.same_as([ruminah.user_id, other.user_id]) == {}
