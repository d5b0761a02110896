"""Sheets of rounds from phones: taken over, told twice, compared, refused."""

import gzip
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import translation

from mentoring.canonical_json import canonical_json
from mentoring.incubation.errors import RecordUnreadable
from mentoring.incubation.models import CycleInstrument, InstrumentVersion, Response, Round
from mentoring.incubation.offline import RECORD_TYPES
from mentoring.incubation.scoring import displayed
from mentoring.incubation.services import Answer as Given
from mentoring.incubation.services import answer_round, record_round, start_round
from mentoring.offline_records import Answer, OfficeMovedOn, Resolution
from mentoring.registry.models import Consent
from mentoring.sessions.errors import DayUnreadable, ReasonMissing
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.incubation import (
    BASELINE,
    CycleEnrolmentFactory,
    answers,
    default_version,
    evaluator,
    facilitator_of,
    person_version,
    submitted_round,
)
from tests.factories.registry import ConsentFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import VisitFactory
from tests.mentoring.incubation.sheets import NOON, Phone, sheet

pytestmark = pytest.mark.django_db
DAY = date(2025, 2, 3)
OF_A_PERSON = {
    "PRICE": {"level": 3},
    "SHARE": {"number": "12.5"},
    "BUYER": {"choice": "one"},
    "STORY": {"text": "Juragan meminjami saya."},
    "BOOK": {"empty": "refused"},
}


@pytest.fixture
def enrolment():
    return CycleEnrolmentFactory()


@pytest.fixture
def sri(enrolment):
    return facilitator_of(enrolment.group)


@pytest.fixture
def phone(sri):
    return Phone(sri)


@pytest.fixture
def version(enrolment):
    made = person_version()
    CycleInstrument.objects.create(cycle=enrolment.cycle, version=made)
    return made


@pytest.fixture
def sutini(enrolment):
    return member_of(enrolment, "Sutini")


def member_of(enrolment, name):
    person = PersonFactory(full_name=name)
    MembershipFactory(group=enrolment.group, person=person)
    ConsentFactory(person=person, given_at=NOON - timedelta(days=9))
    return person


def of_person(enrolment, version, person, **more):
    return sheet(enrolment, version=version, person=person, **{"answers": OF_A_PERSON, **more})


def changed(payload, code, **answer):
    return {**payload, "answers": {**payload["answers"], code: answer}}


def decide(outcome, record, resolution, user, note="Sudah ditanyakan.", values=None):
    [kind] = RECORD_TYPES
    kind.resolve(
        id=record,
        device_values=values or outcome.device_values,
        server_values=outcome.server_values,
        resolution=resolution,
        by=None,
        note=note,
        user=user,
    )


def test_a_sheet_of_a_group_is_submitted_and_scored_as_on_the_web(phone, sri, enrolment):
    key = uuid4()

    outcome = phone.tell(sheet(enrolment), key)

    kept = Round.objects.get()
    assert outcome.answer == Answer.APPLIED
    assert (kept.pk, kept.rater, kept.rater_kind, kept.state) == (
        key,
        sri,
        "facilitator",
        "submitted",
    )
    assert (kept.seconds, kept.happened_on) == (3600, DAY)
    assert displayed(kept.score.total) == Decimal("23.23")
    assert kept.score.group_class == "pemula"
    assert kept.responses.count() == 22


def test_each_kind_of_empty_stays_what_it_is(phone, enrolment, version, sutini):
    told = {
        "PRICE": {"empty": "n/a"},
        "SHARE": {"empty": "refused"},
        "BUYER": {"choice": "one"},
        "STORY": {"empty": "skipped"},
        "BOOK": {"empty": "not_asked"},
    }

    phone.tell(of_person(enrolment, version, sutini, answers=told))

    rows = Response.objects.values_list("item__code", "empty")
    assert dict(rows) == {
        "PRICE": "n/a",
        "SHARE": "refused",
        "BUYER": "",
        "STORY": "skipped",
        "BOOK": "not_asked",
    }


def test_what_a_person_answered_is_sealed_in_the_database(phone, enrolment, version, sutini):
    phone.tell(of_person(enrolment, version, sutini))

    with connection.cursor() as cursor:
        cursor.execute("SELECT number, choice, text FROM mentoring_incubation_response")
        there = "".join(str(row) for row in cursor.fetchall())
    assert "12.5" not in there
    assert "Juragan" not in there
    assert Response.objects.get(item__code="SHARE").number == Decimal("12.5")


def test_answers_nobody_was_to_be_asked_are_left_out(phone, enrolment, version, sutini):
    payload = changed(of_person(enrolment, version, sutini), "BUYER", choice="more")

    phone.tell(payload)

    assert Response.objects.get(item__code="STORY").empty == "not_asked"


def test_the_same_sheet_again_is_one_round(phone, enrolment):
    key = uuid4()
    phone.tell(sheet(enrolment), key)

    again, elsewhere = phone.tell(sheet(enrolment), key), phone.tell(sheet(enrolment), uuid4())

    assert (again.answer, elsewhere.answer) == (Answer.DUPLICATE, Answer.DUPLICATE)
    assert Round.objects.count() == 1


def test_other_answers_from_her_second_phone_are_shown_beside_what_stands(phone, sri, enrolment):
    first = sheet(enrolment)
    phone.tell(first)
    key = uuid4()

    outcome = phone.tell(changed(first, "KOH1", level=4, note="Buku rapat."), key)

    assert (outcome.answer, outcome.code) == (Answer.CONFLICT, "sheet_differs")
    assert Round.objects.count() == 1
    assert Response.objects.get(item__code="KOH1").level == 1
    [kind] = RECORD_TYPES
    with translation.override("en"):
        server, device = kind.in_words([outcome.server_values, outcome.device_values])
    assert server["item_KOH1"][1] == "1 – Fewer than 40 in 100 held (Dilihat bersama.)"
    assert device["item_KOH1"][1] == "4 – 85 in 100 or more held (Buku rapat.)"
    assert server["item_KOH2"] == device["item_KOH2"]


def test_two_sheets_of_one_delivery_are_compared_too(phone, enrolment):
    first = sheet(enrolment)
    records = [phone.record(first), phone.record(changed(first, "KOH1", level=4, note="x"))]

    outcomes = RECORD_TYPES[0].apply(records)

    assert [each.answer for each in outcomes] == [Answer.APPLIED, Answer.CONFLICT]
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    ("resolution", "rounds", "counts"),
    [(Resolution.KEEP_SERVER, 1, 1), (Resolution.KEEP_DEVICE, 2, 4), (Resolution.BOTH, 2, 4)],
)
def test_a_person_decides_which_answers_count(resolution, rounds, counts, phone, sri, enrolment):
    first = sheet(enrolment)
    phone.tell(first)
    key = uuid4()
    outcome = phone.tell(changed(first, "KOH1", level=4, note="Buku rapat."), key)

    decide(outcome, key, resolution, sri)

    latest = Round.objects.counted().first()
    assert Round.objects.count() == rounds
    assert latest.responses.get(item__code="KOH1").level == counts
    assert latest.rater == sri


def test_a_decision_says_why_and_writes_over_nothing_unseen(phone, sri, enrolment):
    draft = start_round(enrolment=enrolment, kind="baseline", rater=sri, happened_on=DAY)
    answer_round(round=draft, answers=answers(BASELINE), answered_by=sri)
    key = uuid4()
    outcome = phone.tell(changed(sheet(enrolment), "KOH1", level=4, note="x"), key)
    assert outcome.answer == Answer.CONFLICT

    with pytest.raises(ReasonMissing):
        decide(outcome, key, Resolution.KEEP_DEVICE, sri, note=" ")
    answer_round(round=draft, answers={"KOH1": Given(level=2, note="y")}, answered_by=sri)
    with pytest.raises(OfficeMovedOn):
        decide(outcome, key, Resolution.KEEP_DEVICE, sri)

    assert Round.objects.get().state == "open"


def test_what_was_begun_on_the_web_is_gone_on_with_on_the_phone(phone, sri, enrolment):
    draft = start_round(enrolment=enrolment, kind="baseline", rater=sri, happened_on=DAY)
    answer_round(round=draft, answers={"KOH1": Given(level=2, note="Buku")}, answered_by=sri)
    [told] = phone.pull("sheets")[str(enrolment.pk)]["drafts"]
    assert told["answers"] == {"KOH1": {"level": 2, "note": "Buku"}}

    outcome = phone.tell(sheet(enrolment, based_on=told["digest"]), draft.pk)

    assert outcome.answer == Answer.REVISION
    assert Round.objects.get().state == "submitted"
    assert Response.objects.get(item__code="KOH1").level == 1


def test_a_draft_that_grew_on_the_web_is_not_written_over(phone, sri, enrolment):
    draft = start_round(enrolment=enrolment, kind="baseline", rater=sri, happened_on=DAY)
    [told] = phone.pull("sheets")[str(enrolment.pk)]["drafts"]
    answer_round(round=draft, answers={"KOH1": Given(level=2, note="Buku")}, answered_by=sri)

    outcome = phone.tell(sheet(enrolment, based_on=told["digest"]), draft.pk)

    assert outcome.answer == Answer.CONFLICT
    assert Round.objects.get().is_open
    decide(outcome, draft.pk, Resolution.KEEP_DEVICE, sri)
    assert Round.objects.get().state == "submitted"


def test_lead_and_cover_each_rate_and_the_difference_is_flagged_on_both(phone, enrolment):
    cover = Phone(facilitator_of(enrolment.group, kind="cover"))
    phone.tell(sheet(enrolment))

    outcome = cover.tell(changed(sheet(enrolment), "KOH1", level=4, note="Buku rapat."))

    assert outcome.answer == Answer.APPLIED
    assert [each.flags for each in Round.objects.all()] == [["raters_differ"], ["raters_differ"]]


def test_a_hurried_sheet_and_a_late_starting_point_are_flagged(phone, enrolment):
    VisitFactory(group=enrolment.group, happened_on=DAY - timedelta(days=7))
    quick = {code: {"level": 2, "note": "x"} for code in sheet(enrolment)["answers"]}

    phone.tell(sheet(enrolment, answers=quick, seconds=31))

    assert Round.objects.get().flags == ["speed", "all_equal", "contaminated"]


def test_who_took_her_yes_back_is_refused_and_nothing_of_it_is_kept(
    phone, enrolment, version, sutini
):
    Consent.objects.filter(person=sutini).update(withdrawn_at=NOON)

    outcome = phone.tell(of_person(enrolment, version, sutini))

    assert (outcome.answer, outcome.code) == (Answer.HELD, "consent_missing")
    assert outcome.is_forgotten
    assert "Sutini" in outcome.sentence
    assert not Round.objects.exists()


def test_a_person_who_turned_out_to_be_another_one_answers_as_her(
    phone, enrolment, version, sutini
):
    other = PersonFactory(full_name="Sutini Contoh", merged_into=sutini)

    assert phone.tell(of_person(enrolment, version, other)).answer == Answer.APPLIED
    assert Round.objects.get().person == sutini


def test_a_sheet_of_a_locked_round_is_held_with_a_sentence(phone, enrolment):
    key = uuid4()
    phone.tell(sheet(enrolment), key)
    Round.objects.update(state="locked")

    outcome = phone.tell(changed(sheet(enrolment), "KOH1", level=4, note="x"), key)

    assert (outcome.answer, outcome.code) == (Answer.HELD, "round_is_locked")
    assert "record a new scoring" in outcome.sentence or "penilaian baru" in outcome.sentence


def test_an_instrument_that_the_cycle_asks_no_more_is_held_with_a_sentence(
    phone, enrolment, version, sutini
):
    CycleInstrument.objects.all().delete()

    outcome = phone.tell(of_person(enrolment, version, sutini))

    assert (outcome.answer, outcome.code) == (Answer.HELD, "instrument_not_of_cycle")


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("endline_needs_evaluator", {"kind": "endline"}),
        ("day_before_enrolment", {"happened_on": "2024-12-30"}),
        ("day_in_future", {"happened_on": "2025-02-05"}),
        ("sheet_unknown", {"enrolment": str(uuid4())}),
        ("sheet_unknown", {"version": 999_999}),
        ("round_is_empty", {"answers": {"KOH1": {"empty": "refused"}}}),
        ("evidence_missing", {"answers": {"KOH1": {"level": 2}}}),
        ("level_out_of_range", {"answers": {"KOH1": {"level": 7, "note": "x"}}}),
        ("answer_of_other_kind", {"answers": {"KOH1": {"number": "2"}}}),
        ("unknown_item", {"answers": {"XYZ": {"level": 2}}}),
        ("instrument_is_of_groups", {"person": str(uuid4())}),
    ],
)
def test_what_cannot_count_is_held_with_its_own_reason(code, change, phone, enrolment):
    outcome = phone.tell(sheet(enrolment, **change))

    if code == "endline_needs_evaluator":
        code = "rater_accompanies_group"
    assert (outcome.answer, outcome.code) == (Answer.HELD, code)
    assert not Round.objects.exists()


def test_a_number_out_of_range_is_told_with_the_range_and_without_the_number(
    phone, enrolment, version, sutini
):
    payload = changed(of_person(enrolment, version, sutini), "SHARE", number="4711")

    outcome = phone.tell(payload)

    assert outcome.code == "answer_does_not_fit"
    assert "100" in outcome.sentence
    assert "4711" not in outcome.sentence


def test_a_stranger_and_a_trainee_rate_nothing(enrolment):
    for user in (
        UserFactory(roles=["facilitator"]),
        facilitator_of(enrolment.group, kind="trainee"),
    ):
        assert Phone(user).tell(sheet(enrolment)).code == "baseline_is_for_facilitator"
        assert Phone(user).pull("sheets") == {}
    assert Phone(evaluator()).tell(sheet(enrolment, kind="midline")).answer == Answer.APPLIED


def test_the_key_of_a_colleagues_round_is_not_written_over(phone, enrolment):
    theirs = submitted_round(enrolment, "midline", rater=evaluator(), happened_on=DAY)

    outcome = phone.tell(sheet(enrolment, kind="midline"), theirs.pk)

    assert (outcome.answer, outcome.code) == (Answer.HELD, "not_the_rater")


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": {"KOH1": {"level": 1, "text": "dua"}}},
        {"answers": {"KOH1": {"number": "1.000,5"}}},
        {"answers": {"KOH1": {"note": "hanya catatan"}}},
        {"kind": "sometimes"},
        {"seconds": -4},
    ],
)
def test_what_cannot_be_read_is_told_by_its_place_and_not_repeated(wrong, phone, enrolment):
    with pytest.raises(RecordUnreadable) as refusal:
        phone.record(sheet(enrolment, **wrong))
    assert "1.000,5" not in str(refusal.value)


@pytest.mark.parametrize("said", ["2026-02-31", "2567-03-02", "1447-09-01", "kemarin", ""])
def test_a_day_that_cannot_be_is_told_back(said, phone, enrolment):
    with pytest.raises(DayUnreadable):
        phone.record(sheet(enrolment, happened_on=said))


def test_only_members_who_agreed_are_on_the_phone_and_no_score(
    phone, sri, enrolment, version, sutini
):
    silent = PersonFactory(full_name="Belum Ditanya Contoh")
    MembershipFactory(group=enrolment.group, person=silent)
    phone.tell(of_person(enrolment, version, sutini))

    [told] = phone.pull("sheets").values()

    assert [each["name"] for each in told["people"]] == ["Sutini"]
    assert [(each["person"], each["is_mine"]) for each in told["done"]] == [(str(sutini.pk), True)]
    assert told["awaited"] == "baseline"
    assert told["due_on"] == "2025-04-06"
    assert {each["code"] for each in told["kinds"]} == {"baseline", "midline", "adhoc"}
    assert set(told["done"][0]) == {"kind", "version", "person", "happened_on", "is_mine"}


def test_what_others_must_rate_is_said_and_not_offered(phone, enrolment):
    enrolment.state = "endline"
    enrolment.save()

    [told] = phone.pull("sheets").values()

    assert "endline" not in {each["code"] for each in told["kinds"]}
    assert told["not_yours"]


def test_the_questions_come_in_the_language_of_the_phone(phone, enrolment, version):
    with translation.override("id"):
        told = phone.pull("questions")

    group, person = told[str(default_version().pk)], told[str(version.pk)]
    assert group["sections"][0]["items"][0]["anchors"][4] == "85 dari 100 atau lebih jadi"
    share = person["sections"][0]["items"][1]
    assert (share["minimum"], share["maximum"], share["unit"]) == ("0", "100", "persen")
    assert person["sections"][0]["items"][3]["asked_if"] == {"item": "BUYER", "in": ["one"]}


def sheets(enrolment, version, size):
    people = [member_of(enrolment, f"Anggota {number} Contoh") for number in range(size)]
    return [of_person(enrolment, version, person) for person in people]


@pytest.mark.parametrize("size", [1, 100])
def test_a_delivery_costs_the_same_queries_however_large(
    size, sri, enrolment, version, django_assert_num_queries
):
    phone = Phone(type(sri).objects.get(pk=sri.pk))
    records = [phone.record(payload) for payload in sheets(enrolment, version, size)]
    ContentType.objects.get_for_model(Round)  # asked once in a process

    with django_assert_num_queries(21):
        outcomes = RECORD_TYPES[0].apply(records)

    assert {each.answer for each in outcomes} == {Answer.APPLIED}


@pytest.mark.parametrize("groups", [1, 3])
def test_what_a_phone_pulls_costs_the_same_for_every_number_of_groups(
    groups, sri, enrolment, version, sutini, django_assert_num_queries
):
    facilitator = sri.facilitator
    for _each in range(groups - 1):
        other = CycleEnrolmentFactory(cycle=enrolment.cycle)
        AssignmentFactory(group=other.group, facilitator=facilitator)
        member_of(other, "Wati Rekaan")
        start_round(enrolment=other, kind="baseline", rater=sri, happened_on=DAY)
    record_round(
        enrolment=enrolment, kind="baseline", rater=sri, happened_on=DAY, answers=answers(BASELINE)
    )
    phone = Phone(type(sri).objects.get(pk=sri.pk))

    with django_assert_num_queries(10):
        assert len(phone.pull("sheets")) == groups
    with django_assert_num_queries(7):
        assert len(phone.pull("questions")) == 2


def test_eight_groups_with_every_shipped_list_of_questions_stay_small(sri, enrolment):
    """Of the two megabytes of a first pull, packed: 18 members who agreed in each group."""
    for version in InstrumentVersion.objects.exclude(pk=default_version().pk):
        CycleInstrument.objects.create(cycle=enrolment.cycle, version=version)
    for _each in range(7):
        other = CycleEnrolmentFactory(cycle=enrolment.cycle)
        AssignmentFactory(group=other.group, facilitator=sri.facilitator)
        for number in range(18):
            member_of(other, f"Anggota {number} Contoh")

    told = [Phone(sri).pull(part) for part in ("sheets", "questions", "words")]

    assert [len(each) for each in told] == [8, 4, 1]
    assert len(gzip.compress(canonical_json(told).encode())) < 40_000
