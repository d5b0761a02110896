"""The room's pages in the office, on a phone: readable, nothing sideways, usable by keyboard."""

import base64
import json
import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.field.keys import export_key
from mentoring.field.models import Conflict, Envelope
from mentoring.field.services import enrol, invite_phone, revoke_device
from tests.browser import assert_accessible, assert_no_sideways_scrolling, sign_in_at_once
from tests.factories.accounts import UserFactory
from tests.factories.assignments import FacilitatorFactory
from tests.factories.field import DeviceFactory
from tests.factories.registry import MandateFactory, place
from tests.mentoring.field.phones import Phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def visit(group, members, **more):
    """A visit as the app writes it down."""
    marks = {str(person.pk): "hadir" for person in members}
    return {
        "group": str(group.pk),
        "state": "held",
        "kind": "out_wall",
        "happened_on": timezone.localdate().isoformat(),
        "starts_at": "09:00",
        "minutes": 90,
        "component": "keterampilan",
        "purpose": "operational",
        "attendance": marks,
        "notes": "Menyiapkan pesanan manik untuk pameran; dua orang belajar menganyam.",
        "promises": [],
        **more,
    }


@pytest.fixture
def dewi(transactional_db):
    user = UserFactory(full_name="Dewi Koordinator Contoh", roles=["coordinator"])
    MandateFactory(user=user, role="coordinator", place=place("35.09"))
    return user


@pytest.fixture
def spoken(dewi, sri, group, members):
    """Sri's phone, real as far as the office can tell, with a held record and a difference."""
    new = enrol(
        code=invite_phone(user=sri.user, invited_by=dewi).code,
        device_name="HP biru milik Sri",
        app_version="1.0",
        now=timezone.now(),
    )
    phone = Phone(device=new.device, token=new.token)
    kind = {"type": "sessions.visit", "version": 1}
    told = phone.line("-", payload=visit(group, members), **kind)
    other = phone.line(
        "-",
        record=told["record"],
        payload=visit(group, members[:9], minutes=120, notes="Ditulis ulang."),
        **kind,
    )
    nobody = {str(person.pk): "alpa" for person in members}
    held = phone.line("-", payload=visit(group, [], attendance=nobody), **kind)
    assert phone.answers(told, other, held) == ["applied", "conflict", "held"]
    return phone


def rescue_file(device):
    """A rescue file without records, sealed as the app seals it."""
    device.refresh_from_db()
    iv = os.urandom(12)
    plain = json.dumps({"envelopes": [], "files": [{"id": "?"}]}).encode()
    sealed = AESGCM(export_key(device)).encrypt(iv, plain, b"")
    text = {name: base64.urlsafe_b64encode(raw).decode() for name, raw in [("iv", iv)]}
    text["ciphertext"] = base64.urlsafe_b64encode(sealed).decode()
    return json.dumps({"v": 1, "device": str(device.pk), **text}).encode()


def check(page):
    assert_no_sideways_scrolling(page)
    assert_accessible(page)


def test_every_page_about_phones_can_be_used_on_a_phone(live_server, page, dewi, sri, spoken):
    lost = DeviceFactory(user=FacilitatorFactory().user, name="HP hilang di pasar")
    revoke_device(device=lost, by=dewi, reason="Hilang di pasar Tutul, kata suaminya")
    name = "mentoring_field:{}".format
    sign_in_at_once(page, live_server.url, dewi)

    for address in (
        reverse(name("devices")),
        reverse(name("devices")) + "?q=tidak+ada&keadaan=diam",
        reverse(name("my_devices")),
        reverse(name("device"), args=[spoken.device.pk]),
        reverse(name("device"), args=[lost.pk]),
        reverse(name("invite")),
        reverse(name("held_records")),
        reverse(name("held_records")) + "?keadaan=selesai",
        reverse(name("held_record"), args=[Envelope.objects.get(answer="held").pk]),
        reverse(name("conflicts")),
        reverse(name("conflict"), args=[Conflict.objects.get().pk]),
        reverse("mentoring_phone:index"),
    ):
        page.goto(f"{live_server.url}{address}")
        assert_no_sideways_scrolling(page)
        if "mentoring_phone" not in address:
            assert_accessible(page)


def test_records_and_differences_are_read_in_words(live_server, page, dewi, group, spoken):
    sign_in_at_once(page, live_server.url, dewi)

    held = Envelope.objects.get(answer="held")
    page.goto(f"{live_server.url}{reverse('mentoring_field:held_record', args=[held.pk])}")
    said = page.locator("main").inner_text()
    assert "alpa (16): Anggota 00 Contoh, Anggota 01 Contoh" in said
    assert group.name in said
    assert str(group.pk) not in said

    page.goto(f"{live_server.url}{Conflict.objects.get().get_absolute_url()}")
    differing = page.locator("main li.card h3").all_inner_texts()
    assert sorted(differing) == ["Catatan", "Daftar hadir", "Menit"]
    both = page.locator("main li.card", has_text="Daftar hadir").inner_text()
    assert "hadir (16)" in both
    assert "hadir (9)" in both


def test_what_is_shown_once_can_be_used_on_a_phone(live_server, page, dewi, sri, spoken, tmp_path):
    sign_in_at_once(page, live_server.url, dewi)
    page.goto(f"{live_server.url}{reverse('mentoring_field:invite')}")
    page.locator("li", has_text="Sri Pendamping").get_by_role("button").click()
    expect(page.locator("img[src^='data:image/svg']")).to_be_visible()
    check(page)

    phone = f"{live_server.url}{spoken.device.get_absolute_url()}"
    page.goto(phone)
    page.get_by_role("button", name="Tampilkan kode sekali pakai").click()
    check(page)

    file = tmp_path / "lapangan.json"
    file.write_bytes(rescue_file(spoken.device))
    page.goto(phone)
    page.get_by_label("Berkas penyelamatan").set_input_files(file)
    page.get_by_role("button", name="Terima berkas").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("/selamatkan/")
    check(page)


def test_a_record_is_decided_by_keyboard_alone(live_server, page, dewi, spoken):
    held = Envelope.objects.get(answer="held")
    sign_in_at_once(page, live_server.url, dewi)
    page.goto(f"{live_server.url}{reverse('mentoring_field:held_record', args=[held.pk])}")

    _tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "textarea")
    page.keyboard.type("Siapa yang hadir?")
    _tab_to(page, "main button")
    page.keyboard.press("Enter")

    page.wait_for_url("**/hp/catatan/")
    held.refresh_from_db()
    assert (held.state, held.sentence) == ("returned", "Siapa yang hadir?")


def _tab_to(page, what):
    """Press Tab until the focus, which must be seen, is on `what`."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
            assert outline != "none" or shadow != "none"
            return
    raise AssertionError(f"the keyboard never reaches {what}")
