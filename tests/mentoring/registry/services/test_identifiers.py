"""Identity numbers: entered, found again, read in clear by few, and every look kept."""

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from mentoring.registry.errors import (
    IdentifierUnreadable,
    NoNumberToReveal,
    RevealNeedsReason,
    RevealNotAllowed,
)
from mentoring.registry.identity_numbers import Oddness
from mentoring.registry.models import PersonIdentifier
from mentoring.registry.services import (
    enter_identifier,
    note_missing_identifier,
    reveal_identifier,
)
from mentoring.registry.signals import identifier_collided
from tests.factories import certificates
from tests.factories.accounts import UserFactory
from tests.factories.registry import MandateFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import RunParticipantFactory, TrainingRunFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
NIK = "9999995705800001"
REASON = "Dicocokkan dengan kartu untuk sertifikat"


@pytest.fixture
def ruminah():
    return PersonFactory(full_name="Ruminah Contoh")


def entered(person, text=NIK, kind="NIK", by=None):
    return enter_identifier(person=person, kind=kind, text=text, entered_by=by, now=NOW)


def test_a_number_is_kept_sealed_and_shown_by_its_last_four(ruminah):
    row = entered(ruminah).identifier

    assert str(row) == "NIK •••• 0001"
    stored = PersonIdentifier.objects.filter(pk=row.pk).values().get()
    assert not any(NIK in str(value) for value in stored.values())
    assert NIK not in str(list(ModelLogEntry.objects.values()))


def test_entering_again_replaces_the_number(ruminah):
    entered(ruminah)

    row = entered(ruminah, "9999995705800002").identifier

    assert [each.last_four for each in ruminah.identifiers.all()] == ["0002"]
    assert row.last_four == "0002"


def test_what_is_no_number_is_refused_without_repeating_it(ruminah):
    with pytest.raises(IdentifierUnreadable) as refused:
        entered(ruminah, "belum ada kartu")

    assert "belum ada" not in str(refused.value)
    assert ruminah.identifiers.count() == 0


def test_a_family_card_typed_as_nik_is_pointed_out_and_kept(ruminah):
    entered(ruminah, "9999990000000007", kind="KK")

    answer = entered(ruminah, "9999990000000007")

    assert answer.oddities == (Oddness.LOOKS_LIKE_KK,)
    assert ruminah.identifiers.count() == 2


def test_the_same_number_of_two_people_is_told_and_both_are_kept(
    ruminah, django_capture_on_commit_callbacks
):
    told = []
    identifier_collided.connect(
        lambda **said: told.append((said["person"], said["other"])), weak=False, dispatch_uid="t"
    )
    rumina = PersonFactory(full_name="Rumina Contoh")
    entered(ruminah)

    with django_capture_on_commit_callbacks(execute=True):
        answer = entered(rumina, "9999 9957 O580 0001")

    identifier_collided.disconnect(dispatch_uid="t")
    assert answer.others == (ruminah,)
    assert told == [(rumina, ruminah)]
    assert PersonIdentifier.objects.count() == 2


def test_a_family_shares_its_card(ruminah):
    entered(ruminah, "9999990000000007", kind="KK")

    assert entered(PersonFactory(), "9999990000000007", kind="KK").others == ()


def test_somebody_without_a_card_is_written_down_with_the_reason(ruminah):
    entered(ruminah)

    row = note_missing_identifier(
        person=ruminah, kind="NIK", reason="has_none", entered_by=None, now=NOW
    )

    assert (row.masked(), row.keyed_hash, row.missing_reason) == ("", "", "has_none")


def test_the_coordinator_of_her_place_reads_the_number_and_the_look_is_kept(ruminah, dewi):
    row = entered(ruminah).identifier

    assert reveal_identifier(identifier=row, reason=REASON, revealed_to=dewi) == NIK
    look = ModelLogEntry.objects.get(action="mentoring.reveal")
    assert (look.user, look.object_id) == (dewi, str(ruminah.pk))
    assert look.data == {"kind": "NIK", "reason": REASON, "own": False}


@pytest.mark.parametrize("reason", ["", "  ", "perlu", " ok   "])
def test_a_look_without_a_reason_is_refused(reason, ruminah, dewi):
    row = entered(ruminah).identifier

    with pytest.raises(RevealNeedsReason):
        reveal_identifier(identifier=row, reason=reason, revealed_to=dewi)

    assert not ModelLogEntry.objects.filter(action="mentoring.reveal").exists()


def test_she_reads_her_own_number_without_a_reason(ruminah):
    ruminah.user = UserFactory()
    ruminah.save()
    row = entered(ruminah).identifier

    assert reveal_identifier(identifier=row, reason="", revealed_to=ruminah.user) == NIK
    assert ModelLogEntry.objects.get(action="mentoring.reveal").data["own"] is True


def test_nobody_else_reads_it(ruminah, here, sri, wayan, eko, rini):
    MembershipFactory(person=ruminah, group=here)
    row = entered(ruminah).identifier
    manager_here = MandateFactory(
        user=UserFactory(roles=["programme_manager"]), role="programme_manager"
    ).user
    others = [
        sri.user,
        wayan,
        eko,
        rini,
        manager_here,
        UserFactory(roles=["blk_head"]),
        UserFactory(roles=["administrator"], is_superuser=True),
        UserFactory(),
    ]

    for other in others:
        with pytest.raises(RevealNotAllowed):
            reveal_identifier(identifier=row, reason=REASON, revealed_to=other)


@pytest.mark.parametrize(("role", "group"), [("clerk", "blk_clerk"), ("head", "blk_head")])
def test_who_makes_certificates_reads_the_numbers_of_her_trainees(role, group, ruminah):
    issuer = certificates.IssuerFactory()
    staff = UserFactory(roles=[group])
    certificates.MembershipFactory(user=staff, issuer=issuer, role=role)
    row = entered(ruminah).identifier
    stranger = entered(PersonFactory(), "9999995705800009").identifier
    RunParticipantFactory(person=ruminah, run=TrainingRunFactory(issuer_code=issuer.code))

    assert reveal_identifier(identifier=row, reason=REASON, revealed_to=staff) == NIK
    with pytest.raises(RevealNotAllowed):
        reveal_identifier(identifier=stranger, reason=REASON, revealed_to=staff)


def test_where_no_number_is_none_is_read(ruminah, dewi):
    row = note_missing_identifier(
        person=ruminah, kind="NIK", reason="refused", entered_by=dewi, now=NOW
    )

    with pytest.raises(NoNumberToReveal):
        reveal_identifier(identifier=row, reason=REASON, revealed_to=dewi)


def test_keys_are_changed_without_losing_a_number_or_a_double(ruminah, dewi, settings, capsys):
    row = entered(ruminah).identifier
    old, new = settings.MENTORING_IDENTIFIER_KEYS[0], Fernet.generate_key().decode()

    settings.MENTORING_IDENTIFIER_KEYS = [new, old]
    assert entered(PersonFactory(), NIK).others == (ruminah,)
    call_command("rotate_identifier_keys")
    settings.MENTORING_IDENTIFIER_KEYS = [new]
    row.refresh_from_db()

    assert reveal_identifier(identifier=row, reason=REASON, revealed_to=dewi) == NIK
    assert len(entered(PersonFactory(), NIK).others) == 2
    assert (
        capsys.readouterr().out == "2 identity numbers sealed anew.\n0 business ties sealed anew.\n"
    )


def test_a_key_taken_away_too_early_is_said_plainly(ruminah, dewi, settings):
    row = entered(ruminah).identifier
    settings.MENTORING_IDENTIFIER_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(ValueError, match="Was a key taken away too early"):
        reveal_identifier(identifier=row, reason=REASON, revealed_to=dewi)
