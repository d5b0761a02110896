"""What a phone kept while it was offline, posted once and again."""

import json
import time
import uuid
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 - after setup
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from curriculum.models import ModuleRelease, ProgressEvent  # noqa: E402
from tests.benchmarks.inside import answer, reads_and_writes  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.curriculum import module  # noqa: E402

MODULES, LESSONS = ("B01", "B02", "B03"), 5


def post(events: str) -> dict[str, Any]:
    """Seconds and reads and writes of the first and of the second post, all layers included."""
    lessons = [lesson for code in MODULES for lesson in _lessons(code)]
    sent = [_event(*lessons[number % len(lessons)]) for number in range(int(events))]
    client = Client()
    client.force_login(UserFactory())
    # Nobody measures the first request of a process.
    _post(client, [])
    first, again = _post(client, sent), _post(client, sent)
    return {"first": first, "again": again, "stored": ProgressEvent.objects.count()}


def _lessons(code: str) -> list[tuple[int, int]]:
    page = module(code, lessons=LESSONS)
    release = ModuleRelease.objects.current().with_lessons().get(page=page)
    return [(release.pk, lesson.page_id) for lesson in release.lessons.all()]


def _event(release_id: int, lesson_id: int) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "kind": "lesson_done",
        "release": release_id,
        "lesson": lesson_id,
        "recorded_at": timezone.now().isoformat(),
        "locale": "id",
    }


def _post(client: Client, sent: list[dict[str, Any]]) -> dict[str, float]:
    batch = json.dumps({"sent_at": timezone.now().isoformat(), "events": sent})
    with CaptureQueriesContext(connection) as asked:
        started = time.perf_counter()
        response = client.post(
            "/pelajaran/kejadian/", batch, content_type="application/json", HTTP_HOST="localhost"
        )
        seconds = time.perf_counter() - started
    assert response.status_code == 200, response.content
    return {"seconds": seconds, "queries": reads_and_writes(asked)}


if __name__ == "__main__":
    answer({"post": post})
