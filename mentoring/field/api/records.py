"""Routes of what a phone sends, and what became of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from mentoring.field.api.bodies import read_json
from mentoring.field.api.door import state_of
from mentoring.field.api.shapes import AnswersIn, PushOut, Refusal, body_of_a_push
from mentoring.field.deliveries import read_delivery
from mentoring.field.errors import BodyUnreadable
from mentoring.field.models import Device, Envelope
from mentoring.field.services import push

router = Router(tags=["records"])


@router.post(
    "push/",
    response={200: PushOut, 400: Refusal, 401: Refusal, 413: Refusal, 503: Refusal},
    openapi_extra={"requestBody": body_of_a_push()},
)
def push_records(request: HttpRequest) -> Any:
    """Every record is kept and gets an answer; a bad one never hurts its neighbours.

    Sending the same again has one effect and the same answers. May be packed with gzip.
    """
    said = read_json(request)
    if not isinstance(said, dict):
        raise BodyUnreadable()
    device, now = request.auth, timezone.now()  # type: ignore[attr-defined]
    answers = push(device=device, delivery=read_delivery(said), now=now)
    return _answered(device, answers, now)


@router.post("answers/", response={200: PushOut, 401: Refusal})
def present_answers(request: HttpRequest, body: AnswersIn) -> Any:
    """What is said of records now: of each the newest version this phone sent."""
    device = request.auth  # type: ignore[attr-defined]
    rows = Envelope.objects.filter(device=device, record__in=body.records).defer("payload")
    newest = {each.record: each for each in rows.order_by("sequence")}
    return _answered(device, [(each.sequence, each) for each in newest.values()], timezone.now())


def _answered(device: Device, answers: Iterable[tuple[int, Envelope]], now: datetime) -> Any:
    return {
        "server_time": now,
        "answers": [
            {
                "sequence": sequence,
                "record": envelope.record,
                "answer": envelope.answer,
                "code": envelope.code,
                "sentence": envelope.sentence,
                "waits_for": envelope.waits_for,
                "is_forgotten": envelope.is_forgotten,
            }
            for sequence, envelope in answers
        ],
        "device": {"state": state_of(device)},
    }
