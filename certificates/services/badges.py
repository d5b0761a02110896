"""The credential of a certificate as Open Badges 3.0 has it, made once when it becomes valid.

A VC-JWT (Open Badges 3.0, section 8.2) signed with the issuer's Ed25519 key of proofs. The model
and its JSON come from openbadgeslib (extra `badges`); the signature is our own (`jws.py`), because
the header must name the key, or credentials of a key that was followed by another could not be
checked. It says nothing of the holder but a salted hash of the name that the paper prints.
"""

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime, time
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from certificates import conf, jws
from certificates.errors import BadgesNotInstalled, NoActiveKey
from certificates.models import (
    Certificate,
    CertificateType,
    Issuer,
    KeyPurpose,
    Outcome,
    SigningKey,
)
from certificates.services.dids import did_of, key_url
from certificates.services.keys import active_key, private_key
from certificates.services.status_lists import allot_places, entries_for

if TYPE_CHECKING:
    from openbadgeslib.ob3.credential import Achievement

# Words of the standard's list of achievement types.
_KINDS = {Outcome.PASSED: "Certificate", Outcome.ATTENDED: "Course"}
_LAST_MOMENT = time(23, 59, 59)


def is_installed() -> bool:
    """Whether the extra `badges` is there; asked without its slow import."""
    return find_spec("openbadgeslib") is not None


def require_ready(kind: CertificateType) -> None:
    """Whether credentials of `kind` could be made now, asked before numbers are spent.

    Raises BadgesNotInstalled, NoActiveKey. One query, none for types without.
    """
    if not kind.gives_badge:
        return
    if not is_installed():
        raise BadgesNotInstalled()
    active_key(issuer=kind.issuer, purpose=KeyPurpose.PROOF)


def badge_of(certificate: Certificate, *, kind: CertificateType, key: SigningKey | None) -> str:
    """The credential of `certificate`: the one it has, a new one, or "" if `kind` gives none.

    Changes no row; the certificate has its place in the status lists. key: what signs now.
    Raises NoActiveKey, KeyFileLost, BadgesNotInstalled: a paper that lacks what its type promises
    must not go out.
    """
    if certificate.credential or not kind.gives_badge:
        return str(certificate.credential)
    if key is None:
        raise NoActiveKey(issuer=kind.issuer, purpose=KeyPurpose.PROOF.label)
    return jws.signed(header_of(kind.issuer, key.kid), _claims(certificate, kind), private_key(key))


def header_of(issuer: Issuer, kid: str) -> dict[str, str]:
    """What stands in the header of a badge that the key `kid` signs, besides the algorithm."""
    return {"kid": key_url(issuer, kid), "typ": "JWT"}


def badge_for(certificate: Certificate) -> str:
    """The credential of one certificate alone, with a place in the lists drawn now if its type
    gives one. Raises as `badge_of`."""
    kind = certificate.type
    if not kind.gives_badge:
        return ""
    allot_places([certificate])
    key = active_key(issuer=kind.issuer, purpose=KeyPurpose.PROOF)
    return badge_of(certificate, kind=kind, key=key)


def credential_url(certificate: Certificate) -> str:
    """Where the credential is fetched: below the page of the certificate, and as public."""
    return f"{certificate.snapshot['verify_url']}lencana.jwt"


def name_hash(name: str, salt: str) -> str:
    """How a credential names its holder (Open Badges 3.0, IdentityHash): SHA-256 of the name as
    printed, followed by the salt."""
    return "sha256$" + hashlib.sha256((name + salt).encode()).hexdigest()


def _claims(certificate: Certificate, kind: CertificateType) -> dict[str, Any]:
    try:
        from openbadgeslib.ob3 import credential as ob3  # noqa: PLC0415 - optional, slow import
    except ImportError as missing:
        raise BadgesNotInstalled() from missing
    issuer, printed = kind.issuer, certificate.snapshot["printed"]
    salt = secrets.token_hex(16)
    holder = ob3.IdentityObject(name_hash(certificate.printed_name, salt), "name", True, salt)
    claims: dict[str, Any] = ob3.OpenBadgeCredential(
        id=credential_url(certificate),
        issuer=ob3.Issuer(did_of(issuer), printed["issuer_id"], url=conf.verify_base_url()),
        recipient_id=None,
        identifiers=[holder],
        achievement=_achievement(ob3.Achievement, kind, printed),
        issuance_date=timezone.now().replace(microsecond=0),
        expiration_date=_end_of(certificate, issuer),
        credential_status=entries_for(certificate),
    ).to_jwt_payload()
    return claims


def _achievement(
    make: "type[Achievement]", kind: CertificateType, printed: Mapping[str, Any]
) -> "Achievement":
    """What was achieved, in the words of the paper; the same for everybody of one programme."""
    did, programme = did_of(kind.issuer), printed["programme_id"]
    facts = f"{did} {kind.code} {programme} {printed['jp']}"
    sample = f"{printed['watermark']}. " if printed["watermark"] else ""
    units = "; ".join(
        " ".join(filter(None, (unit["code"], unit["title_id"]))) for unit in printed["units"]
    )
    hours = f"{printed['jp']} JP × {printed['minutes_per_jp']} menit."
    return make(
        id=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, facts)}",
        name=sample + programme,
        description=f"{sample}{printed['title_en']}: {printed['programme_en']}",
        criteria_narrative=f"{hours} {units}".strip(),
        achievement_type=_KINDS[Outcome(kind.outcome)],
    )


def _end_of(certificate: Certificate, issuer: Issuer) -> datetime | None:
    """The last moment of the last day it holds, in the issuer's zone; None: for good."""
    if certificate.valid_until is None:
        return None
    zone = ZoneInfo(issuer.time_zone)
    return datetime.combine(certificate.valid_until, _LAST_MOMENT, tzinfo=zone)
