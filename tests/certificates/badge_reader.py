"""A second reader of badges, written from the standards and asking no library that makes them.

openbadgeslib writes the credential and `tests/certificates/services/test_badges.py` reads it back
with the same library: a mistake of the library would be made and forgiven at once. Here stand the
JOSE parts (RFC 7515, RFC 8037), did:web, Open Badges 3.0 section 8.2 and Bitstring Status List 1.0
section 3.2 once more, with `cryptography` for the one curve and the standard library for the rest.
"""

import base64
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jsonschema import Draft202012Validator

SCHEMA = json.loads(Path(__file__).with_name("open_badge_schema.json").read_text())


def read_badge(token, fetch):
    """The credential that `token` holds, its signature checked. fetch: address -> bytes.

    Raises InvalidSignature, ValueError for what the standards do not allow.
    """
    credential = read_jws(token, fetch)
    wrong = [error.message for error in Draft202012Validator(SCHEMA).iter_errors(credential)]
    if wrong:
        raise ValueError("; ".join(wrong))
    # Open Badges 3.0, section 8.2.4.2: what the registered claims must repeat.
    said = {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "nbf": moment(credential["validFrom"]),
    }
    if "validUntil" in credential:
        said["exp"] = moment(credential["validUntil"])
    if {name: credential.get(name) for name in said} != said:
        raise ValueError("The claims of the token say something else than the credential.")
    return credential


def read_jws(token, fetch):
    """The payload of a compact JWS whose key its did:web document names for assertions."""
    head, body, signature = token.split(".")
    header = json.loads(unpadded(head))
    if header["alg"] != "EdDSA" or "b64" in header or "crit" in header:
        raise ValueError(f"Not a signature of the kind expected: {header}.")
    content = json.loads(unpadded(body))
    did = header["kid"].partition("#")[0]
    if did != content["iss"]:
        raise ValueError("Signed with a key of somebody else.")
    key_for(header["kid"], json.loads(fetch(address_of(did)))).verify(
        unpadded(signature), f"{head}.{body}".encode("ascii")
    )
    return content


def key_for(kid, document):
    """The public key `kid` of a DID document; ValueError unless it may assert."""
    if document["id"] != kid.partition("#")[0] or kid not in document["assertionMethod"]:
        raise ValueError(f"{kid} asserts nothing.")
    (method,) = [each for each in document["verificationMethod"] if each["id"] == kid]
    jwk = method["publicKeyJwk"]
    if (method["controller"], jwk["kty"], jwk["crv"]) != (document["id"], "OKP", "Ed25519"):
        raise ValueError(f"{kid} is no Ed25519 key of its issuer.")
    if "d" in jwk:
        raise ValueError("The private half is published.")
    return Ed25519PublicKey.from_public_bytes(unpadded(jwk["x"]))


def address_of(did):
    """Where the document of a did:web lies (did:web method specification, section 3.2)."""
    scheme, method, host, *folders = did.split(":")
    if (scheme, method) != ("did", "web"):
        raise ValueError(f"{did} is no did:web.")
    path = "/".join(map(unquote, folders)) or ".well-known"
    return f"https://{unquote(host)}/{path}/did.json"


def set_purposes(credential, fetch):
    """The purposes whose bit is set for `credential`, each list checked like a badge."""
    found = set()
    for entry in credential["credentialStatus"]:
        address, place = entry["statusListCredential"], int(entry["statusListIndex"])
        listed = read_jws(fetch(address).decode("ascii"), fetch)
        subject = listed["credentialSubject"]
        expected = {
            "id": address,
            "issuer": credential["issuer"]["id"],
            "iss": credential["issuer"]["id"],
        }
        if {name: listed[name] for name in expected} != expected:
            raise ValueError("The list is of another issuer or place.")
        if "BitstringStatusListCredential" not in listed["type"]:
            raise ValueError("No status list.")
        if (subject["type"], subject["statusPurpose"]) != (
            "BitstringStatusList",
            entry["statusPurpose"],
        ):
            raise ValueError("The list says something else than the badge asks of it.")
        if not listed["nbf"] <= datetime.now(UTC).timestamp() < listed["exp"]:
            raise ValueError("The list is too old, or of tomorrow.")
        if bit_at(subject["encodedList"], place):
            found.add(entry["statusPurpose"])
    return found


def bit_at(encoded_list, place):
    """Whether the bit of `place` is set: multibase base64url, GZIP, left-most bit first."""
    if encoded_list[0] != "u":
        raise ValueError("Not base64url as multibase writes it.")
    bits = gzip.decompress(unpadded(encoded_list[1:]))
    if len(bits) * 8 < 131_072:
        raise ValueError("The list hides nobody among enough others.")
    return bool(bits[place // 8] >> (7 - place % 8) & 1)


def moment(text):
    """Seconds since 1970 of an ISO instant."""
    return int(datetime.fromisoformat(text).timestamp())


def unpadded(text):
    """The bytes of base64url without padding; RFC 7515 allows no other sign."""
    if "=" in text or "+" in text or "/" in text:
        raise ValueError("Not base64url without padding.")
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
