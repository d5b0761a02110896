"""Asking for the passphrase of the keys: the environment first, then the terminal."""

import getpass
import os
import sys

from balai.operations.errors import PassphraseMissing
from balai.operations.sealing import SHORTEST_PASSPHRASE

VARIABLE = "PENDAMPING_BACKUP_PASSPHRASE"


def asked_passphrase(*, twice: bool = False) -> str:
    """The passphrase from PENDAMPING_BACKUP_PASSPHRASE, or typed unseen.

    twice: ask again, because a slip would lock the keys for ever. Raises
    PassphraseMissing when there is nobody to ask, or the two differ.
    """
    given = os.environ.get(VARIABLE, "")
    if not given and sys.stdin is not None and sys.stdin.isatty():
        given = getpass.getpass("Passphrase for the keys: ")
        if twice and getpass.getpass("Once more: ") != given:
            given = ""
    if not given:
        raise PassphraseMissing(length=SHORTEST_PASSPHRASE)
    return given
