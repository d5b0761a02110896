"""The reference site. Tasks queued by the plugins find this Celery application."""

from balai.celery import app as celery_app

__all__ = ["celery_app"]
