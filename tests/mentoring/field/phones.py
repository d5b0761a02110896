"""A phone as the server meets it: it numbers its records and speaks the interface."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.test import Client

from mentoring.canonical_json import canonical_json, digest_of
from tests.factories.field import DeviceFactory

API = "/lapangan/api/v1/"


class Phone:
    """device: the row; its token is known here only. offset: by how much its clock is wrong."""

    def __init__(self, user=None, token="a-token", offset=timedelta(0), device=None):  # noqa: S107
        made = {"user": user} if user else {}
        self.device = device or DeviceFactory(token=token, **made)
        self.client = Client(headers={"Authorization": f"Device {token}"})
        self.offset = offset
        self.number = 0

    def now(self):
        return datetime.now(UTC) + self.offset

    def line(self, text, *, record=None, sequence=None, **said):
        """One envelope of a note; every field may be said otherwise."""
        self.number = sequence or self.number + 1
        payload = said.pop("payload", {"text": text})
        if parent := said.pop("parent", None):
            payload["parent"] = str(parent)
        return {
            "sequence": self.number,
            "record": str(record or uuid4()),
            "type": "notes.line",
            "version": 2,
            "recorded_at": self.now().isoformat(),
            "after": [],
            "digest": digest_of(payload),
            "replaces": "",
            "reason": "",
            "payload": payload,
            **said,
        }

    def change(self, envelope, text, **said):
        """The same record, written anew."""
        return self.line(text, record=envelope["record"], replaces=envelope["digest"], **said)

    def body(self, *envelopes, **said):
        return {
            "sent_at": self.now().isoformat(),
            "app_version": "1.0",
            "unsent": len(envelopes),
            "oldest_unsent_at": None,
            "envelopes": list(envelopes),
            **said,
        }

    def push(self, *envelopes, **said):
        answer = self.post("push/", self.body(*envelopes, **said))
        assert answer.status_code == 200, answer.content
        return answer.json()["answers"]

    def answers(self, *envelopes):
        """The words of the answers to a push."""
        return [each["answer"] for each in self.push(*envelopes)]

    def ask(self, *records):
        answer = self.post("answers/", {"records": [str(each) for each in records]})
        return answer.json()["answers"]

    def post(self, path, body, packed=False):
        raw = body if isinstance(body, bytes) else canonical_json(body).encode()
        headers = {"Content-Encoding": "gzip"} if packed else {}
        return self.client.post(
            f"{API}{path}",
            gzip.compress(raw) if packed else raw,
            content_type="application/json",
            headers=headers,
        )

    def get(self, path, **headers):
        return self.client.get(f"{API}{path}", headers=headers)

    def patch(self, upload, offset, content, **headers):
        return self.client.patch(
            f"{API}uploads/{upload}/",
            content,
            content_type="application/offset+octet-stream",
            headers={"Upload-Offset": str(offset), **headers},
        )


def record_of(envelope):
    return UUID(envelope["record"])


def plain(answer):
    return json.loads(answer.content)
