"""A compact JWS (RFC 7515) by an Ed25519 key (RFC 8037): lists and credentials alike.

Our own twelve lines and not a library's: the header must name the key as verifiers look it up,
which the signer of openbadgeslib cannot. Pure: no Django, no database.
"""

import base64
import json
from collections.abc import Mapping
from typing import Any


def signed(header: Mapping[str, Any], content: Mapping[str, Any], private: Any) -> str:
    """`content` signed; header: what stands there besides the algorithm. Same input, same text."""
    text = f"{head(header)}.{base64url(as_json(content))}"
    return f"{text}.{base64url(private.sign(text.encode('ascii')))}"


def head(header: Mapping[str, Any]) -> str:
    """How everything begins that is signed under `header`."""
    return base64url(as_json({"alg": "EdDSA", **header}))


def as_json(value: Any) -> bytes:
    """`value` with sorted keys and no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def base64url(content: bytes) -> str:
    """Without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
