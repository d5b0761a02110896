"""Two deliveries at once, bodies that are cut, and keys that change."""

import threading
from io import BytesIO
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.core.handlers.wsgi import WSGIRequest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from mentoring.field.api.bodies import read_json
from mentoring.field.errors import BodyCut
from mentoring.field.keys import export_key, hash_of, recovery_key
from mentoring.field.models import Device, Envelope
from mentoring.field.services import enrol, give_unlock_code, invite_phone, take_secret, unlock
from mentoring.field.tasks import try_waiting_task
from tests.factories.accounts import UserFactory
from tests.markup import markup_errors
from tests.mentoring.field.phones import Phone, record_of


def _at_once(*acts):
    """Run all of `acts` in threads that begin together; what each returned."""
    begin = threading.Barrier(len(acts))
    said = [None] * len(acts)

    def run(number, act):
        begin.wait()
        try:
            said[number] = act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return said


@pytest.mark.at_once
@pytest.mark.django_db(transaction=True)
def test_two_deliveries_of_one_phone_at_once_have_one_effect(with_notes):
    phone = Phone()
    lines = [phone.line(f"line {n}") for n in range(20)]
    changed = [phone.change(each, "changed") for each in lines[:5]]

    first, second = _at_once(
        lambda: phone.post("push/", phone.body(*lines, *changed)).json()["answers"],
        lambda: phone.post("push/", phone.body(*lines)).json()["answers"],
    )

    assert first[:20] == second
    assert {each["answer"] for each in first[:20]} == {"applied"}
    assert {each["answer"] for each in first[20:]} == {"revision"}
    assert Envelope.objects.count() == 25
    assert sorted(len(said) for said in with_notes.KEPT.values()) == [1] * 15 + [2] * 5


@pytest.mark.at_once
@pytest.mark.django_db(transaction=True)
def test_two_phones_that_bring_the_page_of_one_waiting_line_at_once_have_it_taken_over_once(
    with_notes,
):
    """Both wake what waited; who comes second passes over what the first is at work on."""
    waiting, first, second = (Phone(token=f"phone {number}") for number in range(3))
    pages = [uuid4() for _page in range(10)]
    lines = [waiting.line(f"line {n}", parent=page) for n, page in enumerate(pages)]
    assert set(waiting.answers(*lines)) == {"waiting"}

    one, other = (
        [phone.line("page", record=page) for page in chosen]
        for phone, chosen in ((first, pages[:6]), (second, pages[4:]))
    )
    said = _at_once(lambda: first.answers(*one), lambda: second.answers(*other))

    assert [set(each) <= {"applied", "duplicate", "conflict"} for each in said] == [True, True]
    try_waiting_task()
    told = {each["answer"] for each in waiting.ask(*map(record_of, lines))}
    assert told == {"applied"}
    assert [len(with_notes.KEPT[record_of(each)]) for each in lines] == [1] * 10
    assert not Envelope.objects.filter(state="waiting").exists()


@pytest.mark.at_once
@pytest.mark.django_db(transaction=True)
def test_what_another_connection_is_at_work_on_is_left_to_it(with_notes):
    """PostgreSQL alone has locks of rows; on SQLite nobody is at work meanwhile."""
    locks_rows = connection.features.has_select_for_update_skip_locked
    waiting = Phone(token="a phone")
    page = uuid4()
    line = waiting.line("line", parent=page)
    assert waiting.answers(line) == ["waiting"]
    held, may_end = threading.Event(), threading.Event()
    if not locks_rows:
        may_end.set()

    def be_at_work():
        with transaction.atomic():
            list(Envelope.objects.select_for_update().filter(record=record_of(line)))
            held.set()
            may_end.wait()
        connections.close_all()

    other = threading.Thread(target=be_at_work)
    other.start()
    held.wait()
    if not locks_rows:
        other.join()
    with_notes.KEPT[page] = [("", "page")]
    taken = [try_waiting_task()]
    may_end.set()
    other.join()
    taken.append(try_waiting_task())

    assert taken == ([0, 1] if locks_rows else [1, 0])
    assert len(with_notes.KEPT[record_of(line)]) == 1


@pytest.mark.at_once
@pytest.mark.django_db(transaction=True)
def test_a_code_used_twice_at_once_sets_up_one_phone():
    code = invite_phone(user=UserFactory(), invited_by=UserFactory()).code

    def set_up():
        now = timezone.now()
        return enrol(code=code, device_name="HP", app_version="", now=now, attempt="mine")

    said = _at_once(set_up, set_up)

    # As if the first answer had been lost: one phone, and one of the two tokens opens it.
    device = Device.objects.get()
    assert [each.device.pk for each in said] == [device.pk] * 2
    assert sum(hash_of(each.token) == device.token_hash for each in said) == 1


def _request(body, length):
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(length),
        "wsgi.input": BytesIO(body),
    }
    return WSGIRequest(environ)


def test_a_body_that_was_cut_is_told_from_a_whole_one():
    assert read_json(_request(b'{"a":1}', 7)) == {"a": 1}
    with pytest.raises(BodyCut):
        read_json(_request(b'{"a":1}', 8))


@pytest.mark.django_db
def test_phones_can_still_be_opened_after_the_keys_were_changed(settings):
    code = invite_phone(user=UserFactory(), invited_by=UserFactory()).code
    device = enrol(code=code, device_name="HP", app_version="", now=timezone.now()).device
    opened = unlock(
        device_id=device.pk,
        code=give_unlock_code(device=device, given_by=UserFactory()),
        now=timezone.now(),
    )
    take_secret(device=device, sha256=hash_of(opened.secret))
    device.refresh_from_db()
    before = export_key(device), recovery_key(device)
    old, new = settings.MENTORING_IDENTIFIER_KEYS[0], Fernet.generate_key().decode()

    settings.MENTORING_IDENTIFIER_KEYS = [new, old]
    call_command("reseal_phones", verbosity=0)
    settings.MENTORING_IDENTIFIER_KEYS = [new]

    device.refresh_from_db()
    assert (export_key(device), recovery_key(device)) == before
    given = give_unlock_code(device=device, given_by=UserFactory())
    assert unlock(device_id=device.pk, code=given, now=timezone.now())


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "undang/", "catatan/", "perbedaan/", "saya/"])
def test_pages_are_tidy(client, dewi, with_notes, page):
    phone = Phone(user=dewi)
    phone.push(phone.line("bad"))
    client.force_login(dewi)

    answer = client.get(f"/pendampingan/hp/{page}")

    assert answer.status_code == 200
    assert markup_errors(answer.content.decode()) == []
