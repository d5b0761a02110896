"""What must hold before anything is started; each failure is one sentence."""

import errno
import os
import socket
import tempfile
from pathlib import Path

from launching.errors import Trouble
from launching.places import shown


def chosen_port() -> int:
    """The port from PORT, a whole number between 1 and 65535."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65_535:
        raise Trouble(f"PORT={text} is no port: choose a number from 1024 to 65535.")
    return int(text)


def require_free_port(host: str, port: int) -> None:
    """Refuse when another program listens on `port`, or when we may not."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
    except socket.gaierror as unknown:
        raise Trouble(f"HOST={host} is no address of this machine: leave HOST out.") from unknown
    with socket.socket(family, kind, protocol) as probe:
        # As the server itself does: the last seconds of a stopped one are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen()
        except OSError as refusal:
            raise Trouble(_why_not(refusal, host, port)) from refusal


def _why_not(refusal: OSError, host: str, port: int) -> str:
    another = f"`make run PORT={port + 1 if port < 65_535 else 8000}`"
    if refusal.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program: stop that program, "
            f"or choose another port, for example {another}."
        )
    if refusal.errno == errno.EACCES:
        return (
            f"Port {port} is reserved for the administrator of this machine: "
            "choose one from 1024 up, for example `make run PORT=8000`."
        )
    return f"Cannot listen on {host}:{port} ({refusal.strerror}): choose another PORT or HOST."


def require_writable(folder: Path) -> None:
    """Make `folder` if needed and prove by writing that we may write in it.

    Asking the permission bits is not enough: on a read-only disk they still say yes.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as refusal:
        if refusal.errno == errno.ENOSPC:
            raise Trouble(
                f"The disk of {shown(folder)} is full: make room, then start again."
            ) from refusal
        raise Trouble(
            f"Cannot write in {folder} ({refusal.strerror}): make it writable for you, "
            "or name another folder in PENDAMPING_VAR."
        ) from refusal
