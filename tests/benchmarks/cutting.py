"""Uploads that are cut in mid-body, as a village's network cuts them."""

import hashlib
import http.client
import json
import random
import socket
import struct
import time
from urllib.parse import urlsplit

from tests.field_simulator.phone import API, key_of

PIECE = 128 * 1024
# A connection that is closed like this sends no goodbye but a reset.
_RESET = struct.pack("ii", 1, 0)


def cut_uploads(url: str, token: str, count: int, seconds: float) -> None:
    """Begin `count` photographs within `seconds`, and go away in the middle of each body."""
    chance = random.Random(f"cut {token}")  # noqa: S311 - repeatable, not secret
    for number in range(count):
        content = chance.randbytes(PIECE)
        upload = _begin(url, token, key_of(chance), content)
        _cut(url, token, upload, content[: chance.randrange(1, PIECE)], number % 2 == 1)
        time.sleep(seconds / count / 2)


def _begin(url: str, token: str, upload: str, content: bytes) -> str:
    """Announce a photograph; returns its id."""
    about = {
        "id": upload,
        "record": upload,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "media_type": "image/jpeg",
    }
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    headers = {"Authorization": f"Device {token}", "Content-Type": "application/json"}
    connection.request("POST", f"{API}/uploads/", json.dumps(about), headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {said[:300]!r}")
    return upload


def _cut(url: str, token: str, upload: str, part: bytes, is_rude: bool) -> None:
    """Announce a whole piece, send `part` of it, and go away."""
    parts = urlsplit(url)
    head = (
        f"PATCH {API}/uploads/{upload}/ HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Authorization: Device {token}\r\nUpload-Offset: 0\r\nTus-Resumable: 1.0.0\r\n"
        f"Content-Type: application/offset+octet-stream\r\nContent-Length: {PIECE}\r\n\r\n"
    )
    with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=60) as wire:
        wire.sendall(head.encode() + part)
        if is_rude:
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
