"""What this room does when two records turn out to be one person."""

from typing import Any

from django.dispatch import receiver

from mentoring.registry.models import PersonMerge
from mentoring.registry.signals import people_merged
from mentoring.reminders.models import ContactPreference
from mentoring.reminders.services import set_wish


@receiver(people_merged)
def keep_the_no_of_either(sender: Any, merge: PersonMerge, **kwargs: Any) -> None:
    """Who wanted no messages under one name wants none under the other."""
    label = ContactPreference._meta.label
    taken = [
        each["taken_out"]["fields"]
        for each in merge.moved
        if "taken_out" in each and each["model"] == label
    ]
    said_no = ContactPreference.objects.filter(person=merge.kept_id, stopped_at__isnull=False)
    if any(fields["stopped_at"] for fields in taken) or said_no.exists():
        set_wish(wants=False, now=merge.merged_at, person_id=merge.kept_id)
