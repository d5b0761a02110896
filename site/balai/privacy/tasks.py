"""Celery tasks: safe to run twice."""

from celery import shared_task
from django.utils import timezone

from balai.privacy.retention import run_retention


@shared_task(name="privacy.run_retention")
def run_retention_task() -> int:
    return run_retention(today=timezone.localdate()).total()
