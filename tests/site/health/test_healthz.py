from datetime import timedelta

import pytest
from django.utils import timezone

from balai.health.models import SILENCE, Component, Heartbeat

pytestmark = pytest.mark.django_db


def test_healthz_answers_200_when_every_part_was_heard_of(client):
    for component in Component:
        Heartbeat.objects.create(component=component, seen_at=timezone.now())

    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "parts": {"web": "up", "database": "up", "worker": "up", "scheduler": "up"},
        "down": [],
    }


def test_healthz_names_the_parts_that_fell_silent(client):
    Heartbeat.objects.create(component=Component.SCHEDULER, seen_at=timezone.now())
    Heartbeat.objects.create(
        component=Component.WORKER, seen_at=timezone.now() - SILENCE - timedelta(seconds=1)
    )

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["down"] == ["worker"]
