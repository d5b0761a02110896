"""Two deliveries at once, bodies that are cut, and keys that change."""

import threading
from io import BytesIO

import pytest
from cryptography.fernet import Fernet
from django.core.handlers.wsgi import WSGIRequest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from mentoring.field.api.bodies import read_json
from mentoring.field.errors import BodyCut
from mentoring.field.keys import export_key
from mentoring.field.models import Device, Envelope
from mentoring.field.services import enrol, give_unlock_code, invite_phone, unlock
from tests.factories.accounts import UserFactory
from tests.markup import markup_errors
from tests.mentoring.field.phones import Phone


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


# Really commits: the kept PostgreSQL of a whole run could not be filled again afterwards.
@pytest.mark.servers
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


# Really commits: the kept PostgreSQL of a whole run could not be filled again afterwards.
@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_a_code_used_twice_at_once_sets_up_one_phone():
    code = invite_phone(user=UserFactory(), invited_by=UserFactory()).code

    def set_up():
        try:
            return enrol(code=code, device_name="HP", app_version="", now=timezone.now())
        except Exception as refusal:
            return refusal

    said = _at_once(set_up, set_up)

    assert sorted(getattr(each, "code", "set up") for each in said) == ["code_not_valid", "set up"]
    assert Device.objects.count() == 1


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
    before = export_key(device)
    old, new = settings.MENTORING_IDENTIFIER_KEYS[0], Fernet.generate_key().decode()

    settings.MENTORING_IDENTIFIER_KEYS = [new, old]
    call_command("reseal_phones", verbosity=0)
    settings.MENTORING_IDENTIFIER_KEYS = [new]

    device.refresh_from_db()
    assert export_key(device) == before
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
