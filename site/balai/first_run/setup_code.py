"""The code that proves who may become the first administrator.

Whoever started the site reads it in the terminal; a passer-by who finds the address
first cannot. It is worked out from the secret key, so it survives a restart without
being stored, and it is worth nothing once an administrator exists.
"""

from django.utils.crypto import constant_time_compare, salted_hmac

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is mistaken for another
_LENGTH = 8


def setup_code() -> str:
    """Return the code as it is printed, for example "K7QM-3TXA"."""
    digest = salted_hmac("balai.first_run", "setup code", algorithm="sha256").digest()
    code = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_LENGTH])
    return f"{code[:4]}-{code[4:]}"


def is_setup_code(typed: str) -> bool:
    """Whether `typed` is the code; small letters, spaces and a missing hyphen do not matter."""
    return constant_time_compare(_plain(typed), _plain(setup_code()))


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())
