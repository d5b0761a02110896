"""What a phone sends is kept and answered once, whatever is repeated, reordered or wrong."""

import json
import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.field.models import AwaitedRecord, Conflict, Envelope
from mentoring.field.tasks import try_waiting_task
from tests.mentoring.field.phones import Phone, record_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(with_notes):
    return Phone()


def kept(with_notes):
    """record -> the texts it had, oldest first."""
    return {key: [text for _digest, text in said] for key, said in with_notes.KEPT.items()}


def test_a_record_is_taken_over(phone, with_notes):
    line = phone.line("three baskets")

    assert phone.push(line) == [
        {
            "sequence": 1,
            "record": line["record"],
            "answer": "applied",
            "code": "",
            "sentence": "",
            "waits_for": [],
            "is_forgotten": False,
        }
    ]
    assert kept(with_notes) == {record_of(line): ["three baskets"]}


def test_the_same_delivery_twice_has_one_effect_and_the_same_answers(phone, with_notes):
    lines = [phone.line("one"), phone.line("bad two"), phone.line("three", parent=uuid4())]

    first, again = phone.push(*lines), phone.push(*lines)

    assert [each["answer"] for each in first] == ["applied", "held", "waiting"]
    assert again == first
    assert Envelope.objects.count() == 3
    assert kept(with_notes) == {record_of(lines[0]): ["one"]}


def test_a_record_that_got_another_number_is_still_the_same(phone, with_notes):
    line = phone.line("one")
    phone.push(line)

    assert phone.answers({**line, "sequence": 2}) == ["applied"]
    assert Envelope.objects.count() == 1


def test_another_phone_with_the_same_record_hears_that_it_is_here(phone, with_notes):
    line = phone.line("one")
    phone.push(line)

    assert Phone(token="another").answers(line) == ["duplicate"]
    assert Envelope.objects.count() == 2
    assert kept(with_notes) == {record_of(line): ["one"]}


def test_a_number_that_another_record_had_loses_neither(phone, with_notes):
    first, second = phone.line("one", sequence=1), phone.line("two", sequence=1)

    assert phone.answers(first) == ["applied"]
    assert phone.answers(second) == ["applied"]
    assert phone.answers(second) == ["applied"]
    assert sorted(Envelope.objects.values_list("sequence", flat=True)) == [1, 2]
    assert len(kept(with_notes)) == 2


def test_a_changed_record_is_a_revision(phone, with_notes):
    line = phone.line("one")
    changed = phone.change(line, "one and a half", reason="counted again")

    assert phone.answers(line) == ["applied"]
    assert phone.answers(changed) == ["revision"]
    assert kept(with_notes) == {record_of(line): ["one", "one and a half"]}


def test_changes_of_one_delivery_follow_one_another(phone, with_notes):
    line = phone.line("one")
    second = phone.change(line, "two")
    third = phone.change(second, "three")

    assert phone.answers(third, line, second) == ["revision", "applied", "revision"]
    assert kept(with_notes) == {record_of(line): ["one", "two", "three"]}


def test_a_text_may_be_changed_back(phone, with_notes):
    line = phone.line("one")
    second = phone.change(line, "two")
    back = phone.change(second, "one")

    assert phone.answers(line, second, back) == ["applied", "revision", "revision"]
    assert phone.answers(back) == ["revision"]


def test_a_text_changed_to_and_fro_ends_as_it_was_last(phone, with_notes):
    one = phone.line("A")
    two = phone.change(one, "B")
    three = phone.change(two, "A")
    four = phone.change(three, "B")
    five = phone.change(four, "A")

    assert phone.answers(one, two, three, four, five) == ["applied", *["revision"] * 4]
    assert kept(with_notes) == {record_of(one): ["A", "B", "A", "B", "A"]}
    assert phone.answers(two, four) == ["revision", "revision"]
    assert Envelope.objects.count() == 5


def test_a_damaged_record_that_was_changed_meanwhile_waits_for_nothing(phone, with_notes):
    line = phone.line("one")
    phone.push({**line, "payload": {"text": "o?e"}})

    assert phone.answers(phone.change(line, "two")) == ["applied"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"text": 1e400}',
        b'{"text": "' + b"\\ud83d" + b'"}',
        b'{"text": ' + b"[" * 600 + b'"\xf0\x9f\xa7\xba"' + b"]" * 600 + b"}",
    ],
)
def test_no_payload_hurts_a_delivery(phone, with_notes, body):
    good = phone.line("good")
    strange = phone.line("x", payload="PAYLOAD")
    raw = json.dumps(phone.body(strange, good)).encode().replace(b'"PAYLOAD"', body)

    answer = phone.post("push/", raw)

    assert [each["answer"] for each in answer.json()["answers"]] == ["held", "applied"]


def test_words_of_a_room_are_kept_by_every_database(phone, with_notes, monkeypatch):
    line = phone.line("one")
    phone.push(line)
    monkeypatch.setattr(with_notes, "DIFFERS", "nul \0 and half \ud83d")

    (answer,) = phone.push(phone.line("two", record=line["record"]))

    assert answer["answer"] == "conflict"
    assert answer["sentence"] == "nul  and half ?"


def test_a_child_of_what_was_thrown_away_asks_somebody(phone, with_notes):
    parent = phone.line("bad")
    phone.push(parent)
    Envelope.objects.update(state="dropped")

    (answer,) = phone.push(phone.line("line", after=[parent["record"]]))

    assert (answer["answer"], answer["code"]) == ("held", "parent_dropped")


def test_the_largest_number_locks_no_phone_out(phone, with_notes):
    line = phone.line("one", sequence=2**63 - 1)

    assert phone.answers(line) == ["held"]
    assert phone.answers(phone.line("two", sequence=2)) == ["applied"]


def test_a_change_that_comes_before_what_it_changes_waits_for_it(phone, with_notes):
    line = phone.line("one")
    second = phone.change(line, "two")
    third = phone.change(second, "three")

    assert phone.answers(third) == ["waiting"]
    assert phone.answers(second) == ["waiting"]
    assert phone.answers(line) == ["applied"]

    assert kept(with_notes) == {record_of(line): ["one", "two", "three"]}
    assert [each["answer"] for each in phone.ask(line["record"])] == ["revision"]
    assert AwaitedRecord.objects.count() == 0


@pytest.mark.parametrize("seed", range(4))
def test_any_order_ends_with_the_same(phone, with_notes, seed):
    parent = phone.line("page")
    children = [phone.line(f"line {n}", after=[parent["record"]]) for n in range(5)]
    changes = [phone.change(each, each["payload"]["text"] + "!") for each in children]
    grandchild = phone.line("word", after=[children[0]["record"], children[1]["record"]])
    everything = [parent, *children, *changes, grandchild]
    random.Random(seed).shuffle(everything)  # noqa: S311 - an order, no secret

    for each in everything:
        phone.push(each)
        phone.push(each)

    expected = {record_of(parent): ["page"], record_of(grandchild): ["word"]}
    for n, child in enumerate(children):
        expected[record_of(child)] = [f"line {n}", f"line {n}!"]
    assert kept(with_notes) == expected
    assert Envelope.objects.exclude(state="settled").count() == 0


def test_a_parent_that_only_the_room_knows_of_is_waited_for(phone, with_notes):
    parent = uuid4()
    (waiting,) = phone.push(phone.line("line", parent=parent))

    assert (waiting["answer"], waiting["waits_for"]) == ("waiting", [str(parent)])
    assert waiting["sentence"] == "Its page has not come."

    phone.push(phone.line("page", record=parent))

    assert len(kept(with_notes)) == 2


def test_a_parent_from_another_phone_counts(phone, with_notes):
    page = phone.line("page")
    child = phone.line("line", after=[page["record"]])
    phone.push(child)

    Phone(token="another").push(page)

    assert [each["answer"] for each in phone.ask(child["record"])] == ["applied"]


def test_what_a_phone_sent_that_was_signed_out_since_is_not_woken(phone, with_notes):
    page = phone.line("page")
    child = phone.line("line", after=[page["record"]])
    phone.push(child)
    phone.device.user.is_active = False
    phone.device.user.save()

    Phone(token="another").push(page)

    assert [each["answer"] for each in phone.ask(child["record"])] == ["waiting"]


def test_a_bad_record_never_hurts_its_neighbours(phone, with_notes, caplog):
    lines = [phone.line(text) for text in ("one", "bad", "stone", "four", "late five")]

    answers = phone.push(*lines)

    assert [each["answer"] for each in answers] == ["applied", "held", "held", "applied", "held"]
    assert [each["code"] for each in answers] == [
        *("", "line_too_short", "room_failed", "", "too_late")
    ]
    assert sorted(text for (text,) in kept(with_notes).values()) == ["four", "one"]
    assert [each.message for each in caplog.records if "take over" in each.message] == [
        f"notes.line could not take over record {lines[2]['record']}"
    ]


def test_one_bad_record_of_a_hundred_is_found_by_halves(phone, with_notes):
    lines = [phone.line("stone" if n == 60 else f"line {n}") for n in range(100)]

    answers = phone.answers(*lines)

    assert answers.count("applied") == 99
    assert answers[60] == "held"
    # All of them, then halves, down to the one: two tries on each of at most seven levels.
    assert len(with_notes.ASKED) <= 1 + 2 * 7


def test_what_nobody_can_read_is_kept_and_told(phone, with_notes):
    strange = [
        phone.line("x", type="sales.sale"),
        phone.line("x", version=3),
        phone.line("x", recorded_at="2026-02-31T08:00:00+07:00"),
        phone.line("x", recorded_at="2567-11-22T08:00:00+07:00"),
        phone.line("x", recorded_at="1447-05-02T08:00:00+07:00"),
        phone.line("x", recorded_at=None),
        phone.line("x", digest="0" * 64),
        phone.line("x", payload=["a", "list"]),
        {**phone.line("x"), "record": "not-a-uuid"},
        {**phone.line("x"), "after": ["nothing"]},
        {**phone.line("x"), "version": "two"},
    ]
    good = phone.line("good")

    answers = phone.push(*strange, good)

    assert [each["code"] for each in answers] == [
        "type_unknown",
        "version_unknown",
        *["impossible_date"] * 4,
        "digest_differs",
        "payload_unreadable",
        *["envelope_unreadable"] * 3,
        "",
    ]
    assert {each["answer"] for each in answers[:-1]} == {"held"}
    assert all(each["sentence"] for each in answers[:-1])
    assert Envelope.objects.count() == 12
    assert phone.push(*strange, good) == answers


def test_even_what_is_no_record_at_all_is_kept(phone, with_notes):
    answers = phone.push("nonsense", 7, {}, {"sequence": "x"}, phone.line("good"))

    assert [each["code"] for each in answers] == [*["envelope_unreadable"] * 4, ""]
    assert Envelope.objects.filter(code="envelope_unreadable").count() == 4
    assert Envelope.objects.filter(payload='"nonsense"').count() == 1


@pytest.mark.parametrize("text", ["nul \0 inside", "half a pair \ud83d", "\U0001f9fa"])
def test_whatever_letters_it_has_a_record_is_kept(phone, with_notes, text):
    line = phone.line(text)

    assert phone.answers(line) == ["applied"]
    assert phone.answers(line) == ["applied"]


def test_a_record_damaged_on_its_way_is_taken_over_when_it_comes_whole(phone, with_notes):
    line = phone.line("one")
    damaged = {**line, "payload": {"text": "o?e"}}

    assert phone.answers(damaged) == ["held"]
    assert phone.answers(line) == ["applied"]
    assert kept(with_notes) == {record_of(line): ["one"]}
    assert Envelope.objects.get().payload == '{"text":"one"}'


def test_a_held_record_that_comes_again_corrected_is_a_first_version(phone, with_notes):
    line = phone.line("bad")
    phone.push(line)

    assert phone.answers(phone.change(line, "good")) == ["applied"]
    assert kept(with_notes) == {record_of(line): ["good"]}
    assert list(Envelope.objects.order_by("sequence").values_list("state", flat=True)) == [
        *("superseded", "settled")
    ]


def test_a_record_with_too_many_parents_is_held_and_hurts_no_other(phone, with_notes):
    crowd = phone.line("one", after=[str(uuid4()) for _ in range(51)])

    answers = phone.push(crowd, phone.line("two"))

    assert [each["code"] for each in answers] == ["envelope_unreadable", ""]
    assert AwaitedRecord.objects.count() == 0


def test_what_a_newer_version_of_the_site_can_read_is_taken_over_by_itself(request, monkeypatch):
    phone = Phone()
    line, newer, gone = phone.line("one"), phone.line("two", version=3), phone.line("stone")
    phone.push(line, newer, gone)
    assert {each["code"] for each in phone.ask(*map(record_of, (line, newer, gone)))} == {
        "type_unknown"
    }
    assert try_waiting_task() == 0

    notes = request.getfixturevalue("with_notes")
    assert try_waiting_task() == 1
    codes = {each["record"]: each["code"] for each in phone.ask(*map(record_of, (newer, gone)))}
    assert codes == {newer["record"]: "version_unknown", gone["record"]: "room_failed"}

    monkeypatch.setattr(notes.LINES, "versions", (1, 2, 3), raising=False)
    assert try_waiting_task() == 1
    assert kept(notes) == {record_of(line): ["one"], record_of(newer): ["two"]}
    assert Envelope.objects.filter(decided_by__isnull=False).count() == 0


def test_nothing_of_a_phone_that_was_signed_out_is_taken_over_by_itself(request):
    phone = Phone()
    phone.push(phone.line("one"))
    phone.device.state = "revoked"
    phone.device.save()
    notes = request.getfixturevalue("with_notes")

    assert try_waiting_task() == 0
    assert kept(notes) == {}


def test_what_differs_is_kept_beside_what_the_office_has(phone, with_notes):
    line = phone.line("one")
    phone.push(line)

    (answer,) = Phone(token="another").push({**phone.line("two"), "record": line["record"]})

    assert (answer["answer"], answer["code"]) == ("conflict", "differs")
    conflict = Conflict.objects.get()
    assert (conflict.kind, conflict.server_values, conflict.device_values) == (
        "hard",
        {"text": "one"},
        {"text": "two"},
    )
    assert kept(with_notes) == {record_of(line): ["one"]}


def test_a_form_of_last_year_is_still_read(phone, with_notes):
    assert phone.answers(phone.line("one", version=1)) == ["applied"]


@pytest.mark.parametrize("days", [1, -1, 400, -4000])
def test_a_clock_that_is_wrong_is_noted_and_put_right(with_notes, days):
    phone = Phone(offset=timedelta(days=days))

    assert phone.answers(phone.line("one")) == ["applied"]

    envelope = Envelope.objects.get()
    phone.device.refresh_from_db()
    assert phone.device.clock_is_wrong
    assert abs(phone.device.clock_skew_seconds - days * 86_400) < 600
    assert abs((envelope.recorded_at - envelope.received_at).total_seconds()) < 600
    # What the phone said itself stays beside it.
    assert envelope.was_put_right
    assert envelope.recorded_at_as_told - envelope.recorded_at == timedelta(
        seconds=envelope.clock_skew_seconds
    )


def test_a_clock_that_is_right_is_left_alone(phone, with_notes):
    phone.push(phone.line("one"))

    phone.device.refresh_from_db()
    assert not phone.device.clock_is_wrong
    assert not Envelope.objects.get().was_put_right


def test_a_false_time_of_sending_hides_no_time_of_recording(phone, with_notes):
    """Whoever sets the clock back to send moves what counts, and what was told stays readable."""
    line = phone.line("one", recorded_at="2026-11-20T08:00:00+07:00")

    phone.push(line, sent_at="2026-11-01T08:00:00+07:00")

    envelope = Envelope.objects.get()
    assert envelope.recorded_at_as_told.isoformat() == "2026-11-20T01:00:00+00:00"
    assert envelope.recorded_at != envelope.recorded_at_as_told


def test_the_phone_is_noted_as_it_said(phone, with_notes):
    oldest = "2026-11-20T08:00:00+07:00"
    phone.push(unsent=7, unsent_files=3, oldest_unsent_at=oldest, app_version="1.2")

    phone.device.refresh_from_db()
    assert (phone.device.unsent_count, phone.device.app_version) == (7, "1.2")
    assert phone.device.unsent_files == 3
    assert phone.device.oldest_unsent_at.isoformat() == "2026-11-20T01:00:00+00:00"


def test_what_came_just_now_is_not_counted_as_unsent(phone, with_notes):
    phone.push(phone.line("one"), unsent=1, oldest_unsent_at="2026-11-20T08:00:00+07:00")

    phone.device.refresh_from_db()
    assert (phone.device.unsent_count, phone.device.oldest_unsent_at) == (0, None)


@pytest.mark.parametrize(
    "said", [{"sent_at": "soon"}, {"unsent": "many"}, {"unsent": -1}, {"app_version": 7}]
)
def test_what_a_phone_says_wrongly_of_itself_holds_nothing_up(phone, with_notes, said):
    (answer,) = phone.push(phone.line("one"), **said)

    assert answer["answer"] == "applied"


def _queries(*lines, phone):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        phone.push(*lines)
    return len(asked)


def test_a_hundred_records_cost_as_many_queries_as_one(phone, with_notes):
    # The token; a transaction (two); the phone's row; what came before; a savepoint for the
    # room (two); the envelopes; what waits for them; the phone's news.
    one = _queries(phone.line("one"), phone=phone)
    assert one == 10

    hundred = [phone.line(f"line {n}") for n in range(100)]
    assert _queries(*hundred, phone=phone) == 10

    assert _queries(*hundred, phone=phone) == 6
    assert with_notes.ASKED == [1, 100]
