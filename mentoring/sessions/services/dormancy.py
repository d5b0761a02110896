"""Writing down which groups fell silent and which meet again."""

from datetime import date

from django.db import transaction

from mentoring.registry.models import CrafterGroup, GroupStatus
from mentoring.registry.services import set_group_status
from mentoring.sessions.dormancy import silence_of

_AT_ONCE = 500


def note_dormancy(*, today: date) -> int:
    """Set the status of every standing group by its meetings; how many changed.

    A group that fell silent is dormant since the day it became so, one that met again is
    active since that meeting. Running twice changes nothing more.
    """
    changed = 0
    standing = CrafterGroup.objects.standing().order_by("pk")
    keys = list(standing.values_list("pk", flat=True))
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        with transaction.atomic():
            groups = list(CrafterGroup.objects.select_for_update().filter(pk__in=some))
            silences = silence_of(groups, today)
            for group in groups:
                silence = silences[group.pk]
                if silence.is_dormant == group.is_dormant or silence.counted_from is None:
                    continue
                status = GroupStatus.DORMANT if silence.is_dormant else GroupStatus.ACTIVE
                since = silence.dormant_from if silence.is_dormant else silence.counted_from
                set_group_status(group=group, status=status, since=since or today)
                changed += 1
    return changed


def wake_group(*, group: CrafterGroup, met_on: date, today: date) -> None:
    """Call a dormant `group` active again because it met on `met_on`, unless that is long ago."""
    if group.is_dormant and not silence_of([group], today)[group.pk].is_dormant:
        set_group_status(group=group, status=GroupStatus.ACTIVE, since=met_on)
