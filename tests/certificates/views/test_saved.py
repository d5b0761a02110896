"""The page that checks without signal: what it is made of, and what it says, signal or not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone
from playwright.sync_api import expect

from certificates.models import Certificate, IssueItem
from certificates.proofs import Facts, read, sign
from certificates.services import publish_revocation_lists, revoke_certificate
from certificates.services.keys import private_key
from certificates.services.proving import proof_of, public_keys, with_proof_keys
from tests.browser import assert_accessible, assert_no_sideways_scrolling
from tests.certificates.keys import key_moments, proof_key
from tests.markup import markup_errors

PAGES = pytest.mark.django_db(transaction=True)


@pytest.fixture
def signing(house, settings, tmp_path):
    return proof_key(house.issuer, settings, tmp_path)


@pytest.mark.django_db
def test_page_worker_keys_and_lists_lie_under_the_verification_address(
    client, house, signing, django_assert_num_queries
):
    costs = {"/c/": 0, "/c/sw.js": 0, "/c/kunci.json": 1, "/c/pencabutan.json": 1}
    for path, most in costs.items():
        with django_assert_num_queries(most):
            response = client.get(path)
        again = client.get(path, headers={"if-none-match": response.headers["ETag"]})
        assert (response.status_code, again.status_code) == (200, 304), path
        assert response.cookies == {}

    worker = client.get("/c/sw.js").content.decode()
    assert '"page": "/c/"' in worker
    assert "pendampingan" not in worker
    assert markup_errors(client.get("/c/").content.decode()) == []


@pytest.mark.django_db
def test_the_worker_is_another_one_when_a_part_changes(client, house):
    indonesian = client.get("/c/sw.js").headers["ETag"]
    client.get("/bahasa/en/?next=/")

    assert client.get("/c/sw.js").headers["ETag"] != indonesian


def keep(page, live_server):
    page.goto(f"{live_server.url}/c/")
    page.get_by_role("button", name="Simpan pemeriksa di HP ini").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()


def at(live_server, certificate, proof=None):
    return f"{live_server.url}/c/{certificate.public_code}/#{proof or certificate.qr_payload}"


@pytest.mark.browser
@PAGES
def test_with_signal_the_page_checks_the_signature_too(live_server, page, house, signing):
    certificate = house.certificate()
    publish_revocation_lists()

    page.goto(at(live_server, certificate))

    expect(page.get_by_text("ASLI dan BERLAKU")).to_be_visible()
    expect(page.get_by_text("TANDA TANGAN COCOK")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scrolling(page)


@pytest.mark.browser
@PAGES
def test_without_signal_the_saved_page_says_what_the_lists_said(
    live_server, page, house, signing, guard
):
    guard.allow("ERR_INTERNET_DISCONNECTED")
    revoked, good = house.certificate(), house.certificate(key="run:2")
    revoke_certificate(certificate=revoked, reason="fraud", note="x", revoked_by=house.head)
    publish_revocation_lists()
    keep(page, live_server)
    page.context.set_offline(True)

    page.goto(at(live_server, good))
    expect(page.get_by_text("TANDA TANGAN COCOK")).to_be_visible()
    expect(page.get_by_text("status per")).to_be_visible()
    expect(page.get_by_text(good.printed_name)).to_be_visible()
    expect(page.get_by_text("sudah lama atau belum ada")).to_be_hidden()
    assert_accessible(page)
    assert_no_sideways_scrolling(page)

    page.goto(at(live_server, revoked))
    expect(page.get_by_text("DICABUT pada")).to_be_visible()
    expect(page.get_by_text("TANDA TANGAN COCOK")).to_be_hidden()


@pytest.mark.browser
@PAGES
def test_what_is_not_signed_by_the_issuer_is_told_apart_without_signal(
    live_server, page, house, signing, guard
):
    guard.allow("ERR_INTERNET_DISCONNECTED")
    one, other = house.certificate(), house.certificate(key="run:2")
    publish_revocation_lists()
    keep(page, live_server)
    page.context.set_offline(True)
    changed = one.qr_payload[:-10] + ("A" if one.qr_payload[-10] != "A" else "B")

    for address, words in (
        (at(live_server, one, other.qr_payload), "TANDA TANGAN TIDAK COCOK"),
        (at(live_server, one, changed + one.qr_payload[-9:]), "TANDA TANGAN TIDAK COCOK"),
        (at(live_server, one, "bukan-tanda-tangan"), "tidak memuat tanda tangan"),
        (at(live_server, one, by_a_stranger(one)), "belum dikenal di sini"),
    ):
        page.goto("about:blank")
        page.goto(address)
        expect(page.get_by_text(words)).to_be_visible()
        expect(page.get_by_text("TANDA TANGAN COCOK")).to_be_hidden()


@pytest.mark.browser
@PAGES
def test_an_old_list_and_a_last_day_that_is_over_are_said(
    live_server, page, house, signing, guard, settings
):
    guard.allow("ERR_INTERNET_DISCONNECTED")
    certificate = house.certificate()
    publish_revocation_lists(now=timezone.now() - timedelta(days=40))
    keep(page, live_server)
    page.context.set_offline(True)
    yesterday = timezone.localdate() - timedelta(days=2)
    over = sign(facts_of(certificate, yesterday), key=private_key(signing), kid=signing.kid)

    page.goto(at(live_server, certificate))
    expect(page.get_by_text("sudah lama atau belum ada")).to_be_visible()
    page.goto("about:blank")
    page.goto(at(live_server, certificate, over))
    expect(page.get_by_text("ASLI, masa berlaku HABIS pada")).to_be_visible()


def facts_of(certificate, valid_until=None):
    return Facts(
        code=certificate.public_code,
        serial=certificate.serial,
        name=certificate.printed_name,
        programme="Produksi Manik-manik Kayu",
        issued_on=certificate.issued_on,
        valid_until=valid_until,
        signed_at=timezone.now(),
    )


def by_a_stranger(certificate):
    return sign(facts_of(certificate), key=Ed25519PrivateKey.generate(), kid="ff" * 8)


@pytest.mark.browser
@PAGES
def test_whole_numbers_verify_as_the_browsers_own_do(live_server, page, house, signing):
    """Browsers before 2025 have no Ed25519: the same paper, with it taken away."""
    page.add_init_script(
        "const own = crypto.subtle?.importKey.bind(crypto.subtle);"
        "if (own) crypto.subtle.importKey = (form, key, name, ...rest) => name.name === 'Ed25519'"
        " ? Promise.reject(new DOMException('none', 'NotSupportedError'))"
        " : own(form, key, name, ...rest);"
    )
    certificate = house.certificate()
    publish_revocation_lists()

    page.goto(at(live_server, certificate))
    expect(page.get_by_text("TANDA TANGAN COCOK")).to_be_visible()
    page.goto("about:blank")
    wrong = Certificate.objects.get(pk=certificate.pk).qr_payload
    page.goto(at(live_server, certificate, wrong[:-20] + "AAAAAAAAAAAAAAAAAAAA"))
    expect(page.get_by_text("TANDA TANGAN TIDAK COCOK")).to_be_visible()


@pytest.mark.browser
@PAGES
def test_a_phone_trusts_a_key_as_the_server_does(live_server, page, house, signing):
    certificate, shown = house.certificate(), {}
    own = {**public_keys()[0]}
    page.route("**/c/kunci.json", lambda route: route.fulfill(json={"schema": 1, "keys": [own]}))

    for row in key_moments():
        own.update({name: row[name] for name in ("active_from", "active_to", "compromised_at")})
        facts = replace(facts_of(certificate), signed_at=datetime.fromisoformat(row["signed_at"]))
        proof = sign(facts, key=private_key(signing), kid=signing.kid)
        page.goto("about:blank")
        page.goto(at(live_server, certificate, proof))
        expect(page.locator("#proof [data-state]:not([hidden])")).to_have_count(1)
        shown[row["why"]] = page.locator("[data-state=matches]").is_visible()

    assert shown == {row["why"]: row["holds"] for row in key_moments()}


@pytest.mark.django_db
def test_a_proof_says_when_its_key_was_chosen(house, signing, settings, tmp_path):
    house.issued(1)
    Certificate.objects.update(qr_payload="")
    (item,) = with_proof_keys(IssueItem.objects.select_related("certificate"))
    proof_key(house.issuer, settings, tmp_path)

    proof = read(proof_of(item), lambda kid: signing.public_key)

    signing.refresh_from_db()
    assert proof.kid == signing.kid
    assert signing.signs_at(proof.facts.signed_at)
