"""What people agree to and take back: use stops at once, and it is said what stops."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from mentoring.errors import PhotoUnreadable, VoiceUnreadable
from mentoring.registry.consent_texts import EARLIER_TEXTS
from mentoring.registry.consents import (
    consenting_people,
    has_consent,
    objecting_people,
    people_with_consent,
    what_stops,
)
from mentoring.registry.errors import (
    ConsentNeeded,
    ConsentNeedsProof,
    ConsentNeedsWitness,
    ConsentNotByOwnTap,
    NoConsentText,
)
from mentoring.registry.holders import HolderSource
from mentoring.registry.models import Consent, ConsentPurpose, ConsentText, Person
from mentoring.registry.services import (
    give_consent,
    load_consent_texts,
    newest_text,
    note_specific_data,
    withdraw_consent,
)
from mentoring.registry.signals import consent_given, consent_withdrawn
from mentoring.sessions.models import Evidence
from tests.factories.accounts import UserFactory
from tests.factories.pictures import photograph
from tests.factories.registry import ConsentFactory, PersonFactory
from tests.factories.sessions import AttendanceFactory, VisitFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)
SPOKEN = b"OggS" + bytes(24) + b"OpusHead" + bytes(50)


@pytest.fixture
def ruminah():
    return PersonFactory(full_name="Ruminah Contoh", user=UserFactory())


def tapped(person, purpose="pendampingan", now=NOW, **more):
    return give_consent(
        person=person, purpose=purpose, mode="tap", recorded_by=person.user, now=now, **more
    )


def test_a_yes_keeps_words_language_and_moment(ruminah):
    consent = tapped(ruminah, language="mad")

    assert (consent.text.version, consent.text.language, consent.language) == (1, "id", "mad")
    assert (consent.given_at, consent.withdrawn_at) == (NOW, None)
    assert ModelLogEntry.objects.get(action="mentoring.give_consent").data == {
        "purpose": "pendampingan",
        "mode": "tap",
        "version": 1,
    }


def test_saying_yes_twice_is_one_yes(ruminah):
    assert tapped(ruminah) == tapped(ruminah, now=NOW + timedelta(seconds=2))
    assert Consent.objects.count() == 1


def test_a_yes_to_newer_words_ends_the_older_one(ruminah):
    older = tapped(ruminah)
    ConsentText.objects.create(purpose="pendampingan", version=2, language="id", text="Baru.")

    newer = tapped(ruminah, now=NOW + timedelta(days=1))

    older.refresh_from_db()
    assert older.withdrawn_at == newer.given_at
    assert newer.text.version == 2


def test_nobody_taps_for_somebody_else(ruminah, sri):
    with pytest.raises(ConsentNotByOwnTap):
        give_consent(person=ruminah, purpose="foto", mode="tap", recorded_by=sri.user, now=NOW)


@pytest.mark.parametrize("mode", ["signature", "voice"])
def test_a_signature_or_a_voice_is_kept_as_proof(mode, ruminah, sri):
    with pytest.raises(ConsentNeedsProof):
        give_consent(person=ruminah, purpose="foto", mode=mode, recorded_by=sri.user, now=NOW)

    consent = give_consent(
        person=ruminah,
        purpose="foto",
        mode=mode,
        recorded_by=sri.user,
        now=NOW,
        proof=io.BytesIO(photograph() if mode == "signature" else SPOKEN),
    )

    assert consent.proof_type == {"signature": "image/jpeg", "voice": "audio/ogg"}[mode]
    assert str(consent.pk) in consent.proof.name
    with pytest.raises(NotImplementedError):
        _ = consent.proof.url


@pytest.mark.parametrize(
    ("mode", "refusal"), [("signature", PhotoUnreadable), ("voice", VoiceUnreadable)]
)
def test_proof_that_is_something_else_is_refused(mode, refusal, ruminah, sri):
    with pytest.raises(refusal):
        give_consent(
            person=ruminah,
            purpose="foto",
            mode=mode,
            recorded_by=sri.user,
            now=NOW,
            proof=io.BytesIO(b"%PDF-1.7 not this"),
        )
    assert not Consent.objects.exists()


@pytest.mark.parametrize("witness", ["", "  ", "Sri Pendamping Contoh", " sri pendamping contoh"])
def test_a_witness_is_somebody_else(witness, ruminah, sri):
    with pytest.raises(ConsentNeedsWitness):
        give_consent(
            person=ruminah,
            purpose="riset",
            mode="witnessed",
            recorded_by=sri.user,
            now=NOW,
            witness=witness,
        )


def test_without_words_nobody_is_asked(ruminah):
    ConsentText.objects.filter(purpose="riset").delete()

    with pytest.raises(NoConsentText):
        tapped(ruminah, "riset")


def test_words_of_the_plugin_come_back_only_where_a_purpose_has_none(ruminah):
    ConsentText.objects.filter(purpose="riset").delete()
    ConsentText.objects.filter(purpose="foto").update(text="Kata program.")

    load_consent_texts()
    load_consent_texts()

    assert ConsentText.objects.filter(purpose="riset").count() == 2
    assert set(ConsentText.objects.filter(purpose="foto").values_list("text", flat=True)) == {
        "Kata program."
    }
    call_command("migrate", verbosity=0)
    assert ConsentText.objects.count() == 2 * len(ConsentPurpose)


def test_words_that_came_along_before_are_followed_by_those_of_now(ruminah):
    texts = ConsentText.objects.filter(purpose="sertifikat")
    for text in texts:
        text.text = EARLIER_TEXTS["sertifikat", text.language]
        text.save()

    load_consent_texts()
    load_consent_texts()

    newest = newest_text(purpose="sertifikat", language="id")
    assert (texts.all().count(), newest.version) == (4, 2)
    assert "alamat" in newest.text


def test_a_withdrawal_counts_at_once_and_says_what_stops(
    ruminah, django_capture_on_commit_callbacks
):
    heard = []
    for signal in (consent_given, consent_withdrawn):
        signal.connect(lambda **said: heard.append(said["consent"]), weak=False, dispatch_uid="t")
    with django_capture_on_commit_callbacks(execute=True):
        consent = tapped(ruminah, "foto", now=NOW - timedelta(days=3))
        stopped = withdraw_consent(
            person=ruminah, purpose="foto", withdrawn_by=ruminah.user, now=NOW
        )
    for signal in (consent_given, consent_withdrawn):
        signal.disconnect(dispatch_uid="t")

    assert has_consent(ruminah, "foto", TODAY - timedelta(days=1))
    assert not has_consent(ruminah, "foto", TODAY)
    assert heard == [consent, consent]
    assert stopped == what_stops("foto")
    assert len(stopped) == 2


def test_a_no_without_a_yes_before_is_kept_too(ruminah):
    withdraw_consent(person=ruminah, purpose="foto", withdrawn_by=ruminah.user, now=NOW)

    said = ruminah.consents.get()
    assert said.given_at == said.withdrawn_at
    assert list(Person.objects.filter(objecting_people("foto", TODAY))) == [ruminah]


def test_who_was_never_asked_neither_agrees_nor_objects(ruminah):
    assert not Person.objects.filter(objecting_people("foto", TODAY)).exists()
    assert not Person.objects.filter(consenting_people("foto", TODAY)).exists()


def test_yes_no_and_yes_again_is_a_yes(ruminah):
    tapped(ruminah, "foto", now=NOW - timedelta(days=9))
    withdraw_consent(
        person=ruminah,
        purpose="foto",
        withdrawn_by=ruminah.user,
        now=NOW - timedelta(days=5),
    )
    tapped(ruminah, "foto")

    assert has_consent(ruminah, "foto", TODAY)
    assert not Person.objects.filter(objecting_people("foto", TODAY)).exists()


@pytest.mark.parametrize("people", [0, 1, 30])
def test_many_are_asked_about_at_once(people, django_assert_num_queries):
    agreed = {ConsentFactory().person_id for _ in range(people)}
    others = {PersonFactory().pk for _ in range(people)}

    with django_assert_num_queries(1, exact=people > 0):
        found = people_with_consent(agreed | others, "pendampingan", TODAY)

    assert found == agreed


def test_specific_data_are_kept_only_with_her_yes(ruminah, sri):
    note = {"disability": "seeing", "helped_by_minors": "no", "noted_by": sri.user, "now": NOW}
    with pytest.raises(ConsentNeeded):
        note_specific_data(person=ruminah, **note)

    tapped(ruminah)

    assert note_specific_data(person=ruminah, **note).disability == "seeing"


def printing(person):
    return HolderSource().holders_for([person.user_id])[person.user_id].may_print


def test_a_certificate_is_not_printed_after_a_no(ruminah, settings):
    assert printing(ruminah)
    settings.MENTORING_PRINT_NEEDS_CONSENT = True
    assert not printing(ruminah)

    tapped(ruminah, "sertifikat", now=NOW - timedelta(days=1))
    assert printing(ruminah)
    settings.MENTORING_PRINT_NEEDS_CONSENT = False
    withdraw_consent(person=ruminah, purpose="sertifikat", withdrawn_by=ruminah.user, now=NOW)

    assert not printing(ruminah)


def test_photographs_of_her_sessions_rest_after_a_no(ruminah, here, rini):
    session = VisitFactory(group=here)
    other = VisitFactory(group=here)
    AttendanceFactory(session=session, person=ruminah)
    seen = [
        Evidence.objects.create(
            session=each,
            photo="x.jpg",
            sha256="a",
            original_sha256="b",
            recorded_by=rini,
            recorded_at=NOW,
            received_at=NOW,
        )
        for each in (session, other)
    ]
    assert set(Evidence.objects.visible_to(rini)) == set(seen)

    withdraw_consent(person=ruminah, purpose="foto", withdrawn_by=ruminah.user, now=NOW)

    assert list(Evidence.objects.visible_to(rini)) == [seen[1]]
