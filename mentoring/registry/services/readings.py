"""Keeping that somebody read what few may read: who, about whom, on which day."""

from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry


class Reading(StrEnum):
    """What was read; the value is the action of the site's log. All begin with READ."""

    VULNERABILITY = "mentoring.read_vulnerability"
    COMPLAINT = "mentoring.read_complaint"
    PROOF = "mentoring.read_proof"
    SPECIFIC_DATA = "mentoring.read_special"


# What every reading begins with: whoever reads a row has not worked on it.
READ = "mentoring.read_"


def note_reading(*, row: Model, kind: Reading, read_by: Any) -> None:
    """Write into the site's log that `read_by` read `row`: once a reader, row and day.

    Once a day, so that a page opened ten times does not bury ten other readers; the line
    keeps the time of the first look. The day is that of the site's zone. Two looks in the
    same instant may leave two lines. Costs one question, and one more for the first look.
    """
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    noted = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        action=kind,
        user_id=read_by.pk,
        timestamp__gte=midnight,
    )
    if not noted.exists():
        log(instance=row, action=str(kind), user=read_by)
