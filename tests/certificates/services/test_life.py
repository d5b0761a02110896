"""After the issue: review, correction of a name, hand-over, duplicates."""

import hashlib
import io
import re
from datetime import timedelta

import pikepdf
import pypdf
import pytest
from django.utils import timezone
from wagtail import hooks

from certificates.errors import (
    AlreadyAsked,
    HandedOverTooEarly,
    NameNotPrintable,
    NamePrintableOtherwise,
    NameUnchanged,
    NotAllowed,
    NotAsked,
    NotDuplicable,
    NotHeld,
    NotHoldable,
    NotReplaceable,
    OwnCertificate,
    OwnRequest,
    ReasonMissing,
)
from certificates.models import Certificate, Correction, EventKind, SigningKey, Status
from certificates.proofs import read
from certificates.services import (
    approve_batch,
    approve_correction,
    chain_is_whole,
    decline_correction,
    duplicate_hashes,
    hand_over,
    hold_certificate,
    print_duplicate,
    register_shipped_design,
    release_certificate,
    request_correction,
    revoke_certificate,
    to_hand_over,
    verify,
)
from certificates.services.keys import rotate_key
from tests.certificates.keys import proof_key
from tests.factories.accounts import UserFactory
from tests.factories.certificates import MembershipFactory


@pytest.fixture
def certificate(house):
    return house.certificate()


def ask(certificate, asked_by, name="Sri Rahayu Contoh"):
    return request_correction(
        certificate=certificate, wanted_name=name, reason="KTP dilihat", asked_by=asked_by
    )


def test_a_certificate_under_review_says_so_until_it_is_released(house, certificate):
    hold_certificate(certificate=certificate, note="Laporan warga", held_by=house.head)
    assert verify(typed=certificate.public_code, address="192.0.2.1").state == "held"
    with pytest.raises(NotHoldable):
        hold_certificate(certificate=certificate, note="Lagi", held_by=house.head)

    release_certificate(certificate=certificate, released_by=house.head)

    assert certificate.status == Status.VALID
    with pytest.raises(NotHeld):
        release_certificate(certificate=certificate, released_by=house.head)
    assert [event.kind for event in certificate.events.all()] == ["issued", "held", "released"]
    assert chain_is_whole(certificate)


def test_a_reason_is_needed_and_the_role_at_this_issuer(house, certificate):
    with pytest.raises(ReasonMissing):
        hold_certificate(certificate=certificate, note=" ", held_by=house.head)
    for stranger in (house.clerk, MembershipFactory(role="head").user, certificate.holder):
        with pytest.raises(NotAllowed):
            hold_certificate(certificate=certificate, note="x", held_by=stranger)


def test_a_wrong_name_is_replaced_by_a_new_certificate_and_both_say_so(house, certificate):
    before = certificate.pdf.read()
    correction = ask(certificate, certificate.holder)

    with house.commits():
        new = approve_correction(correction=correction, approved_by=house.head)

    certificate.refresh_from_db()
    assert (certificate.status, new.status) == (Status.REPLACED, Status.VALID)
    assert (new.replaces, new.sequence, new.printed_name) == (certificate, 2, "Sri Rahayu Contoh")
    pdf = new.pdf.read()
    assert hashlib.sha256(pdf).hexdigest() == new.pdf_sha256
    assert "SRI RAHAYU CONTOH" in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().upper()
    assert certificate.pdf.open().read() == before
    assert new.snapshot["evidence"] == certificate.snapshot["evidence"]
    assert verify(typed=certificate.public_code, address="192.0.2.1").state == "replaced"
    assert verify(typed=new.public_code, address="192.0.2.1").printed["name"] == new.printed_name
    assert chain_is_whole(certificate) and chain_is_whole(new)
    again = ask(new, house.clerk, "Sri Rahayu Contoh Kedua")
    third = approve_correction(correction=again, approved_by=house.head)
    assert third.sequence == 3


def test_the_new_one_is_signed_and_bears_a_proof_as_every_other(house, settings, tmp_path):
    proof_key(house.issuer, settings, tmp_path)
    administrator = UserFactory(roles=["administrator"])
    key = rotate_key(issuer=house.issuer, purpose="pdf", made_by=administrator)
    house.type.sign_mode = "own_key"
    house.type.save()
    old = house.certificate()

    new = approve_correction(correction=ask(old, old.holder), approved_by=house.head)

    new.refresh_from_db()
    facts = read(new.qr_payload, lambda kid: SigningKey.objects.get(kid=kid).public_key).facts
    assert (facts.code, facts.name) == (new.public_code, "Sri Rahayu Contoh")
    assert new.signature_level == old.signature_level
    issued, signed = new.events.order_by("position")
    assert issued.facts.keys() == old.events.get(kind=EventKind.ISSUED).facts.keys()
    assert signed.facts == {"kid": key.kid, "signed_sha256": new.pdf_sha256}
    assert chain_is_whole(new)


@pytest.mark.parametrize(
    ("name", "refusal", "said"),
    [
        ("Sri Rahayu 😀", NamePrintableOtherwise, "“Sri Rahayu”"),
        ("Sri\u202eRahayu", NamePrintableOtherwise, "“SriRahayu”"),
        ("山田", NameNotPrintable, "U+5C71"),
        ("S" * 121, NameNotPrintable, "121"),
    ],
)
def test_a_name_the_design_cannot_print_is_refused_before_any_number(
    house, certificate, name, refusal, said
):
    with pytest.raises(refusal, match=re.escape(said)):
        ask(certificate, certificate.holder, name)
    correction = ask(certificate, certificate.holder)
    Correction.objects.filter(pk=correction.pk).update(wanted_name=name[:120])
    correction.refresh_from_db()

    if len(name) <= 120:
        with pytest.raises(refusal):
            approve_correction(correction=correction, approved_by=house.head)
    assert Certificate.objects.count() == 1
    certificate.refresh_from_db()
    assert certificate.status == Status.VALID


def test_a_correction_that_cannot_be_printed_changes_nothing(house, certificate):
    correction = ask(certificate, certificate.holder)
    certificate.snapshot["printed"]["programme_id"] = "Sangat panjang " * 200
    certificate.save()
    correction.certificate.refresh_from_db()

    with pytest.raises(NameNotPrintable, match="halaman depan"):
        approve_correction(correction=correction, approved_by=house.head)

    certificate.refresh_from_db()
    correction.refresh_from_db()
    assert (certificate.status, correction.state) == (Status.VALID, "asked")
    assert Certificate.objects.count() == 1


def test_who_may_ask_and_who_decides(house, certificate):
    outsider = UserFactory()
    with pytest.raises(NotAllowed):
        ask(certificate, outsider)
    with hooks.register_temporarily(
        "register_certificate_companions",
        lambda user, holder_ids: holder_ids if user == outsider else [],
    ):
        correction = ask(certificate, outsider)
    with pytest.raises(AlreadyAsked):
        ask(certificate, house.clerk)
    for stranger in (house.clerk, MembershipFactory(role="head").user, outsider):
        with pytest.raises(NotAllowed):
            approve_correction(correction=correction, approved_by=stranger)
    with pytest.raises(ReasonMissing):
        decline_correction(correction=correction, answer="", declined_by=house.head)

    decline_correction(correction=correction, answer="KTP berbunyi lain", declined_by=house.head)

    with pytest.raises(NotAsked):
        approve_correction(correction=correction, approved_by=house.head)
    own = ask(certificate, house.head)
    with pytest.raises(OwnRequest):
        approve_correction(correction=own, approved_by=house.head)


def test_what_cannot_be_corrected_is_refused_in_words(house, certificate):
    for same in (certificate.printed_name, "  ", f" {certificate.printed_name} "):
        with pytest.raises(NameUnchanged):
            ask(certificate, house.clerk, same)
    with pytest.raises(ReasonMissing):
        request_correction(
            certificate=certificate, wanted_name="Baru", reason=" ", asked_by=house.clerk
        )
    revoke_certificate(certificate=certificate, reason="error", note="x", revoked_by=house.head)
    with pytest.raises(NotReplaceable):
        ask(certificate, house.clerk)


def test_hand_over_keeps_who_got_it_and_when_once(house):
    batch = house.issued(3)
    first, second, _third = to_hand_over(batch)
    today = timezone.localdate()

    assert hand_over(certificates=[first], handed_on=today, handed_by=house.clerk) == 1
    given = hand_over(
        certificates=[first, second],
        handed_on=today,
        handed_by=house.head,
        received_by="Ketua Kelompok Contoh",
    )

    assert given == 1
    assert [row.is_handed_over for row in to_hand_over(batch)] == [True, True, False]
    event = second.events.get(kind=EventKind.HANDED_OVER)
    assert event.facts == {
        "handed_on": today.isoformat(),
        "received_by": "Ketua Kelompok Contoh",
    }
    for wrong in (second.issued_on - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(HandedOverTooEarly):
            hand_over(certificates=[second], handed_on=wrong, handed_by=house.clerk)
    with pytest.raises(NotAllowed):
        hand_over(certificates=[second], handed_on=today, handed_by=MembershipFactory().user)


def test_who_got_a_right_name_gets_the_new_paper_from_the_same_list(house):
    batch = house.issued(2)
    first, second = to_hand_over(batch)
    today = timezone.localdate()
    hand_over(certificates=[first], handed_on=today, handed_by=house.clerk)
    new = approve_correction(correction=ask(first, house.clerk), approved_by=house.head)
    newest = approve_correction(
        correction=ask(new, house.clerk, "Sri Rahayu Rekaan"), approved_by=house.head
    )

    waiting = to_hand_over(batch)

    assert [(row, row.is_handed_over) for row in waiting] == [(second, False), (newest, False)]
    assert hand_over(certificates=[newest], handed_on=today, handed_by=house.clerk) == 1
    assert list(to_hand_over(batch).filter(is_handed_over=True)) == [newest]
    assert newest not in to_hand_over(house.issued(1, key="run:2"))


def test_a_duplicate_is_the_same_document_with_a_mark_and_its_own_hash(house, certificate):
    stored = certificate.pdf.read()

    pdf = print_duplicate(certificate=certificate, reason="Kebanjiran", printed_by=house.clerk)
    second = print_duplicate(certificate=certificate, reason="Hilang", printed_by=house.clerk)

    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "DUPLIKAT ke-1" in text and certificate.serial in text
    assert "DUPLIKAT ke-2" in pypdf.PdfReader(io.BytesIO(second)).pages[1].extract_text()
    hashes = [hashlib.sha256(one).hexdigest() for one in (pdf, second)]
    assert duplicate_hashes(certificate) == hashes
    verdict = verify(typed=certificate.public_code, address="192.0.2.1")
    assert verdict.duplicate_sha256 == tuple(hashes)
    assert certificate.pdf.open().read() == stored
    with pikepdf.open(io.BytesIO(pdf)) as marked:
        assert len(marked.pages) == 2
        assert "/StructTreeRoot" in marked.Root


def test_a_duplicate_bears_the_overlay_an_administrator_drew(house, certificate):
    version = register_shipped_design(folder="duplicate")
    version.front_html = version.front_html.replace("Pengganti lembar", "Ganti kertas")
    type(version).objects.filter(pk=version.pk).update(front_html=version.front_html)

    pdf = print_duplicate(certificate=certificate, reason="Hilang", printed_by=house.clerk)

    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert all("Ganti kertas" in text for text in pages)
    with pikepdf.open(io.BytesIO(pdf)) as marked, pikepdf.open(certificate.pdf.open()) as own:
        assert [page.mediabox for page in marked.pages] == [page.mediabox for page in own.pages]


def test_a_duplicate_of_a_signed_document_pretends_no_signature(house, settings, tmp_path):
    settings.CERTIFICATES_KEYS_FOLDER = str(tmp_path / "keys")
    made_by = UserFactory(roles=["administrator"])
    rotate_key(issuer=house.issuer, purpose="pdf", made_by=made_by)
    house.type.sign_mode = "own_key"
    house.type.save()
    signed = house.certificate()

    pdf = print_duplicate(certificate=signed, reason="Hilang", printed_by=house.clerk)

    with pikepdf.open(io.BytesIO(pdf)) as marked:
        assert "/AcroForm" not in marked.Root
    assert signed.pdf.open().read() != pdf


def test_duplicates_are_of_valid_papers_with_a_reason_and_from_this_office(house, certificate):
    with pytest.raises(ReasonMissing):
        print_duplicate(certificate=certificate, reason="", printed_by=house.clerk)
    with pytest.raises(NotAllowed):
        print_duplicate(certificate=certificate, reason="x", printed_by=MembershipFactory().user)
    hold_certificate(certificate=certificate, note="x", held_by=house.head)
    with pytest.raises(NotDuplicable):
        print_duplicate(certificate=certificate, reason="x", printed_by=house.clerk)


def test_a_head_does_not_approve_a_batch_with_her_own_certificate(house):
    occasion = house.training(1)
    batch = house.prepared(1, key="run:2")
    batch.items.update(holder=house.head)

    with pytest.raises(OwnCertificate):
        approve_batch(batch=batch, approved_by=house.head)
    assert Certificate.objects.count() == 0
    assert occasion.participants
