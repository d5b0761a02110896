"""Who an issuer is to machines: its did:web, and the document that names its keys.

The document of `did:web:host:penerbit:CODE` lies at https://host/penerbit/CODE/did.json (W3C
did:web, "Read"). Keys that have ended stay in it: what they signed can be checked for ever. A key
in other hands is taken out: whoever has it can put any day into what he signs, so nothing it
signed may pass any longer. All keys with their dates stand in the list of `proving.public_keys`.
"""

from typing import Any
from urllib.parse import quote, urlsplit

from django.urls import reverse

from certificates import conf
from certificates.models import Issuer, KeyPurpose, SigningKey
from certificates.services.keys import public_x

_CONTEXT = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"]


def site_did() -> str:
    """The name of the site itself: did:web of its host; a port is written as %3A and digits."""
    return "did:web:" + quote(urlsplit(conf.verify_base_url()).netloc, safe="")


def did_of(issuer: Issuer) -> str:
    """The name of `issuer`, below that of the site."""
    folder = reverse("certificates:did", args=[issuer.code]).strip("/").split("/")[:-1]
    return ":".join([site_did(), *(quote(part, safe="") for part in folder)])


def key_url(issuer: Issuer, kid: str) -> str:
    """How a signature names the key that made it."""
    return f"{did_of(issuer)}#{kid}"


def did_document(issuer: Issuer) -> dict[str, Any] | None:
    """The document of `issuer`, its newest key first; None if it never had a key. One query."""
    keys = list(SigningKey.objects.of(issuer, KeyPurpose.PROOF).order_by("-active_from", "-pk"))
    if not keys:
        return None
    did = did_of(issuer)
    methods = [_method(did, key) for key in keys if key.compromised_at is None]
    return {
        "@context": _CONTEXT,
        "id": did,
        "controller": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def site_document() -> dict[str, Any]:
    """The document of the site: it signs nothing, and leads to the issuers that do. One query."""
    signing = SigningKey.objects.filter(purpose=KeyPurpose.PROOF).values("issuer")
    did = site_did()
    return {
        "@context": _CONTEXT[:1],
        "id": did,
        "service": [
            {
                "id": f"{did}#{issuer.code}",
                "type": "CertificateIssuer",
                "serviceEndpoint": did_of(issuer),
            }
            for issuer in Issuer.objects.filter(pk__in=signing).order_by("code")
        ],
    }


def _method(did: str, key: SigningKey) -> dict[str, Any]:
    return {
        "id": f"{did}#{key.kid}",
        "type": "JsonWebKey",
        "controller": did,
        "publicKeyJwk": {
            "kty": "OKP",
            "crv": "Ed25519",
            "alg": "EdDSA",
            "kid": key.kid,
            "x": public_x(key),
        },
    }
