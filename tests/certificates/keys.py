"""Keys of issuers for tests: in a folder of the test's own."""

import json
from pathlib import Path

from certificates.services.keys import rotate_key
from tests.factories.accounts import UserFactory


def proof_key(issuer, settings, folder):
    """A fresh key of `issuer` for the proofs in QR codes, its private half below `folder`."""
    settings.CERTIFICATES_KEYS_FOLDER = str(folder / "keys")
    return rotate_key(issuer=issuer, purpose="proof", made_by=UserFactory(roles=["administrator"]))


def key_moments():
    """When a key could rightly have signed: the table that server and phone are both held to."""
    return json.loads(Path(__file__).with_name("key_moments.json").read_text())
