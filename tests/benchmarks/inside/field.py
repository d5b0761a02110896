"""Phones of a measured site: enrolling them, what they take along, what they sent."""

import gzip
import json
from datetime import date
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - after setup
from django.db import connection  # noqa: E402
from django.db.models import Count, Sum  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from mentoring.field.models import Envelope, Upload, UploadPiece  # noqa: E402
from mentoring.field.services import enrol, invite_phone  # noqa: E402
from mentoring.sessions.models import Attendance, MentoringSession  # noqa: E402
from tests.benchmarks.inside import answer, reads_and_writes  # noqa: E402
from tests.benchmarks.visits import Outbox  # noqa: E402
from tests.field_simulator.cast import enrol as enrol_cast  # noqa: E402

API = "/lapangan/api/v1"


def stage(phones: str) -> list[dict[str, Any]]:
    """Facilitators with four groups of sixteen and a phone each: tokens, groups, people."""
    found: list[dict[str, Any]] = enrol_cast(phones, "1")["phones"]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return found


def kept() -> dict[str, int]:
    """How many envelopes, held sessions and marks lie here."""
    return {
        "envelopes": Envelope.objects.count(),
        "sessions": MentoringSession.objects.held().count(),
        "attendances": Attendance.objects.count(),
    }


def uploads() -> dict[str, int]:
    """How many files were begun, how many bytes of them came, and pieces lie here."""
    came = Upload.objects.aggregate(files=Count("pk"), bytes=Sum("offset"))
    return {**came, "pieces": UploadPiece.objects.count()}


def open_transactions() -> int:
    """Connections to this database that hold a transaction open, idle; SQLite knows of none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"
        )
        return int(cursor.fetchone()[0])


def queries(token: str, group: str, *people: str) -> dict[str, int]:
    """Reads and writes of envelopes of one and of a hundred visits, and of the hundred again.

    stored: how many of the hundred lie here after they came twice.
    """
    outbox = Outbox(token, [{"group": group, "people": list(people)}], seed="queries", first=10**6)
    client = Client(headers={"authorization": f"Device {token}", "host": "localhost"})

    def post(body: bytes) -> int:
        with CaptureQueriesContext(connection) as asked:
            response = client.post(f"{API}/push/", body, content_type="application/json")
        assert response.status_code == 200, response.content
        return reads_and_writes(asked)

    post(outbox.body(1))
    before = MentoringSession.objects.count()
    one, hundred = post(outbox.body(1)), outbox.body(100)
    first, again = post(hundred), post(hundred)
    stored = MentoringSession.objects.count() - before - 1
    return {"one": one, "hundred": first, "again": again, "stored": stored}


def first_pull(username: str) -> dict[str, Any]:
    """What a new phone of `username` fetches until nothing is missing, packed with gzip.

    bytes: of all bodies; queries: of the list of buckets and of all buckets.
    """
    user = get_user_model().objects.get(username=username)
    invitation = invite_phone(user=user, invited_by=user)
    phone = enrol(code=invitation.code, device_name="HP", app_version="1", now=timezone.now())
    client = Client(
        headers={
            "authorization": f"Device {phone.token}",
            "accept-encoding": "gzip",
            "host": "localhost",
        }
    )
    listed = client.get(f"{API}/contents/")
    assert listed.status_code == 200, listed.content
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{API}/contents/")
    # At once: the next request empties the list of what was asked.
    queries = reads_and_writes(asked)
    total = len(listed.content)
    buckets = _unpacked(listed)["buckets"]
    for each in buckets:
        bucket = client.get(f"{API}/contents/{each['part']}/{each['key']}/")
        assert bucket.status_code == 200, each
        total += len(bucket.content)
    groups = user.facilitator.assignments.responsible_on(date.today()).count()
    return {
        "bytes": total,
        "requests": 1 + len(buckets),
        "queries": queries,
        "groups": groups,
    }


def _unpacked(response: Any) -> Any:
    packed = response.headers.get("Content-Encoding") == "gzip"
    return json.loads(gzip.decompress(response.content) if packed else response.content)


if __name__ == "__main__":
    answer(
        {
            "stage": stage,
            "kept": kept,
            "uploads": uploads,
            "open_transactions": open_transactions,
            "queries": queries,
            "first_pull": first_pull,
        }
    )
