"""Batches from phones: what is accepted, what is not, and that nothing is lost."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from itertools import cycle

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curriculum.errors import BatchTooLarge, TooManyForReview
from curriculum.models import EventForReview, EventKind, ProgressEvent, ProgressSummary
from curriculum.services import (
    create_lesson,
    rebuild_progress,
    receive_events,
    settle_record,
)
from curriculum.services.receiving import MOST_FOR_REVIEW, keep_all_for_review
from curriculum.signals import module_completed
from tests.curriculum.readers import does, reading_of
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.curriculum import check, module
from tests.factories.registry import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 8, 3, 12, tzinfo=UTC)


def event(reading, kind=EventKind.LESSON_DONE, **more):
    """One record of the lesson, as a phone sends it an hour before noon."""
    return {
        "id": str(uuid.uuid4()),
        "kind": kind,
        "release": reading.release_id,
        "lesson": reading.page_id,
        "recorded_at": "2026-08-03T11:00:00+00:00",
        "locale": "id",
        **more,
    }


def an_answer(reading, *, correctly=True, **more):
    card = next(card for card in reading.cards if card.options)
    option = next(option for option in card.options if option.is_correct == correctly)
    return event(reading, EventKind.CHECK_ANSWERED, block=card.id, option=option.id, **more)


def received(sender, sent, *, sent_at=NOON, now=NOON, **more):
    """(status, code) of each record."""
    receipts = receive_events(sender=sender, sent=sent, sent_at=sent_at, now=now, **more)
    return [
        (str(each.status), each.refusal.code if each.refusal else "", each.is_kept)
        for each in receipts
    ]


ACCEPTED = ("accepted", "", True)
DUPLICATE = ("duplicate", "", True)


def reads_and_writes(captured):
    return [each["sql"] for each in captured if "SAVEPOINT" not in each["sql"]]


def test_a_batch_counts_as_if_it_had_been_done_here(ruminah):
    page = module(lessons=2)
    first, second = reading_of(page, 1), reading_of(page, 2)
    device = uuid.uuid4()

    answers = received(ruminah, [event(first), an_answer(first), event(second)], device=device)

    assert answers == [ACCEPTED] * 3
    summary = ProgressSummary.objects.get(user=ruminah)
    assert (summary.lessons_done, summary.checks_passed) == (2, 1)
    assert summary.completed_at == NOON
    kept = ProgressEvent.objects.get(kind=EventKind.CHECK_ANSWERED)
    assert kept.is_correct is True
    assert (kept.device, kept.locale, kept.recorded_by) == (device, "id", None)
    assert kept.recorded_at == NOON - timedelta(hours=1)
    assert kept.received_at == NOON


def test_an_answer_says_whether_it_came_before_the_lessons_or_after(ruminah):
    reading = reading_of(module())

    answers = received(
        ruminah,
        [
            an_answer(reading, moment="before"),
            an_answer(reading, moment="after"),
            an_answer(reading),
            an_answer(reading, moment="later"),
            event(reading, moment="before"),
        ],
    )

    assert [code for _status, code, _kept in answers] == ["", "", "", "event_unreadable", ""]
    kept = sorted((row.kind, row.moment) for row in ProgressEvent.objects.all())
    assert kept == [
        ("check_answered", ""),
        ("check_answered", "after"),
        ("check_answered", "before"),
        ("lesson_done", ""),
    ]


def test_the_phone_does_not_decide_what_is_right(ruminah):
    reading = reading_of(module())
    wrong = an_answer(reading, correctly=False, is_correct=True, payload={"is_correct": True})

    received(ruminah, [wrong])

    assert [kept.is_correct for kept in ProgressEvent.objects.all()] == [False]


def test_sending_the_same_again_changes_nothing(ruminah):
    reading = reading_of(module())
    sent = [event(reading), an_answer(reading), event(reading, kind="nonsense"), "nothing", 7]
    first = received(ruminah, sent)
    tables = (ProgressEvent, ProgressSummary, EventForReview)
    before = [list(table.objects.order_by("pk").values()) for table in tables]

    again = received(ruminah, sent, now=NOON + timedelta(days=1))

    assert [answer[0] for answer in first] == ["accepted"] * 2 + ["rejected"] * 3
    assert again == [DUPLICATE, DUPLICATE, *first[2:]]
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_the_same_record_twice_in_one_batch_is_one(ruminah):
    sent = event(reading_of(module()))

    assert received(ruminah, [sent, sent]) == [ACCEPTED, DUPLICATE]


def test_what_cannot_count_is_kept_for_review_and_stops_no_neighbour(ruminah):
    reading = reading_of(module())
    elsewhere = reading_of(module("M02"))
    doubtful = {
        "event_from_the_future": event(reading, recorded_at="2099-01-01T00:00:00Z"),
        "unknown_card": {**an_answer(reading), "block": str(uuid.uuid4())},
        "unknown_lesson": event(reading, lesson=987_654),
        "unknown_release": event(reading, release=987_654),
        "event_unreadable": event(reading, kind="watched_video"),
    }
    other_lesson = event(reading, lesson=elsewhere.page_id)
    other_answer = {**an_answer(reading), "option": str(uuid.uuid4())}
    sent = [event(reading), *doubtful.values(), other_lesson, other_answer, an_answer(reading)]

    answers = received(ruminah, sent)

    refused = [("rejected", code, True) for code in doubtful]
    assert answers == [
        ACCEPTED,
        *refused,
        ("rejected", "unknown_lesson", True),
        ("rejected", "unknown_card", True),
        ACCEPTED,
    ]
    stored = {
        json.loads(each.sent)["id"]: (each.code, each.sender)
        for each in EventForReview.objects.all()
    }
    assert stored == {
        raw["id"]: (code, ruminah)
        for raw, (_status, code, _kept) in zip(sent, answers, strict=True)
        if code
    }
    assert ProgressEvent.objects.count() == 2


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {},
        {"id": "1"},
        {"id": None},
        {"release": "1"},
        {"release": True},
        {"release": 10**30},
        {"lesson": -1},
        {"recorded_at": "yesterday"},
        {"recorded_at": "2026-08-03T11:00:00"},
        {"recorded_at": "2026-13-03T11:00:00Z"},
        {"recorded_at": "9999-12-31T23:59:59Z"},
        {"locale": "../../etc"},
        {"payload": [1]},
        {"payload": {"said": "\x00"}},
        {"payload": {"said": "\ud800"}},
        {"reader": "me"},
        {"kind": "check_answered"},
    ],
    ids=repr,
)
def test_an_unreadable_record_is_kept_and_its_neighbour_accepted(ruminah, broken):
    reading = reading_of(module())
    record = {**event(reading), **broken} if isinstance(broken, dict) and broken else broken

    answers = received(ruminah, [record, event(reading)])

    assert answers == [("rejected", "event_unreadable", True), ACCEPTED]
    assert EventForReview.objects.count() == 1


def test_a_record_that_is_too_heavy_stays_on_the_phone(ruminah):
    reading = reading_of(module())
    nested = []
    for _level in range(3_000):
        nested = [nested]
    sent = [event(reading, payload={"said": "a" * 5_000}), nested, event(reading)]

    assert received(ruminah, sent) == [
        ("rejected", "event_too_heavy", False),
        ("rejected", "event_too_heavy", False),
        ACCEPTED,
    ]
    assert EventForReview.objects.count() == 0


def test_a_phone_whose_clock_is_wrong_is_understood(ruminah):
    reading = reading_of(module())
    ahead = event(reading, recorded_at="2099-05-01T10:00:00Z")
    behind = event(reading, recorded_at="1970-01-01T00:10:00Z")

    in_2099 = received(ruminah, [ahead], sent_at=datetime(2099, 5, 1, 11, tzinfo=UTC))
    in_1970 = received(ruminah, [behind], sent_at=datetime(1970, 1, 1, 1, tzinfo=UTC))

    assert (in_2099, in_1970) == ([ACCEPTED], [ACCEPTED])
    offsets = {kept.recorded_at.year: kept.clock_offset for kept in ProgressEvent.objects.all()}
    assert offsets[2099] < 0 < offsets[1970]


def test_a_lesson_taken_back_meanwhile_still_counts_for_the_release_it_was_read_in(ruminah):
    page = module(lessons=2)
    first, second = reading_of(page, 1), reading_of(page, 2)
    page.get_lessons()[1].unpublish()
    create_lesson(module=page, title="Baru", cards=[check()])

    assert received(ruminah, [event(first), an_answer(second)]) == [ACCEPTED, ACCEPTED]


def test_more_than_the_limit_is_refused_whole(ruminah):
    reading = reading_of(module())

    with pytest.raises(BatchTooLarge):
        received(ruminah, [event(reading) for _number in range(501)])

    assert ProgressEvent.objects.count() == 0


def test_500_events_cost_six_reads_and_writes_with_session_and_user(ruminah):
    readings = [reading_of(module(code, lessons=3), 2) for code in ("M01", "M02", "M03")]
    sent = [event(reading) for _number, reading in zip(range(500), cycle(readings), strict=False)]

    with CaptureQueriesContext(connection) as first:
        accepted = received(ruminah, sent)
    with CaptureQueriesContext(connection) as again:
        duplicates = received(ruminah, sent)

    assert (accepted, duplicates) == ([ACCEPTED] * 500, [DUPLICATE] * 500)
    assert ProgressEvent.objects.count() == 500
    # Answers of the releases, events known, events new, summaries; session and user are two more.
    # PostgreSQL asks for a lock besides.
    lock = int(connection.features.has_select_for_update)
    assert len(reads_and_writes(first.captured_queries)) == 4 + lock
    assert len(reads_and_writes(again.captured_queries)) == 1 + lock


def test_what_readers_did_before_is_read_without_what_else_was_sent(ruminah):
    reading = reading_of(module())
    received(ruminah, [event(reading, payload={"seconds": 40})])

    with CaptureQueriesContext(connection) as asked:
        received(ruminah, [an_answer(reading)])

    read = [sql for sql in reads_and_writes(asked.captured_queries) if sql.startswith("SELECT")]
    assert not any('"payload"' in sql for sql in read)


def wait_for_review(sender, count, *, settled=0):
    """So many records of the sender wait already, and so many were settled."""
    EventForReview.objects.bulk_create(
        EventForReview(
            id=uuid.uuid4(),
            sender=sender,
            code="unknown_release",
            sent="{}",
            settled_at=NOON if number < settled else None,
            note="Dilihat." if number < settled else "",
        )
        for number in range(count + settled)
    )


def nonsense(numbers):
    return [{"id": number} for number in numbers]


@pytest.mark.parametrize("take", [receive_events, keep_all_for_review])
def test_records_of_one_sender_wait_for_review_up_to_a_limit(ruminah, sutini, take):
    wait_for_review(ruminah, MOST_FOR_REVIEW - 3, settled=2)
    wait_for_review(sutini, 5)

    def kept(numbers):
        receipts = take(sender=ruminah, sent=nonsense(numbers), sent_at=NOON, now=NOON)
        assert {str(each.status) for each in receipts} == {"rejected"}
        return [
            each.sent_id
            for each in receipts
            if each.is_kept and not isinstance(each.refusal, TooManyForReview)
        ]

    assert kept([1, 1, 2]) == [1, 1, 2]
    assert kept([3, 4, 1, 5]) == [3, 1]  # the first of the new, and what is kept already
    assert kept([2, 6]) == [2]
    assert EventForReview.objects.unsettled().filter(sender=ruminah).count() == MOST_FOR_REVIEW


def test_what_was_settled_makes_room(ruminah, sutini):
    wait_for_review(ruminah, MOST_FOR_REVIEW)
    assert received(ruminah, nonsense([1])) == [("rejected", "too_many_for_review", False)]

    first = EventForReview.objects.filter(sender=ruminah).first()
    settle_record(record=first, note="Dilihat.", settled_by=sutini)

    assert received(ruminah, nonsense([1])) == [("rejected", "event_unreadable", True)]


def test_a_full_review_stops_nothing_that_counts(ruminah):
    wait_for_review(ruminah, MOST_FOR_REVIEW)

    answers = received(ruminah, [event(reading_of(module())), *nonsense([1])])

    assert answers == [ACCEPTED, ("rejected", "too_many_for_review", False)]
    assert ProgressEvent.objects.count() == 1


@pytest.fixture
def sri():
    """Accompanies the group of the person without a phone."""
    return FacilitatorFactory(user__full_name="Sri Pendamping Contoh")


def person_in_her_group(sri, user):
    group = AssignmentFactory(facilitator=sri).group
    MembershipFactory(group=group, person=PersonFactory(user=user))


def test_a_facilitator_writes_down_for_somebody_without_a_phone(ruminah, sri):
    person_in_her_group(sri, ruminah)
    reading = reading_of(module())

    answers = received(sri.user, [event(reading, reader=ruminah.pk)])

    assert answers == [ACCEPTED]
    kept = ProgressEvent.objects.get()
    assert (kept.user, kept.recorded_by) == (ruminah, sri.user)
    assert ProgressSummary.objects.get().user == ruminah


def test_nobody_else_writes_down_for_her(ruminah, sutini, sri):
    person_in_her_group(sri, sutini)
    reading = reading_of(module())
    coordinator = UserFactory(roles=["coordinator"])

    for outsider in (sutini, sri.user, coordinator, UserFactory(is_superuser=True)):
        sent = [event(reading, reader=ruminah.pk), event(reading)]
        assert received(outsider, sent) == [("rejected", "not_your_reader", False), ACCEPTED]

    assert ProgressEvent.objects.filter(user=ruminah).count() == 0


def test_a_facilitator_of_yesterday_writes_down_nothing(ruminah, sri, today):
    group = AssignmentFactory(facilitator=sri, ends_on=today).group
    MembershipFactory(group=group, person=PersonFactory(user=ruminah))

    answers = received(sri.user, [event(reading_of(module()), reader=ruminah.pk)])

    assert answers == [("rejected", "not_your_reader", False)]


def test_a_record_of_somebody_else_is_kept_for_review(ruminah, sutini):
    reading = reading_of(module())
    sent = event(reading)
    received(ruminah, [sent])

    assert received(sutini, [sent]) == [("rejected", "event_id_taken", True)]
    assert [(each.sender, each.code) for each in EventForReview.objects.all()] == [
        (sutini, "event_id_taken")
    ]


def test_completion_is_told_once_for_a_batch(ruminah, django_capture_on_commit_callbacks):
    heard = []

    def hear(summary, release, **kwargs):
        heard.append((summary.user, release.code))

    page = module(lessons=2)
    module_completed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        received(ruminah, [event(reading_of(page, 1)), event(reading_of(page, 2))])
        received(ruminah, [event(reading_of(page, 1))])
    module_completed.disconnect(hear)

    assert heard == [(ruminah, "M01")]


def test_rebuilding_gives_what_the_batches_gave(ruminah):
    page = module(lessons=3)
    does(ruminah, reading_of(page, 1))
    later = NOON + timedelta(days=3650)
    received(ruminah, [event(reading_of(page, 2)), an_answer(reading_of(page, 2))], now=later)
    create_lesson(module=page, title="Tambahan", cards=[check()])
    received(ruminah, [event(reading_of(page, 3))], now=later)
    fields = ("user", "module", "release", "lessons_done", "checks_passed", "completed_at")
    before = set(ProgressSummary.objects.values_list(*fields))

    rebuild_progress()

    assert set(ProgressSummary.objects.values_list(*fields)) == before
