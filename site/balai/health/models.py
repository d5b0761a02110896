"""Which parts of the site are alive, told by the parts themselves."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# A part that has not been heard of for this long is called down.
SILENCE = timedelta(seconds=20)


class Component(models.TextChoices):
    WORKER = "worker", _("Worker")
    SCHEDULER = "scheduler", _("Scheduler")


class Heartbeat(models.Model):
    """One row per component; of several workers, the one heard last."""

    component = models.CharField(max_length=16, primary_key=True, choices=Component.choices)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return f"{self.component} {self.seen_at:%Y-%m-%d %H:%M:%S}"

    def is_alive(self, now: datetime) -> bool:
        return now - self.seen_at < SILENCE
